#include "mapgen/risk/background_table.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/risk/reference_table.hpp"

namespace riskmap::risk {
namespace {

Background read_background(const ReferenceRow& row) {
    Background entry;
    const auto value = row.not_negative("value");
    if (!value) throw core::data_error("{}: a number of at least 0 is expected", row.place("value"));
    entry.value = *value;
    const std::string unit = row.required("unit");
    const auto canonical = observations::canonical_unit(unit);
    if (!canonical || observations::is_mixing_ratio(*canonical)) {
        throw core::data_error("{}: '{}' is not allowed{}", row.place("unit"), unit,
                               core::suggestion(unit, {"ug/m3", "mg/m3", "ng/m3"}));
    }
    entry.unit = *canonical;
    entry.averaging = row.text_or_empty("averaging");
    if (entry.averaging.empty()) entry.averaging = "annual";
    entry.source = row.required("source");
    entry.version = row.text_or_empty("version");
    entry.valid_from = row.date("valid_from");
    entry.valid_to = row.date("valid_to");
    return entry;
}

}  // namespace

BackgroundTable BackgroundTable::from(const observations::Table& table, const std::string& date) {
    BackgroundTable result;
    result.path_ = table.path;
    (void)table.column("value");
    for (const auto& cells : table.rows) {
        const ReferenceRow row(table, cells);
        Background entry = read_background(row);
        if (!in_force(entry.valid_from, entry.valid_to, date)) continue;
        const std::string aliases = row.text_or_empty("aliases");
        result.names_.push_back({row.text("cas"), row.text("name_zh"), row.text("name_en"),
                                 aliases.empty() ? std::vector<std::string>{} : core::split(aliases, '|')});
        result.rows_.push_back(std::move(entry));
    }
    return result;
}

const Background* BackgroundTable::find(const SubstanceQuery& query) const {
    for (const auto wanted : {SubstanceMatch::by_cas, SubstanceMatch::by_name}) {
        const Background* found = nullptr;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (match(names_[i], query) != wanted) continue;
            if (found != nullptr) {
                throw core::data_error("{}: '{}' {} has two rows in force; one is expected", path_, query.cas,
                                       query.zh);
            }
            found = &rows_[i];
        }
        if (found != nullptr) return found;
    }
    return nullptr;
}

}  // namespace riskmap::risk
