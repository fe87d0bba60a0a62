#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"

namespace riskmap::risk {

/// One substance's chronic inhalation toxicity.
struct DoseResponse {
    std::string cas;
    std::string name_zh;
    std::string name_en;
    std::optional<double> ure_per_ug_m3;  ///< unit risk estimate, 1/(ug/m3)
    std::optional<double> rfc_mg_m3;      ///< reference concentration, mg/m3
    std::vector<std::string> target_organs;
    bool early_life_adjusted = false;  ///< the unit risk already holds an adjustment for exposure from birth
    std::string source;
    std::string version;
};

/// Toxicity values of one version of a library, looked up by CAS first and by name where no CAS is given.
class DoseResponseTable {
  public:
    /// The built-in table: US EPA HEM 5.
    [[nodiscard]] static DoseResponseTable built_in();
    /// Columns version, cas, name_zh, name_en, ure_per_ug_m3, rfc_mg_m3, target_organs (separated by '|'),
    /// early_life, source. Rows of other versions than `version` are left out; an empty `version` keeps all.
    /// @throws Error (data) naming file, row, column and value.
    [[nodiscard]] static DoseResponseTable from(const observations::Table& table,
                                                const std::string& version = {});

    /// @throws Error (data) with the nearest names: an unknown substance never gets zero toxicity in silence.
    [[nodiscard]] const DoseResponse& find(const std::string& cas, const std::string& name_zh,
                                           const std::string& name_en) const;

  private:
    std::string path_;
    std::vector<DoseResponse> rows_;
};

}  // namespace riskmap::risk
