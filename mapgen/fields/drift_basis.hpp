#pragma once

#include <string>
#include <vector>

#include "mapgen/fields/prepared_samples.hpp"

namespace riskmap::fields {

/// The functions whose sum with unknown coefficients is the trend: a constant, polynomials of the centred and
/// scaled coordinates, standardised external variables. Scaling changes no estimate, only the rounding.
class DriftBasis {
  public:
    /// @throws Error (usage) for an unknown trend term, Error (data) for a drift that does not vary.
    DriftBasis(const FieldOptions& options, const PreparedSamples& samples);

    [[nodiscard]] int size() const { return size_; }
    [[nodiscard]] bool takes_externals() const { return !externals_.empty(); }
    /// Values at a place into `f`, of size(). @throws Error (data) where an external variable is missing.
    void at(grid::Point p, std::span<const double> externals, std::span<double> f) const;
    /// True where nothing but the constant is in it.
    [[nodiscard]] bool constant_only() const { return size_ == 1 && terms_.empty() && externals_.empty(); }

  private:
    struct External {
        double mean = 0;
        double scale = 1;
    };
    int size_ = 0;
    std::vector<std::string> terms_;
    std::vector<External> externals_;
    grid::Point centre_;
    double scale_ = 1;
};

/// The samples with the drift's values beside them.
[[nodiscard]] KrigingData kriging_data(const PreparedSamples& samples, const DriftBasis& basis);

}  // namespace riskmap::fields
