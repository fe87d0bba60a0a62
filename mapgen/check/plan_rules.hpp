#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/check/finding.hpp"

namespace riskmap::check {

/// A row of a plan's list of berths, texts as written (UTF-8).
struct PlanRow {
    long long row = 0;
    std::string id;
    std::string name;
    std::string section;     ///< part of the list that numbers its projects anew
    std::string project_no;  ///< may repeat where one project has several rows
    std::string opening;     ///< "2021年", "2020年（一期）、2023-2024年（二期）"
    std::string capacity;    ///< "开放当年40万吨、第三年59万吨"
};

/// What the plan says of itself. Empty parts switch their rules off.
struct Plan {
    std::string file;
    std::string date;  ///< "2021-04-01"
    std::optional<long long> expected_count;
    std::string expected_section;  ///< which section the count is of; empty: any section, or all
};

/// unit-mixed, date-before-plan, count-mismatch, and coordinate-shared for rows that stand for several
/// berths.
[[nodiscard]] std::vector<Finding> check_plan(const std::vector<PlanRow>& rows, const Plan& plan);

}  // namespace riskmap::check
