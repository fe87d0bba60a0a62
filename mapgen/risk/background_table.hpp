#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"
#include "mapgen/risk/substance_names.hpp"

namespace riskmap::risk {

/// A concentration that is there without the sources the map is about.
struct Background {
    double value = 0;
    std::string unit;
    std::string averaging;
    std::string source;
    std::string version;
    std::string valid_from;
    std::string valid_to;
};

/// Declared backgrounds, looked up like toxicity values.
class BackgroundTable {
  public:
    /// Columns cas, name_zh, name_en, value, unit, source; may have aliases, averaging (annual), version,
    /// valid_from, valid_to. Rows not in force on `date` are left out.
    /// @throws Error (data) naming file, row, column, value and what is allowed.
    [[nodiscard]] static BackgroundTable from(const observations::Table& table, const std::string& date);

    /// @throws Error (data) where two rows in force fit.
    [[nodiscard]] const Background* find(const SubstanceQuery& query) const;

  private:
    std::string path_;
    std::vector<SubstanceNames> names_;
    std::vector<Background> rows_;
};

}  // namespace riskmap::risk
