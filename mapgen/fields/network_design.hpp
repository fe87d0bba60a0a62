#pragma once

#include <cstddef>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/fields/variogram.hpp"

namespace riskmap::fields {

/// One substance of a monitoring network, kriged with a constant unknown mean.
struct NetworkSubstance {
    Variogram variogram;                ///< bounded; of the logarithm of the concentration
    std::vector<std::size_t> stations;  ///< that measure it: indices into NetworkProblem::stations
    std::vector<double> weights;        ///< per target: how much its kriging variance counts
};

/// Where stations stand, where one could stand, and where the variance matters; planar metres.
struct NetworkProblem {
    std::vector<grid::Point> stations;
    std::vector<grid::Point> candidates;
    std::vector<grid::Point> targets;
    std::vector<NetworkSubstance> substances;
};

/// Kriging variance of every target, one row per substance. It depends on places and variogram, not on values
/// (Cressie 1993, eq. 3.2.16).
[[nodiscard]] std::vector<std::vector<double>> target_variances(const NetworkProblem& problem);

/// Sum over substances and targets of weight times variance.
[[nodiscard]] double weighted_variance(const NetworkProblem& problem);

struct SiteChoice {
    std::size_t candidate = 0;
    double before = 0;  ///< weighted variance without the site, with those chosen before it
    double after = 0;
};

/// Up to `count` candidates, each the one that lowers the weighted variance most after those before it; a new
/// station measures every substance, without error. Greedy choice is not optimal for the set, but within 1 -
/// 1/e of it where the reduction is submodular (Krause, Singh and Guestrin 2008). Sites that lower nothing
/// are left out. Variances are brought up to date by conditioning, C(a,b) - C(a,s) C(s,b) / C(s,s), not by
/// solving again.
[[nodiscard]] std::vector<SiteChoice> choose_sites(const NetworkProblem& problem, std::size_t count);

/// Per station: by how much the weighted variance grows when it alone is given up. In closed form: w_i^2
/// times the station's leave-one-out variance, w_i its kriging weight at the target.
[[nodiscard]] std::vector<double> station_losses(const NetworkProblem& problem);

}  // namespace riskmap::fields
