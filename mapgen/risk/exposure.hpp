#pragma once

#include <string>

namespace riskmap::risk {

/// Where a scenario's people are outdoors.
enum class ExposureArea { everywhere, sites };

/// Who breathes outdoor air for how long.
struct ExposureScenario {
    std::string key;
    std::string name_zh;
    std::string name_en;
    double exposure_time_h = 24;        ///< ET, hours per day
    double exposure_frequency_d = 350;  ///< EF, days per year
    double exposure_duration_y = 26;    ///< ED, years
    double lifetime_y = 70;             ///< LT, years
    double age_from_y = 0;              ///< age at which the exposure begins
    ExposureArea area = ExposureArea::everywhere;
    std::string job_group;  ///< of a survey; empty: everybody
    std::string version;
    std::string source;
    std::string valid_from;  ///< ISO date; empty: not said
    std::string valid_to;
};

/// Share of the long-term concentration that counts for cancer risk: ET/24 * EF/365 * ED/LT.
/// US EPA, Risk Assessment Guidance for Superfund, part F (2009).
[[nodiscard]] double cancer_exposure_share(const ExposureScenario& scenario);

/// The same for non-cancer effects, averaged over the exposure duration itself: ET/24 * EF/365.
[[nodiscard]] double non_cancer_exposure_share(const ExposureScenario& scenario);

}  // namespace riskmap::risk
