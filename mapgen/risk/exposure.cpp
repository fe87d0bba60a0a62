#include "mapgen/risk/exposure.hpp"

namespace riskmap::risk {

double non_cancer_exposure_share(const ExposureScenario& s) {
    return s.exposure_time_h / 24 * (s.exposure_frequency_d / 365);
}

double cancer_exposure_share(const ExposureScenario& s) {
    return non_cancer_exposure_share(s) * (s.exposure_duration_y / s.lifetime_y);
}

}  // namespace riskmap::risk
