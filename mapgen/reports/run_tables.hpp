#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mapgen/reports/report_facts.hpp"
#include "mapgen/reports/report_table.hpp"

namespace riskmap::reports {

inline constexpr int kHighestLevel = 4;

/// The run's tables, and what they call by keys in words.
class RunTables {
  public:
    /// @pre `source` outlives it.
    RunTables(const ReportSource& source, const nlohmann::ordered_json& manifest);

    [[nodiscard]] const ReportSource& source() const { return source_; }
    /// tables/NAME.csv; nothing where the run has no such table or it may not go out.
    [[nodiscard]] std::vector<Row> rows(const char* name) const;
    /// COLUMN_zh or COLUMN_en.
    [[nodiscard]] std::string word(const Row& row, const std::string& column) const;
    /// Of a level as tables spell it; empty is outside the study area.
    [[nodiscard]] std::string level_name(const std::string& level) const;
    /// The map ("all"), each chemical zone with its id, each district.
    [[nodiscard]] std::string area_name(const std::string& zone) const;
    /// The same without the id.
    [[nodiscard]] std::string zone_name(const std::string& zone) const;

  private:
    const ReportSource& source_;
    std::vector<std::pair<long long, std::string>> level_names_;
};

/// One decimal; what is neither nothing nor all does not print as such: "< 0.1 %".
[[nodiscard]] std::string percent(const std::optional<double>& share);
/// Two decimals, of square metres; the least area does not print as none: "< 0.01".
[[nodiscard]] std::string square_km(const std::optional<double>& m2);

}  // namespace riskmap::reports
