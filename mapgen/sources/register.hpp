#pragma once

#include <vector>

#include "mapgen/sources/enterprise_table.hpp"
#include "mapgen/sources/rule_table.hpp"

namespace riskmap::sources {

/// What is known of enterprises and substances, and by which tables they are judged.
struct Register {
    std::vector<Enterprise> enterprises;
    std::vector<Emission> emissions;
    RuleTable rules = built_in_rules();
    std::vector<ListEntry> lists = built_in_lists();
    MeasureTable measures = built_in_measures();
};

}  // namespace riskmap::sources
