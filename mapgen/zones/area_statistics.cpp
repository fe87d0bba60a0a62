#include "mapgen/zones/area_statistics.hpp"

#include <algorithm>
#include <numeric>

namespace riskmap::zones {
namespace {

/// Mean and maximum of the values that are not nodata.
class Summary {
  public:
    void add(float value) {
        sum_ += static_cast<double>(value);
        largest_ = count_ == 0 ? value : std::max(largest_, value);
        ++count_;
    }
    void give(double& mean, double& max) const {
        if (count_ == 0) return;
        mean = sum_ / static_cast<double>(count_);
        max = static_cast<double>(largest_);
    }

  private:
    double sum_ = 0;
    float largest_ = 0;
    std::size_t count_ = 0;
};

}  // namespace

double AreaStatistics::total_m2() const {
    return std::accumulate(areas.begin(), areas.end(), 0.0);
}

int AreaStatistics::highest_level() const {
    for (int level = 4; level >= 0; --level) {
        if (areas[static_cast<std::size_t>(level)] > 0) return level;
    }
    return -1;
}

AreaStatistics statistics_of(const grid::Raster<unsigned char>& levels,
                             const grid::Raster<float>& cancer_risk, const grid::Raster<float>& hazard_index,
                             const grid::Raster<unsigned char>* inside) {
    AreaStatistics statistics;
    statistics.areas = inside != nullptr ? areas_by_level(levels, *inside) : areas_by_level(levels);
    Summary cancer;
    Summary hazard;
    for (std::size_t cell = 0; cell < levels.values.size(); ++cell) {
        if (inside != nullptr && inside->values[cell] == 0) continue;
        if (cancer_risk.values[cell] != cancer_risk.nodata) cancer.add(cancer_risk.values[cell]);
        if (hazard_index.values[cell] != hazard_index.nodata) hazard.add(hazard_index.values[cell]);
    }
    cancer.give(statistics.cancer_risk_mean, statistics.cancer_risk_max);
    hazard.give(statistics.hazard_index_mean, statistics.hazard_index_max);
    return statistics;
}

}  // namespace riskmap::zones
