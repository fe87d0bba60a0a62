#include <algorithm>
#include <tuple>

#include "mapgen/observations/observations.hpp"

namespace riskmap::observations {
StationMean mean_of_records(const std::vector<const Observation*>& given) {
    // The same sum for any order of rows.
    std::vector<const Observation*> records = given;
    std::sort(records.begin(), records.end(), [](const Observation* a, const Observation* b) {
        return std::tie(a->start, a->end, a->value, a->censored) <
               std::tie(b->start, b->end, b->value, b->censored);
    });
    StationMean mean;
    mean.station = records.front()->station;
    mean.pollutant = records.front()->pollutant;
    std::vector<CensoredValue> values;
    for (const auto* record : records) {
        values.push_back({record->value, record->censored});
        mean.n_samples += record->n_samples;
        mean.n_censored += record->censored ? 1 : 0;
        mean.lower += record->censored ? 0 : record->value;
        mean.upper += record->value;
        if (record->detection_limit) {
            mean.detection_limit = std::max(mean.detection_limit.value_or(0), *record->detection_limit);
        }
    }
    mean.n_values = static_cast<long long>(records.size());
    mean.lower /= static_cast<double>(records.size());
    mean.upper /= static_cast<double>(records.size());
    mean.censored = mean.n_censored == mean.n_values;
    mean.value = mean.censored || mean.n_censored == 0 ? mean.upper : kaplan_meier_mean(std::move(values));
    return mean;
}

double kaplan_meier_mean(std::vector<CensoredValue> values) {
    // Left-censored values are walked from the largest down; `below` is the probability of what is left.
    std::sort(values.begin(), values.end(), [](const CensoredValue& a, const CensoredValue& b) {
        return a.value != b.value ? a.value > b.value : (!a.censored && b.censored);
    });
    double mean = 0;
    double below = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].censored && i + 1 < values.size()) continue;
        const double step = below / static_cast<double>(values.size() - i);
        mean += values[i].value * step;
        below -= step;
    }
    return mean;
}

}  // namespace riskmap::observations
