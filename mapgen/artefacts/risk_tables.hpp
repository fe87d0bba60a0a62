#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/project/project.hpp"

namespace riskmap::artefacts {

/// What one substance makes of the risk of an area.
struct DriverRow {
    std::string scenario;
    std::string zone;  ///< id, or "all"
    std::string pollutant;
    double judged_m2 = 0;  ///< area that has a level
    double driven_m2 = 0;  ///< of it, where the substance contributes most to what decides the level
    double mean_cancer_risk = 0;
    double share_of_cancer_risk = 0;
    double mean_hazard_quotient = 0;
};

/// One substance at one receptor.
struct ReceptorSubstanceRow {
    std::string receptor;
    std::string scenario;
    std::string pollutant;
    double concentration = 0;  ///< in `unit`; NaN where it is not known
    double p95 = 0;            ///< NaN where there is none
    std::string unit;
    std::string status;      ///< known, unknown, not-estimable
    double cancer_risk = 0;  ///< of a not estimable substance: at its detection limit
    double hazard_quotient = 0;
    bool driver = false;
};

/// The hazard index of one target organ at one receptor; organ "sum" is the plain sum of all quotients.
struct ReceptorOrganRow {
    std::string receptor;
    std::string scenario;
    std::string organ;
    double hazard_index = 0;
    bool largest = false;
};

/// One receptor under another assumption.
struct SensitivityRow {
    std::string variant;
    std::string receptor;
    std::string scenario;
    int level = 0;
    int level_variant = 0;
    double cancer_risk = 0;  ///< NaN where the level is 0
    double cancer_risk_variant = 0;
    double hazard_index = 0;
    double hazard_index_variant = 0;
};

[[nodiscard]] TableEntry write_driver_table(const std::filesystem::path& run, const project::Project& project,
                                            const std::vector<DriverRow>& rows);
[[nodiscard]] TableEntry write_receptor_substances(const std::filesystem::path& run,
                                                   const project::Project& project,
                                                   const std::vector<ReceptorSubstanceRow>& rows);
[[nodiscard]] TableEntry write_receptor_organs(const std::filesystem::path& run,
                                               const project::Project& project,
                                               const std::vector<ReceptorOrganRow>& rows);
[[nodiscard]] TableEntry write_sensitivity_table(const std::filesystem::path& run,
                                                 const project::Project& project,
                                                 const std::vector<SensitivityRow>& rows);

}  // namespace riskmap::artefacts
