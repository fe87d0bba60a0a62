#include "mapgen/pipeline/population_stage.hpp"

#include "geocore/gdal/buffer.hpp"
#include "geocore/grid/geometry.hpp"

namespace riskmap::pipeline {

std::vector<artefacts::PopulationRow> population_rows(const Inputs& inputs, const std::string& scenario,
                                                      const grid::Raster<unsigned char>& levels) {
    std::vector<artefacts::PopulationRow> rows;
    if (!inputs.project.population) return rows;
    const auto count = [&](const grid::MultiPolygon* within) {
        return zones::count_people(inputs.population, levels, within);
    };
    rows.push_back({scenario, "map", "", false, count(nullptr), std::nullopt, std::nullopt});
    for (const auto& zone : inputs.area.zones) {
        artefacts::PopulationRow row{scenario,          "chemical-zone", zone.id,     zone.approximate,
                                     count(&zone.area), std::nullopt,    std::nullopt};
        if (zone.approximate && zone.uncertainty_m) {
            const auto inner = gdal::buffered(zone.area, -*zone.uncertainty_m);
            const auto outer = gdal::buffered(zone.area, *zone.uncertainty_m);
            row.inner = count(&inner);
            row.outer = count(&outer);
        }
        rows.push_back(std::move(row));
    }
    for (const auto& district : inputs.area.districts) {
        rows.push_back(
            {scenario, "district", district.id, false, count(&district.area), std::nullopt, std::nullopt});
    }
    return rows;
}

std::vector<artefacts::SourceSurroundings> source_surroundings(const Inputs& inputs) {
    std::vector<zones::NamedPoint> receptors;
    for (const auto& receptor : inputs.receptors) receptors.push_back({receptor.id, receptor.position});
    std::vector<artefacts::SourceSurroundings> entries;
    for (const auto& source : inputs.sources) {
        artefacts::SourceSurroundings entry{
            source, {}, std::nullopt, zones::nearest_point(receptors, source.position)};
        if (inputs.project.population) entry.people.emplace();
        for (std::size_t i = 0; i < artefacts::kSurroundingsKm.size(); ++i) {
            const double radius_m = 1000.0 * artefacts::kSurroundingsKm[i];
            for (const auto& receptor : receptors) {
                if (grid::distance(receptor.position, source.position) <= radius_m) ++entry.receptors[i];
            }
            if (entry.people) {
                (*entry.people)[i] = zones::people_within(inputs.population, source.position, radius_m);
            }
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

}  // namespace riskmap::pipeline
