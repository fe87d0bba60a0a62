#pragma once

#include <optional>
#include <string>
#include <vector>

namespace riskmap::fields {

/// What is known beforehand of drifts that are plumes in the unit of the values, one per source:
///
///     log z = log(background + sum_j b_j P_j) + residual
///
/// or, with of_values, z = background + sum_j b_j P_j + residual,
/// with a residual that is Gaussian, has a variogram of its own, and is kriged. The scales b_j (measured /
/// inventory) are positive: log b_j has mean 0 and is the sum of a part common to all, one common to a zone
/// and one of its own, normal with the deviations below. Fewer than kFewForZones samples leave the
/// common part alone.
struct PlumeDrift {
    struct Source {
        std::string id;
        std::string zone;
        double emission = 1;  ///< weight within its zone, any unit
    };
    std::vector<Source> sources;       ///< one per drift
    std::optional<double> background;  ///< declared, in the unit of the values; absent or 0: from the data
    double common_sd = 0.6;
    double zone_sd = 0.4;
    double source_sd = 0.5;
    double background_sd = 0.5;  ///< of the logarithm of a declared background
    /// Expected deviation of the residual of logarithms, that is of what plumes with the right scales get
    /// wrong; kMismatchOfFew where all share one scale.
    double mismatch_sd = 0.15;
    bool of_values = false;  ///< the residual adds to the value itself (transform none), not to its logarithm
    /// A nugget up to this deviation (of the logarithm) is noise of the measurements, which estimates and
    /// their variance leave out; what exceeds it is structure finer than the stations.
    double noise_sd = 0.2;
};

inline constexpr int kFewForZones = 20;
inline constexpr double kMismatchOfFew = 0.3;

/// How much a zone emits against its inventory, as the measurements have it.
struct DriftScale {
    std::string zone;
    double scale = 1;  ///< emission-weighted mean of its sources' b_j
    double low95 = 0;
    double high95 = 0;
};

}  // namespace riskmap::fields
