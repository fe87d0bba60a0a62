#pragma once

#include <span>
#include <vector>

#include "mapgen/dispersion/plume.hpp"

namespace riskmap::dispersion {

/// A long-term plume tabulated over bearing (1024 directions) and distance (steps of at most 2 %), read
/// bilinearly: within 1 % of the direct integration or 1e-3 of the largest value at that distance, whichever
/// is larger (tests/mapgen/dispersion/polar_table_test.cpp).
class PolarTable {
  public:
    /// @param farthest_m distances beyond are read as this one
    PolarTable(const LongTermPlume& plume, double farthest_m);

    /// ug/m3 per g/s at metres east and north of the source.
    [[nodiscard]] double at(double east_m, double north_m) const;
    /// Adds `emission_g_s` times the table to a row of cells: cell i lies at (east0_m + i step_m, north_m).
    /// Float arithmetic, polynomials for logarithm and arc tangent; within 1e-3 of at().
    void add_row(float east0_m, float step_m, float north_m, float emission_g_s, std::span<float> row) const;

    static constexpr int kBearings = 1024;

  private:
    void tabulate(const LongTermPlume& plume);
    void spread(const std::vector<grid::Point>& parts);

    std::vector<double> radii_;
    double per_log_ = 1;        ///< rows per natural logarithm of distance
    std::vector<float> table_;  ///< radii x (bearings + 1); the last column repeats the first
};

}  // namespace riskmap::dispersion
