#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"
#include "mapgen/risk/early_life.hpp"
#include "mapgen/risk/substance_names.hpp"

namespace riskmap::risk {

/// One substance's chronic inhalation toxicity.
struct DoseResponse {
    std::string cas;
    std::string name_zh;
    std::string name_en;
    std::vector<std::string> aliases;
    std::optional<double> ure_per_ug_m3;         ///< unit risk estimate, 1/(ug/m3)
    std::optional<double> ure_adult_per_ug_m3;   ///< without the adjustment for early life
    std::optional<double> ure_by_age_per_ug_m3;  ///< the part of it that age factors apply to; absent: all
    std::optional<double> rfc_mg_m3;             ///< reference concentration, mg/m3
    std::vector<std::string> target_organs;
    bool early_life_adjusted = false;  ///< the unit risk already holds an adjustment for exposure from birth
    bool provisional = false;  ///< its source calls it provisional, or it stands for another substance
    std::string averaging;     ///< of the concentration that the values are for
    std::string source;
    std::string source_adult;
    std::string version;
    std::string valid_from;  ///< ISO date; empty: not said
    std::string valid_to;
};

/// As used_unit_risk(); nothing for a substance without a unit risk.
[[nodiscard]] std::optional<UsedUnitRisk> used_unit_risk(const DoseResponse& entry,
                                                         const ExposureScenario& scenario);

/// Which rows of a table are read.
struct RowSelection {
    std::string version;  ///< empty: every version
    std::string date;     ///< ISO date on which they are in force; empty: any
};

/// Toxicity values of one version of a library, looked up by CAS first and by Chinese or English name where
/// there is no CAS.
class DoseResponseTable {
  public:
    /// The built-in table: US EPA HEM 5, or `version` "HEM4".
    [[nodiscard]] static DoseResponseTable built_in(const std::string& version = "HEM5");
    /// Columns version, cas, name_zh, name_en, ure_per_ug_m3, rfc_mg_m3, target_organs (separated by '|'),
    /// early_life, source; may have aliases, ure_adult_per_ug_m3, ure_by_age_per_ug_m3, source_adult,
    /// provisional, averaging, valid_from, valid_to.
    /// @throws Error (data) naming file, row, column and value, or a version that no row has.
    [[nodiscard]] static DoseResponseTable from(const observations::Table& table,
                                                const RowSelection& selection = {});

    /// @throws Error (data) with the nearest names: an unknown substance never gets zero toxicity in silence;
    /// also for a substance with two rows in force.
    [[nodiscard]] const DoseResponse& find(const std::string& cas, const std::string& name_zh,
                                           const std::string& name_en) const;
    /// Nothing for an unknown substance.
    [[nodiscard]] const DoseResponse* find_if_known(const std::string& cas, const std::string& name_zh,
                                                    const std::string& name_en) const;
    /// The versions of the built-in table.
    [[nodiscard]] static std::vector<std::string> built_in_versions();

  private:
    std::string path_;
    std::vector<DoseResponse> rows_;
    std::vector<SubstanceNames> names_;
    std::vector<long long> numbers_;
};

}  // namespace riskmap::risk
