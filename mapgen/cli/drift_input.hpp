#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/fields/field.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::cli {

/// A raster that gives an external variable: the value of the cell in which a place lies, NaN outside and at
/// nodata. Of several bands the one that bears the variable's name, else the first.
class DriftRaster {
  public:
    DriftRaster(const std::string& name, const std::string& file);
    [[nodiscard]] double at(grid::Point p) const;

  private:
    grid::Grid grid_;
    std::vector<float> values_;
    std::optional<double> nodata_;
};

/// External variables from columns of a table ("dist") or from rasters ("dist=FILE.tif").
class DriftColumns {
  public:
    DriftColumns(const std::vector<std::string>& words, const observations::Table& table);
    /// In the order of the words. Where `needed`, a missing value is an Error (data); otherwise it is NaN.
    [[nodiscard]] std::vector<double> values(const observations::Row& row, grid::Point p, bool needed) const;

  private:
    struct Source {
        std::string name;
        std::size_t column = 0;
        std::shared_ptr<DriftRaster> raster;
    };
    const observations::Table& table_;
    std::vector<Source> sources_;
};

/// For raster targets. @throws Error (usage) where a drift is a column.
[[nodiscard]] fields::DriftAt drift_from_rasters(const std::vector<std::string>& words);

}  // namespace riskmap::cli
