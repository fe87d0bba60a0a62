#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "geocore/style/style.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/risk/level_table.hpp"

namespace riskmap::artefacts {

/// One class of a driver layer: a pollutant by its number, 1 for the project's first.
struct DriverClass {
    int value = 0;
    std::string pollutant;
    run::Text name;
    std::string colour;  ///< "#rrggbb"
};

/// The styles that a run is drawn with: the installed ones, and those made for its layers.
class RunStyles {
  public:
    explicit RunStyles(const risk::LevelTable& levels);

    /// Classes between round numbers that part the run's own values, coloured with the ramp of the installed
    /// style `ramp` ("concentration", "sd"). An installed style "RAMP-KEY" is used as it is.
    /// @param values nodata cells are not looked at
    /// @return the style's file name
    [[nodiscard]] std::string add_value_classes(const std::string& ramp, const project::Pollutant& pollutant,
                                                std::span<const float> values, float nodata);
    /// A category per pollutant. @return the style's file name
    [[nodiscard]] std::string add_drivers(const std::string& scenario,
                                          const std::vector<DriverClass>& classes);
    /// The classes of the installed cancer-risk style under another name and note.
    /// @return the style's file name
    [[nodiscard]] std::string add_increment(const std::string& scenario, const style::Label& note);

    /// Fills `run`/styles. @throws Error (data) where a file cannot be written whole.
    void write(const std::filesystem::path& run) const;

  private:
    [[nodiscard]] std::string add(style::Style style);

    std::map<std::string, style::Style> installed_;  ///< by name, without ending
    std::map<std::string, style::Style> made_;
};

/// A colour for the pollutant at a position of the project, the same in every run of the same list.
[[nodiscard]] std::string driver_colour(std::size_t position);

}  // namespace riskmap::artefacts
