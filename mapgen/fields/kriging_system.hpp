#pragma once

#include <Eigen/Dense>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/fields/variogram.hpp"

namespace riskmap::fields {

/// What a system of kriging equations is made from. All on the transformed scale.
struct KrigingData {
    std::vector<grid::Point> points;
    Eigen::VectorXd values;
    Eigen::VectorXd error_variances;
    Eigen::MatrixXd drift;  ///< n x p; no column: simple kriging of values with mean zero
    std::vector<std::string> ids;

    [[nodiscard]] Eigen::Index size() const { return values.size(); }
    [[nodiscard]] KrigingData subset(std::span<const int> rows) const;
};

/// Covariances that a variogram implies. An unbounded variogram gets the generalised covariance A - gamma(h),
/// whose constant A cancels under a drift with a constant.
class Covariance {
  public:
    Covariance(Variogram variogram, const std::vector<grid::Point>& points);
    [[nodiscard]] double operator()(double dx, double dy) const {
        return at_zero_ - variogram_.semivariance(dx, dy);
    }
    /// Away from coincidence: the nugget is gone from the covariance.
    [[nodiscard]] double structured(double dx, double dy) const {
        return at_zero_ - variogram_.nugget - variogram_.structured_semivariance(dx, dy);
    }
    [[nodiscard]] double at_zero() const { return at_zero_; }
    [[nodiscard]] const Variogram& variogram() const { return variogram_; }
    [[nodiscard]] Eigen::MatrixXd matrix(const std::vector<grid::Point>& points,
                                         const Eigen::VectorXd& error_variances) const;

  private:
    Variogram variogram_;
    double at_zero_ = 0;
};

/// Prediction on the transformed scale.
struct Prediction {
    double mean = std::numeric_limits<double>::quiet_NaN();
    double variance = std::numeric_limits<double>::quiet_NaN();
    /// f0' (F'K^-1 F)^-1 (f0 - F'K^-1 k); for ordinary kriging the Lagrange multiplier.
    double lagrange = 0;
};

/// Simple, ordinary, universal kriging and kriging with external drift in one: generalised least squares of
/// the drift and simple kriging of the residual, with the drift's own variance (Cressie 1993,
/// eqs 3.4.2-3.4.5; Chiles and Delfiner 2012, ch. 3). K = covariance + diag(error variances) = L L'.
class KrigingSystem {
  public:
    /// @throws Error (data) naming the points where the equations are singular.
    KrigingSystem(KrigingData data, const Variogram& variogram);

    /// `drift0` holds the p drift values of the target.
    [[nodiscard]] Prediction at(grid::Point target, std::span<const double> drift0) const;
    /// Kriging of the mean over points around the target (equal weights); `within` is the mean covariance
    /// between them.
    [[nodiscard]] Prediction over(std::span<const grid::Point> points, std::span<const double> weights,
                                  double within, std::span<const double> drift0) const;

    struct LeaveOneOut {
        Eigen::VectorXd residuals;  ///< observed - estimate
        Eigen::VectorXd variances;  ///< of the estimate, without the datum's own error variance
    };
    /// Closed form with Q = K^-1 - K^-1 F (F'K^-1 F)^-1 F'K^-1: e = (Q z)_i / Q_ii, variance 1 / Q_ii
    /// (Dubrule 1983).
    [[nodiscard]] LeaveOneOut leave_one_out() const;
    /// Restricted log-likelihood of the data (Patterson and Thompson 1971), with the constant.
    [[nodiscard]] double restricted_log_likelihood() const;

    [[nodiscard]] const KrigingData& data() const { return data_; }
    [[nodiscard]] const Covariance& covariance() const { return covariance_; }
    /// False for a variogram that is valid on a line only ('lin' with a sill): K is then inverted as it is
    /// (gstat does the same), variances may come out negative and are cut to 0.
    [[nodiscard]] bool positive_definite() const { return inverse_.size() == 0; }
    [[nodiscard]] const Eigen::MatrixXd& factor() const { return factor_; }          ///< L, lower
    [[nodiscard]] const Eigen::VectorXd& dual() const { return dual_; }              ///< K^-1 (z - F beta)
    [[nodiscard]] const Eigen::VectorXd& trend() const { return trend_; }            ///< beta
    [[nodiscard]] const Eigen::MatrixXd& drift_dual() const { return drift_dual_; }  ///< K^-1 F
    [[nodiscard]] const Eigen::MatrixXd& drift_inverse() const { return drift_inverse_; }  ///< (F'K^-1 F)^-1

  private:
    [[nodiscard]] Prediction predict(const Eigen::VectorXd& k, double variance0,
                                     std::span<const double> drift0) const;
    void factorise();
    void invert();
    void weigh_drift(const Eigen::MatrixXd& information);
    [[nodiscard]] Eigen::VectorXd inverse_diagonal() const;
    void estimate_trend();

    KrigingData data_;
    Covariance covariance_;
    Eigen::MatrixXd factor_;
    Eigen::MatrixXd inverse_;         // only where there is no factor
    Eigen::MatrixXd whitened_drift_;  // L^-1 F
    Eigen::MatrixXd drift_dual_;
    Eigen::MatrixXd drift_inverse_;
    Eigen::VectorXd trend_;
    Eigen::VectorXd dual_;
};

}  // namespace riskmap::fields
