#include "tileserver/tiles/change.hpp"

#include <cmath>

namespace riskmap::tileserver::tiles {

Change change_of_levels(float before, float after) {
    const bool was = !std::isnan(before);
    const bool is = !std::isnan(after);
    if (!was && !is) return Change::none;
    if (!was || !is) return Change::one_run_only;
    if (before == 0 && after == 0) return Change::unknown;
    if (before == 0) return Change::became_known;
    if (after == 0) return Change::became_unknown;
    const float step = after - before;
    if (step >= 2) return Change::much_worse;
    if (step > 0) return Change::worse;
    if (step == 0) return Change::unchanged;
    return step > -2 ? Change::better : Change::much_better;
}

Change change_of_values(float before, float after) {
    const bool was = !std::isnan(before);
    const bool is = !std::isnan(after);
    if (!was && !is) return Change::none;
    if (!was) return Change::became_known;
    if (!is) return Change::became_unknown;
    if (before == after) return Change::unchanged;
    // by products, so that zero needs no case of its own
    if (after >= 2 * before) return Change::much_worse;
    if (after >= 1.25F * before) return Change::worse;
    if (after < 0.5F * before) return Change::much_better;
    return after < 0.8F * before ? Change::better : Change::unchanged;
}

}  // namespace riskmap::tileserver::tiles
