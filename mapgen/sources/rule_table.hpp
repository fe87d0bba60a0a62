#pragma once

#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"
#include "mapgen/sources/grading.hpp"
#include "mapgen/sources/rules.hpp"

namespace riskmap::sources {

/// A substance's place on a list of a public authority.
struct ListEntry {
    std::string list;
    std::string cas;
    std::string source;
    bool verified = true;  ///< false: from memory, marked 未核实 wherever it is shown
};

/// What is to be done with enterprises of a grade in an industry.
struct Measure {
    Grade grade = Grade::unknown;
    std::string industry;  ///< how the industry code begins; "*": every one
    std::string zh;
    std::string en;
};

struct MeasureTable {
    std::string version;
    std::vector<Measure> measures;
    /// What is to be done in every industry, then what the longest matching industry adds; empty where none
    /// fits.
    [[nodiscard]] Measure find(Grade grade, const std::string& industry) const;
};

/// Columns version, kind (substance, grade, code), rule, result, quantity, at_least, name_zh, name_en,
/// source. Rows of one rule are conditions that hold together; one version per table.
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] RuleTable read_rules(const observations::Table& table);
/// Columns list, cas, source, verified (Y, N).
[[nodiscard]] std::vector<ListEntry> read_lists(const observations::Table& table);
/// Columns version, grade, industry, measures_zh, measures_en.
[[nodiscard]] MeasureTable read_measures(const observations::Table& table);

[[nodiscard]] RuleTable built_in_rules();
[[nodiscard]] std::vector<ListEntry> built_in_lists();
[[nodiscard]] MeasureTable built_in_measures();

}  // namespace riskmap::sources
