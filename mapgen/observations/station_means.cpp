#include <algorithm>
#include <numeric>

#include "mapgen/observations/observations.hpp"

namespace riskmap::observations {
namespace {

StationMean mean_of(const std::vector<const Observation*>& records) {
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
    mean.value = mean.censored ? mean.upper : kaplan_meier_mean(std::move(values));
    return mean;
}

}  // namespace

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

std::vector<StationMean> station_means(const std::vector<Observation>& observations, std::size_t n_stations,
                                       std::size_t n_pollutants) {
    std::vector<std::vector<const Observation*>> groups(n_stations * n_pollutants);
    for (const auto& o : observations) {
        if (o.valid) groups[o.station * n_pollutants + o.pollutant].push_back(&o);
    }
    std::vector<StationMean> means;
    for (const auto& group : groups) {
        if (!group.empty()) means.push_back(mean_of(group));
    }
    return means;
}

}  // namespace riskmap::observations
