#include "mapgen/risk/exposure.hpp"

namespace riskmap::risk {

double non_cancer_exposure_share(const ExposureScenario& s) {
    return s.exposure_time_h / 24 * (s.exposure_frequency_d / 365);
}

double cancer_exposure_share(const ExposureScenario& s) {
    return non_cancer_exposure_share(s) * (s.exposure_duration_y / s.lifetime_y);
}

const std::vector<ExposureScenario>& default_scenarios() {
    static const std::vector<ExposureScenario> scenarios{
        {"resident", "居民", "resident", 24, 350, 26, 70},
        {"worker", "园区室外人员(环境空气)", "outdoor worker on site (ambient air)", 8, 250, 25, 70},
        {"resident-lifetime", "居民(终身)", "resident, lifetime", 24, 365, 70, 70},
    };
    return scenarios;
}

}  // namespace riskmap::risk
