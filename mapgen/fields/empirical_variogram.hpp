#pragma once

#include <optional>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/fields/variogram.hpp"

namespace riskmap::fields {

enum class Estimator { classical, cressie_hawkins };

struct EmpiricalOptions {
    double cutoff_m = 0;  ///< 0: 0.33333 of the diagonal of the data's bounding box (gstat's literal)
    double width_m = 0;   ///< 0: cutoff / 15
    Estimator estimator = Estimator::classical;
    std::optional<double> direction_deg;  ///< clockwise from north; absent: all directions
    double tolerance_deg = 22.5;
};

struct EmpiricalBin {
    long long pairs = 0;
    double distance_m = 0;  ///< mean over the bin's pairs
    double gamma = 0;
};

struct EmpiricalVariogram {
    double cutoff_m = 0;
    double width_m = 0;
    std::vector<EmpiricalBin> bins;  ///< those that hold pairs
};

/// gstat's conventions (Pebesma 2004): a pair counts where its distance is at most the cutoff; bin i is
/// (i w, (i+1) w], the first with 0. Classical: sum of squared differences / 2N (Matheron 1962);
/// Cressie and Hawkins (1980): 0.5 (mean sqrt|d|)^4 / (0.457 + 0.494/N).
[[nodiscard]] EmpiricalVariogram empirical_variogram(const std::vector<grid::Point>& points,
                                                     const std::vector<double>& values,
                                                     const EmpiricalOptions& options = {});

}  // namespace riskmap::fields
