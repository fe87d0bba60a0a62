#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geocore/grid/grid.hpp"
#include "mapgen/dispersion/polar_table.hpp"

namespace riskmap::dispersion {

/// What the sources of one inventory would make of the air, ug/m3: one field per group, in the order in which
/// groups first appear. Sources alike in shape (all but place and emission) share one polar table. Immutable,
/// safe for many threads.
class GroupFields {
  public:
    /// @param farthest_m from a source that will be asked for, metres
    GroupFields(const std::vector<Source>& sources, const Weather& weather, const SigmaCurves& curves,
                double farthest_m);

    [[nodiscard]] const std::vector<std::string>& groups() const { return groups_; }
    /// The same under every wind from the opposite side.
    [[nodiscard]] GroupFields turned_round() const;
    /// One value per group, from the tables.
    void at(grid::Point p, std::span<double> values) const;
    /// The same for a row of cell centres beginning at `first`; `values` holds groups x cells, group by
    /// group. Float.
    void add_row(grid::Point first, double step_m, std::size_t cells, std::span<float> values) const;

  private:
    struct Placed {
        grid::Point position;
        double emission_g_s = 0;
        std::size_t group = 0;
        std::size_t table = 0;
    };
    std::vector<std::string> groups_;
    std::vector<Placed> sources_;
    std::vector<std::shared_ptr<const PolarTable>> tables_;
    double side_ = 1;  ///< -1: a place has what the place opposite the source has
};

/// One value per group by direct integration, without tables. @param groups names in the order of `values`
void integrate_groups(const std::vector<Source>& sources, const std::vector<LongTermPlume>& plumes,
                      const std::vector<std::string>& groups, grid::Point p, std::span<double> values);

/// Names of the groups in the order in which they first appear.
[[nodiscard]] std::vector<std::string> group_names(const std::vector<Source>& sources);

}  // namespace riskmap::dispersion
