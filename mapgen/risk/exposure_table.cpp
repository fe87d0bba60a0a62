#include "mapgen/risk/exposure_table.hpp"

#include <algorithm>

#include "embedded/default_exposure_csv.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/risk/reference_table.hpp"

namespace riskmap::risk {
namespace {

constexpr double kWorkerAge_y = 18;

double at_most(const ReferenceRow& row, const char* column, double most) {
    const double value = row.required_positive(column);
    if (value > most) {
        throw core::data_error("{}: {} is not allowed; at most {} is", row.place(column), value, most);
    }
    return value;
}

ExposureArea area_of(const ReferenceRow& row) {
    const std::string word = row.text_or_empty("area");
    if (word.empty() || word == "everywhere") return ExposureArea::everywhere;
    if (word == "sites") return ExposureArea::sites;
    throw core::data_error("{}: '{}' is not allowed{}", row.place("area"), word,
                           core::suggestion(word, {"everywhere", "sites"}));
}

/// Layer ids are made of it.
std::string key_of(const ReferenceRow& row) {
    std::string key = row.required("key");
    const bool good = std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!good) {
        throw core::data_error("{}: '{}' is not allowed; small letters, digits and '-' are", row.place("key"),
                               key);
    }
    return key;
}

ExposureScenario read_scenario(const ReferenceRow& row) {
    ExposureScenario s;
    s.key = key_of(row);
    s.name_zh = row.required("name_zh");
    s.name_en = row.required("name_en");
    s.exposure_time_h = at_most(row, "et_h", 24);
    s.exposure_frequency_d = at_most(row, "ef_d", 365);
    s.lifetime_y = row.positive("lifetime_y").value_or(s.lifetime_y);
    s.exposure_duration_y = at_most(row, "ed_y", s.lifetime_y);
    s.area = area_of(row);
    s.age_from_y =
        row.not_negative("age_from_y").value_or(s.area == ExposureArea::sites ? kWorkerAge_y : 0.0);
    s.job_group = row.text_or_empty("job_group");
    s.version = row.text_or_empty("version");
    s.source = row.text_or_empty("source");
    s.valid_from = row.date("valid_from");
    s.valid_to = row.date("valid_to");
    return s;
}

}  // namespace

const std::vector<ExposureScenario>& default_scenarios() {
    static const std::vector<ExposureScenario> scenarios =
        read_scenarios(observations::parse_csv(default_exposure_csv, "built-in exposure table"), {});
    return scenarios;
}

std::vector<ExposureScenario> read_scenarios(const observations::Table& table, const std::string& date) {
    std::vector<ExposureScenario> scenarios;
    for (const auto& cells : table.rows) {
        const ReferenceRow row(table, cells);
        ExposureScenario scenario = read_scenario(row);
        if (!in_force(scenario.valid_from, scenario.valid_to, date)) continue;
        if (std::any_of(scenarios.begin(), scenarios.end(),
                        [&](const auto& other) { return other.key == scenario.key; })) {
            throw core::data_error("{}: '{}' stands there a second time", row.place("key"), scenario.key);
        }
        scenarios.push_back(std::move(scenario));
    }
    return scenarios;
}

}  // namespace riskmap::risk
