#include "mapgen/artefacts/risk_tables.hpp"

#include <fmt/format.h>

namespace riskmap::artefacts {
namespace {

std::string share(double value) {
    return fmt::format("{:.4f}", value);
}

}  // namespace

TableEntry write_driver_table(const std::filesystem::path& run, const project::Project& project,
                              const std::vector<DriverRow>& rows) {
    CsvWriter table(run, "tables/drivers.csv", {"各区域首要物质", "driving substances per area"},
                    project.synthetic,
                    {"scenario", "zone", "pollutant", "judged_m2", "driven_m2", "driven_share",
                     "mean_cancer_risk", "share_of_cancer_risk", "mean_hazard_quotient"});
    for (const auto& row : rows) {
        table.row({row.scenario, row.zone, row.pollutant, cell(row.judged_m2), cell(row.driven_m2),
                   share(row.judged_m2 > 0 ? row.driven_m2 / row.judged_m2 : 0), cell(row.mean_cancer_risk),
                   share(row.share_of_cancer_risk), cell(row.mean_hazard_quotient)});
    }
    return table.finish();
}

TableEntry write_receptor_substances(const std::filesystem::path& run, const project::Project& project,
                                     const std::vector<ReceptorSubstanceRow>& rows) {
    CsvWriter table(run, "tables/receptor-substances.csv",
                    {"敏感受体各物质风险", "risk of each substance at receptors"}, project.synthetic,
                    {"receptor", "scenario", "pollutant", "status", "concentration", "p95", "unit",
                     "cancer_risk", "hazard_quotient", "driver"});
    for (const auto& row : rows) {
        table.row({row.receptor, row.scenario, row.pollutant, row.status, cell(row.concentration),
                   cell(row.p95), row.unit, cell(row.cancer_risk), cell(row.hazard_quotient),
                   row.driver ? "1" : "0"});
    }
    return table.finish();
}

TableEntry write_receptor_organs(const std::filesystem::path& run, const project::Project& project,
                                 const std::vector<ReceptorOrganRow>& rows) {
    CsvWriter table(run, "tables/receptor-organs.csv",
                    {"敏感受体各靶器官危害指数", "hazard index per target organ at receptors"},
                    project.synthetic, {"receptor", "scenario", "organ", "hazard_index", "largest"});
    for (const auto& row : rows) {
        table.row({row.receptor, row.scenario, row.organ, cell(row.hazard_index), row.largest ? "1" : "0"});
    }
    return table.finish();
}

TableEntry write_sensitivity_table(const std::filesystem::path& run, const project::Project& project,
                                   const std::vector<SensitivityRow>& rows) {
    CsvWriter table(run, "tables/sensitivity.csv",
                    {"敏感性分析:受体等级在其他假设下的变化",
                     "sensitivity: levels of receptors under other "
                     "assumptions"},
                    project.synthetic,
                    {"variant", "receptor", "scenario", "level", "level_variant", "changed", "cancer_risk",
                     "cancer_risk_variant", "hazard_index", "hazard_index_variant"});
    for (const auto& row : rows) {
        table.row({row.variant, row.receptor, row.scenario, std::to_string(row.level),
                   std::to_string(row.level_variant), row.level != row.level_variant ? "1" : "0",
                   cell(row.cancer_risk), cell(row.cancer_risk_variant), cell(row.hazard_index),
                   cell(row.hazard_index_variant)});
    }
    return table.finish();
}

}  // namespace riskmap::artefacts
