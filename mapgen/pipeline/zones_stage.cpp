#include "mapgen/pipeline/zones_stage.hpp"

#include "geocore/gdal/buffer.hpp"
#include "geocore/gdal/mask.hpp"

namespace riskmap::pipeline {
namespace {

zones::AreaStatistics statistics_in(const RiskRasters& risk, const grid::MultiPolygon& area) {
    grid::Raster<unsigned char> inside(risk.level.grid, 0);
    gdal::burn(inside, area, 1);
    return zones::statistics_of(risk.level, risk.cancer_risk, risk.hazard_index, &inside);
}

}  // namespace

std::vector<artefacts::AreaRow> area_rows(const Inputs& inputs, const std::string& scenario,
                                          const RiskRasters& risk) {
    std::vector<artefacts::AreaRow> rows;
    rows.push_back({scenario, "map", "", false, std::nullopt,
                    zones::statistics_of(risk.level, risk.cancer_risk, risk.hazard_index, nullptr),
                    std::nullopt, std::nullopt});
    for (const auto& zone : inputs.area.zones) {
        artefacts::AreaRow row{scenario,         "chemical-zone",    zone.id,
                               zone.approximate, zone.uncertainty_m, statistics_in(risk, zone.area),
                               std::nullopt,     std::nullopt};
        if (zone.approximate && zone.uncertainty_m) {
            row.inner = statistics_in(risk, gdal::buffered(zone.area, -*zone.uncertainty_m));
            row.outer = statistics_in(risk, gdal::buffered(zone.area, *zone.uncertainty_m));
        }
        rows.push_back(std::move(row));
    }
    for (const auto& district : inputs.area.districts) {
        rows.push_back({scenario, "district", district.id, false, std::nullopt,
                        statistics_in(risk, district.area), std::nullopt, std::nullopt});
    }
    return rows;
}

zones::RiskZones risk_zones_of(const Inputs& inputs, const RiskRasters& risk) {
    constexpr double kSquareMetresPerHectare = 1e4;
    const project::Zones& options = inputs.project.zones;
    return zones::risk_zones(risk.level,
                             {options.mapping_unit_ha * kSquareMetresPerHectare, options.simplify_m});
}

}  // namespace riskmap::pipeline
