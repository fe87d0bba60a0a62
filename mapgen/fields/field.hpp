#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/fields/cross_validation.hpp"
#include "mapgen/fields/plume_drift.hpp"
#include "mapgen/fields/sample.hpp"
#include "mapgen/fields/variogram.hpp"

namespace riskmap::fields {

enum class Method {
    nearest,
    idw,
    linear,
    natural_neighbour,
    spline,
    ordinary_kriging,
    simple_kriging,
    universal_kriging,
    external_drift,
    indicator
};

enum class Transform { none, log, normal_score };

/// What is published of a field made on transformed values.
enum class Statistic { median, mean };

/// How values below the detection limit enter. `likelihood`: expectation propagation, see censored.hpp; the
/// others replace them and are refused where more than half of the values are censored.
enum class CensoredHandling { likelihood, half_limit, limit_over_sqrt2 };

/// How an automatic variogram is fitted: weighted least squares on the empirical variogram, restricted
/// maximum likelihood, or (up to 300 samples) both, the better in cross-validation. Censored samples always
/// mean likelihood.
enum class FitMethod { automatic, weighted_least_squares, reml };

/// Largest share of censored samples that a field is made from.
constexpr double kMaxCensoredShare = 0.7;
constexpr double kMaxSubstitutedShare = 0.5;

/// How far data reach: a cell is known within min(practical range, max_distance_m) of a sample and where
/// P95/P50 <= max_spread (kriging alone).
struct Reach {
    double max_distance_m = 3000;
    double max_spread = 10;
};

/// Which samples an estimate uses; the default is all of them.
struct Neighbourhood {
    int max_samples = 0;                                        ///< 0: all
    int min_samples = 0;                                        ///< fewer within the radius: no estimate
    double radius_m = std::numeric_limits<double>::infinity();  ///< inclusive
    bool shared_by_block = false;  ///< one neighbourhood for a block of raster cells
    [[nodiscard]] bool local() const {
        return max_samples > 0 || radius_m < std::numeric_limits<double>::infinity();
    }
};

/// Values of the drift variables at a target, in the order of Sample::drifts; NaN where there are none.
using DriftAt = std::function<void(double x_m, double y_m, std::span<double> drifts)>;

struct FieldOptions {
    Method method = Method::ordinary_kriging;
    Transform transform = Transform::none;
    Statistic statistic = Statistic::median;
    std::optional<Variogram> variogram;  ///< absent: automatic
    FitMethod fit = FitMethod::automatic;
    double power = 2;
    double smoothing = 0;        ///< IDW: added to squared distances as its square, metres; spline: lambda
    std::optional<double> mean;  ///< simple kriging, in the scale of the values
    std::optional<double> threshold;  ///< indicator kriging, exceedance
    bool exceedance = false;          ///< kriging: publish the probability of exceeding `threshold`
    bool clip_negative = false;       ///< publish 0 for a negative estimate
    std::vector<std::string> trend;   ///< universal kriging: of x, y, x2, xy, y2; empty: x, y
    Neighbourhood neighbourhood;
    double block_dx_m = 0;
    double block_dy_m = 0;
    CensoredHandling censored = CensoredHandling::likelihood;
    Reach reach;
    DriftAt drift_at;
    /// External drift on the log scale: drifts are plumes, their scales positive and shrunk to an inventory.
    std::optional<PlumeDrift> plumes;
    std::string isa;  ///< "", "x86-64-v2", "x86-64-v3", "x86-64-v4": instruction set of raster kernels
};

/// An estimated field: immutable after construction, safe for many threads.
class Field {
  public:
    /// @throws Error (data) naming the offending samples; Error (usage) for options that do not go together.
    [[nodiscard]] static Field fit(std::vector<Sample> samples, FieldOptions options);
    ~Field();
    Field(Field&&) noexcept;
    Field& operator=(Field&&) noexcept;
    Field(const Field&) = delete;
    Field& operator=(const Field&) = delete;

    /// Absent where the method has none. On the transformed scale.
    [[nodiscard]] const std::optional<Variogram>& variogram() const;
    /// Leave-one-out, on the transformed scale, censored samples left out of the statistics.
    [[nodiscard]] CrossValidation cross_validation() const;
    /// Every k-th place at once; the variogram is not fitted again.
    [[nodiscard]] CrossValidation cross_validation_by_folds(int folds) const;
    /// All samples of a group at once. @throws Error (data) with fewer than two groups.
    [[nodiscard]] CrossValidation cross_validation_by_groups() const;
    /// Infinite where the method or the variogram has none.
    [[nodiscard]] double practical_range_m() const;
    /// What happened to the data: duplicates merged, censored values, fallbacks, uncertain fits.
    [[nodiscard]] const std::vector<std::string>& remarks() const;
    /// With FieldOptions::plumes: measured against inventory, per zone; otherwise empty.
    [[nodiscard]] const std::vector<DriftScale>& drift_scales() const;
    /// With FieldOptions::plumes: background and the scale of each source, positive. Otherwise empty.
    [[nodiscard]] std::vector<double> drift_coefficients() const;
    /// With FieldOptions::plumes: share of the trend at a place that the background (first) and each source
    /// make; they add up to 1. Otherwise empty.
    [[nodiscard]] std::vector<double> drift_shares(double x_m, double y_m) const;
    /// True where estimates have a variance.
    [[nodiscard]] bool has_variance() const;
    /// Instruction set the raster kernels run with, e.g. "x86-64-v3".
    [[nodiscard]] std::string isa() const;

    struct Estimate {
        double value = std::numeric_limits<double>::quiet_NaN();
        double variance = std::numeric_limits<double>::quiet_NaN();  ///< in squared value units; NaN: none
        double p95 = std::numeric_limits<double>::quiet_NaN();       ///< one-sided; NaN: none
        bool known = false;
    };
    /// Double precision. NaN where the method gives no estimate (outside the hull, too few neighbours).
    [[nodiscard]] Estimate at(double x_m, double y_m) const;
    /// With the target's own drift values instead of FieldOptions::drift_at.
    [[nodiscard]] Estimate at(double x_m, double y_m, std::span<const double> drifts) const;

    /// Rows [row0, row1) of the grid, row by row. Any of sd, p95 and known may be empty.
    void rows(const grid::Grid& grid, int row0, int row1, std::span<float> value, std::span<float> sd,
              std::span<float> p95, std::span<unsigned char> known) const;

  private:
    struct State;
    explicit Field(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace riskmap::fields
