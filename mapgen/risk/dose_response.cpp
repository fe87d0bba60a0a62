#include "mapgen/risk/dose_response.hpp"

#include <algorithm>

#include "embedded/default_dose_response_csv.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::risk {
namespace {

std::optional<double> positive(const observations::Table& table, const observations::Row& row,
                               std::size_t column) {
    const auto value = table.optional_number(row, column);
    if (value && !(*value > 0)) {
        throw core::data_error("{}: {} is not allowed; a number greater than 0, or nothing, is expected",
                               table.place(row, column), *value);
    }
    return value;
}

DoseResponse read_row(const observations::Table& table, const observations::Row& row) {
    const auto text = [&](std::string_view name) {
        return std::string(core::trim(table.text(row, table.column(name))));
    };
    DoseResponse entry;
    entry.version = text("version");
    entry.cas = text("cas");
    entry.name_zh = text("name_zh");
    entry.name_en = text("name_en");
    entry.ure_per_ug_m3 = positive(table, row, table.column("ure_per_ug_m3"));
    entry.rfc_mg_m3 = positive(table, row, table.column("rfc_mg_m3"));
    if (const std::string organs = text("target_organs"); !organs.empty()) {
        entry.target_organs = core::split(organs, '|');
    }
    entry.early_life_adjusted = text("early_life") == "adjusted";
    entry.source = text("source");
    return entry;
}

}  // namespace

DoseResponseTable DoseResponseTable::built_in() {
    return from(observations::parse_csv(default_dose_response_csv, "built-in dose-response table"), "HEM5");
}

DoseResponseTable DoseResponseTable::from(const observations::Table& table, const std::string& version) {
    DoseResponseTable result;
    result.path_ = table.path;
    for (const auto& row : table.rows) {
        DoseResponse entry = read_row(table, row);
        if (version.empty() || entry.version == version) result.rows_.push_back(std::move(entry));
    }
    return result;
}

const DoseResponse& DoseResponseTable::find(const std::string& cas, const std::string& name_zh,
                                            const std::string& name_en) const {
    const auto matches = [&](const DoseResponse& row) {
        if (!cas.empty()) return row.cas == cas;
        return row.name_zh == name_zh || core::to_lower_ascii(row.name_en) == core::to_lower_ascii(name_en);
    };
    const auto found = std::find_if(rows_.begin(), rows_.end(), matches);
    if (found != rows_.end()) return *found;
    std::vector<std::string> known;
    for (const auto& row : rows_) known.push_back(cas.empty() ? row.name_en : row.cas);
    const std::string word = cas.empty() ? name_en : cas;
    const auto near = core::nearest_name(word, known);
    throw core::data_error(
        "{}: no toxicity values for '{}' ({}){}", path_, word, name_zh,
        near ? fmt::format("; did you mean '{}'?", *near)
             : std::string("; add it to a table of your own and name that in [risk] dose_response"));
}

}  // namespace riskmap::risk
