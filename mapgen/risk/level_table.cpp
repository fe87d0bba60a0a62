#include "mapgen/risk/level_table.hpp"

#include "embedded/default_levels_csv.hpp"
#include "geocore/core/error.hpp"
#include "mapgen/risk/reference_table.hpp"

namespace riskmap::risk {
namespace {

constexpr std::size_t kFirstCut = 2;  ///< the lowest level that has one

std::size_t level_of_row(const ReferenceRow& row) {
    const std::string text = row.required("level");
    if (text.size() != 1 || text[0] < '0' || text[0] > '4') {
        throw core::data_error("{}: '{}' is not allowed; 0, 1, 2, 3 or 4 is expected", row.place("level"),
                               text);
    }
    return static_cast<std::size_t>(text[0] - '0');
}

void check_ascending(const std::array<double, 3>& cuts, const std::string& path, const char* column) {
    for (std::size_t i = 1; i < cuts.size(); ++i) {
        if (cuts[i] > cuts[i - 1]) continue;
        throw core::data_error("{}, column '{}': level {} begins at {}, not above the {} of level {}", path,
                               column, kFirstCut + i, cuts[i], cuts[i - 1], kFirstCut + i - 1);
    }
}

}  // namespace

const LevelTable& default_levels() {
    static const LevelTable levels =
        read_levels(observations::parse_csv(default_levels_csv, "built-in level table"), {});
    return levels;
}

LevelTable read_levels(const observations::Table& table, const std::string& date) {
    LevelTable levels;
    std::array<bool, 5> seen{};
    for (const auto& cells : table.rows) {
        const ReferenceRow row(table, cells);
        if (!in_force(row.date("valid_from"), row.date("valid_to"), date)) continue;
        const std::size_t level = level_of_row(row);
        if (seen[level]) {
            throw core::data_error("{}: level {} stands there a second time", row.place("level"), level);
        }
        seen[level] = true;
        levels.names[level] = {row.required("name_zh"), row.required("name_en")};
        if (level >= kFirstCut) {
            levels.cuts.cancer_risk[level - kFirstCut] = row.required_positive("cancer_risk_min");
            levels.cuts.hazard_index[level - kFirstCut] = row.required_positive("hazard_index_min");
            levels.version = row.text_or_empty("version");
            levels.source = row.text_or_empty("source");
        }
    }
    for (std::size_t level = 0; level < seen.size(); ++level) {
        if (!seen[level])
            throw core::data_error("{}: level {} is missing; 0 to 4 are expected", table.path, level);
    }
    check_ascending(levels.cuts.cancer_risk, table.path, "cancer_risk_min");
    check_ascending(levels.cuts.hazard_index, table.path, "hazard_index_min");
    return levels;
}

}  // namespace riskmap::risk
