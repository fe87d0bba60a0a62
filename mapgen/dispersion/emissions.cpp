#include "mapgen/dispersion/emissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/dispersion/source_table.hpp"
#include "mapgen/dispersion/weather_table.hpp"

namespace riskmap::dispersion {
namespace {

using observations::Table;

bool has_rows_of(const Table& table, std::size_t column, const std::string& pollutant) {
    return std::any_of(table.rows.begin(), table.rows.end(),
                       [&](const auto& row) { return core::trim(table.text(row, column)) == pollutant; });
}

std::optional<std::size_t> pollutant_column(const project::Project& project, const Table& sources) {
    const auto column = sources.find_column("pollutant");
    if (column || project.pollutants.size() == 1) return column;
    throw core::Error(core::ErrorKind::data,
                      fmt::format("{}: a column 'pollutant' is expected, since the project has {} pollutants",
                                  sources.path, project.pollutants.size()),
                      "Write one row per source and pollutant.");
}

}  // namespace

Emissions read_emissions(const project::Project& project, const Table& sources, const Table& weather) {
    const auto surface = project.weather->surface == "urban" ? Surface::urban : Surface::rural;
    const auto curves = project.weather->sigma == "briggs" ? Curves::briggs : Curves::pasquill_gifford;
    Emissions emissions{read_weather(weather, surface), {curves, surface}, {}};
    SourceSelection selection;
    selection.placed = false;
    selection.group = sources.find_column("zone") ? "zone" : sources.find_column("group") ? "group" : "id";
    const auto column = pollutant_column(project, sources);
    for (const auto& wanted : project.pollutants) {
        std::vector<Source> of_pollutant;
        selection.pollutant = column ? wanted.key : "";
        if (!column || has_rows_of(sources, *column, wanted.key))
            of_pollutant = read_sources(sources, selection);
        std::erase_if(of_pollutant, [](const Source& s) { return !(s.emission_g_s > 0); });
        emissions.sources.push_back(std::move(of_pollutant));
    }
    return emissions;
}

}  // namespace riskmap::dispersion
