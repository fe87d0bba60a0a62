#include "mapgen/risk/limit_table.hpp"

#include <algorithm>

#include "embedded/default_limits_csv.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/risk/reference_table.hpp"

namespace riskmap::risk {
namespace {

project::Limit read_limit(const ReferenceRow& row) {
    project::Limit limit;
    limit.value = row.required_positive("value");
    limit.unit = row.required("unit");
    const auto unit = observations::canonical_unit(limit.unit);
    if (!unit || observations::is_mixing_ratio(*unit)) {
        throw core::data_error("{}: '{}' is not allowed{}", row.place("unit"), limit.unit,
                               core::suggestion(limit.unit, {"ug/m3", "mg/m3", "ng/m3"}));
    }
    limit.averaging = row.required("averaging");
    const auto& words = averaging_words();
    if (std::find(words.begin(), words.end(), limit.averaging) == words.end()) {
        throw core::data_error("{}: '{}' is not allowed{}", row.place("averaging"), limit.averaging,
                               core::suggestion(limit.averaging, words));
    }
    limit.applies_to = row.text("applies_to");
    limit.source = row.required("source");
    const std::string verified = row.text_or_empty("verified");
    if (!verified.empty() && !row.flag("verified")) limit.source += " (未核实 unverified)";
    limit.valid_from = row.date("valid_from");
    limit.valid_to = row.date("valid_to");
    return limit;
}

bool overlaps(const project::Limit& limit, const std::string& start, const std::string& end) {
    return (limit.valid_from.empty() || limit.valid_from <= end) &&
           (limit.valid_to.empty() || start <= limit.valid_to);
}

}  // namespace

const std::vector<std::string>& averaging_words() {
    static const std::vector<std::string> words{"1h",     "8h",     "24h",     "daily-max-8h",
                                                "season", "annual", "lifetime"};
    return words;
}

LimitTable LimitTable::built_in() {
    return from(observations::parse_csv(default_limits_csv, "built-in table of limits"));
}

LimitTable LimitTable::from(const observations::Table& table) {
    LimitTable result;
    for (const auto& cells : table.rows) {
        const ReferenceRow row(table, cells);
        const std::string aliases = row.text_or_empty("aliases");
        result.names_.push_back({row.text("cas"), row.text("name_zh"), row.text("name_en"),
                                 aliases.empty() ? std::vector<std::string>{} : core::split(aliases, '|')});
        result.limits_.push_back(read_limit(row));
    }
    return result;
}

std::vector<project::Limit> LimitTable::find(const SubstanceQuery& query, const std::string& start,
                                             const std::string& end,
                                             const std::vector<std::string>& applies_to) const {
    std::vector<project::Limit> found;
    for (std::size_t i = 0; i < limits_.size(); ++i) {
        const bool wanted = applies_to.empty() || std::find(applies_to.begin(), applies_to.end(),
                                                            limits_[i].applies_to) != applies_to.end();
        if (wanted && match(names_[i], query) != SubstanceMatch::none && overlaps(limits_[i], start, end)) {
            found.push_back(limits_[i]);
        }
    }
    return found;
}

std::vector<std::string> LimitTable::applications() const {
    std::vector<std::string> all;
    for (const auto& limit : limits_) {
        if (std::find(all.begin(), all.end(), limit.applies_to) == all.end()) all.push_back(limit.applies_to);
    }
    return all;
}

}  // namespace riskmap::risk
