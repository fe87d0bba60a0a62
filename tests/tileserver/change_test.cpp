#include "tileserver/tiles/change.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace riskmap::tileserver::tiles;

TEST_CASE("levels change by steps, the unknown is neither better nor worse") {
    constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
    CHECK(change_of_levels(1, 4) == Change::much_worse);
    CHECK(change_of_levels(2, 3) == Change::worse);
    CHECK(change_of_levels(3, 3) == Change::unchanged);
    CHECK(change_of_levels(3, 2) == Change::better);
    CHECK(change_of_levels(4, 2) == Change::much_better);
    CHECK(change_of_levels(0, 0) == Change::unknown);
    CHECK(change_of_levels(0, 1) == Change::became_known);
    CHECK(change_of_levels(4, 0) == Change::became_unknown);
    CHECK(change_of_levels(kNone, 0) == Change::one_run_only);
    CHECK(change_of_levels(2, kNone) == Change::one_run_only);
    CHECK(change_of_levels(kNone, kNone) == Change::none);
}

TEST_CASE("values change by their ratio") {
    constexpr float kNone = std::numeric_limits<float>::quiet_NaN();
    CHECK(change_of_values(1, 2) == Change::much_worse);
    CHECK(change_of_values(1, 1.25F) == Change::worse);
    CHECK(change_of_values(1, 1.2F) == Change::unchanged);
    CHECK(change_of_values(1, 0.8F) == Change::unchanged);
    CHECK(change_of_values(1, 0.79F) == Change::better);
    CHECK(change_of_values(1, 0.49F) == Change::much_better);
    CHECK(change_of_values(0, 0) == Change::unchanged);
    CHECK(change_of_values(0, 1e-9F) == Change::much_worse);
    CHECK(change_of_values(1e-9F, 0) == Change::much_better);
    CHECK(change_of_values(kNone, 1) == Change::became_known);
    CHECK(change_of_values(1, kNone) == Change::became_unknown);
    CHECK(change_of_values(kNone, kNone) == Change::none);
}
