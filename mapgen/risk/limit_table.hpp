#pragma once

#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/risk/substance_names.hpp"

namespace riskmap::risk {

/// Limits of concentrations, looked up like toxicity values: by CAS first, then by name.
class LimitTable {
  public:
    /// GB 3095-2012, what is sourced of GB 3095-2026, and the enterprise boundaries of GB 31571-2015 and
    /// GB 31572-2015.
    [[nodiscard]] static LimitTable built_in();
    /// Columns cas, name_zh, name_en, value, unit, averaging, applies_to, source; may have aliases, verified,
    /// version, valid_from, valid_to. A row that is not verified is marked so in its source.
    /// @throws Error (data) naming file, row, column, value and what is allowed.
    [[nodiscard]] static LimitTable from(const observations::Table& table);

    /// In the order of the table; rows of which a part of [start, end] is in force, and of `applies_to` where
    /// that is not empty.
    [[nodiscard]] std::vector<project::Limit> find(const SubstanceQuery& query, const std::string& start,
                                                   const std::string& end,
                                                   const std::vector<std::string>& applies_to) const;
    /// What its limits apply to, each once.
    [[nodiscard]] std::vector<std::string> applications() const;

  private:
    std::vector<SubstanceNames> names_;
    std::vector<project::Limit> limits_;
};

/// The one spelling of an averaging time: 1h, 8h, 24h, season, annual, daily-max-8h, lifetime; nothing for a
/// word that is none.
[[nodiscard]] const std::vector<std::string>& averaging_words();

}  // namespace riskmap::risk
