#include <catch2/catch.hpp>
#include <cmath>

#include "geocore/core/error.hpp"
#include "mapgen/fields/kd_tree.hpp"
#include "mapgen/fields/triangulation.hpp"
#include "tests/mapgen/fields/samples_of_twelve.hpp"

using namespace riskmap::fields;
using namespace riskmap::fields::test;
using riskmap::grid::Point;

namespace {

/// Values of a plane: methods that reproduce planes must give it back.
std::vector<Sample> plane() {
    auto samples = twelve();
    for (auto& s : samples) s.value = 1 + 0.01 * s.x_m - 0.004 * s.y_m;
    return samples;
}

}  // namespace

TEST_CASE("linear, natural neighbour and spline reproduce a plane") {
    for (const auto method : {Method::linear, Method::natural_neighbour, Method::spline}) {
        const auto field = Field::fit(plane(), options(method, ""));
        for (const auto& p : {Point{500, 500}, Point{640, 777}, Point{333.3, 901}, Point{1000, 350}}) {
            CHECK(field.at(p.x, p.y).value == Approx(1 + 0.01 * p.x - 0.004 * p.y).epsilon(1e-9));
        }
        CHECK(field.at(410, 350).value == Approx(1 + 4.1 - 1.4).epsilon(1e-12));
    }
}

TEST_CASE("triangles end at the hull, splines do not") {
    CHECK(std::isnan(Field::fit(twelve(), options(Method::linear, "")).at(-100, -100).value));
    CHECK(std::isnan(Field::fit(twelve(), options(Method::natural_neighbour, "")).at(1500, 50).value));
    CHECK_FALSE(std::isnan(Field::fit(twelve(), options(Method::spline, "")).at(-100, -100).value));
}

TEST_CASE("natural neighbours on a square grid share the weight by symmetry") {
    std::vector<Sample> samples;
    for (int y = 0; y < 4; ++y) {
        for (int x = 0; x < 4; ++x) {
            Sample s;
            s.x_m = x;
            s.y_m = y;
            s.value = x == 1 && y == 1 ? 1 : 0;
            samples.push_back(s);
        }
    }
    const auto field = Field::fit(samples, options(Method::natural_neighbour, ""));
    CHECK(field.at(1.5, 1.5).value == Approx(0.25));
    CHECK(field.at(0.5, 0.5).value == Approx(0.25));
    CHECK(field.at(1.5, 1.2).value == Approx(field.at(1.2, 1.5).value));
}

TEST_CASE("a spline's closed leave-one-out is the solved one") {
    const auto field = Field::fit(twelve(), options(Method::spline, ""));
    CHECK(field.cross_validation().rmse == Approx(field.cross_validation_by_folds(12).rmse).epsilon(1e-9));
}

TEST_CASE("samples on a line are refused where they span nothing") {
    auto samples = twelve();
    for (auto& s : samples) s.y_m = 2 * s.x_m;
    for (const auto method : {Method::linear, Method::natural_neighbour, Method::spline}) {
        CHECK_THROWS_WITH(Field::fit(samples, options(method, "")), Catch::Contains("line"));
    }
    CHECK_THROWS_WITH(Field::fit(samples, options(Method::universal_kriging, "1 sph 500")),
                      Catch::Contains("line"));
    CHECK_NOTHROW(Field::fit(samples, options(Method::ordinary_kriging, "1 sph 500")));
}

TEST_CASE("a grid's cocircular points triangulate") {
    std::vector<Point> points;
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x) points.push_back({10.0 * x, 10.0 * y});
    }
    const Triangulation mesh(points);
    for (const auto& p : {Point{5, 5}, Point{100, 100}, Point{0, 95}, Point{190, 190}, Point{33.3, 127}}) {
        CHECK(mesh.triangle(mesh.locate(p, 0)).finite());
    }
    CHECK_FALSE(mesh.triangle(mesh.locate({-1, 5}, 399)).finite());
}

TEST_CASE("the tree finds what a scan finds") {
    std::vector<Point> points;
    unsigned state = 7;
    const auto next = [&] {
        return static_cast<double>((state = state * 1664525U + 1013904223U) >> 12) / 1048576.0;
    };
    for (int i = 0; i < 500; ++i) points.push_back({1000 * next(), 1000 * next()});
    const KdTree tree(points);
    std::vector<Neighbour> found, all;
    for (int t = 0; t < 50; ++t) {
        const Point p{1000 * next(), 1000 * next()};
        all.clear();
        for (int i = 0; i < 500; ++i) {
            const double dx = points[static_cast<std::size_t>(i)].x - p.x,
                         dy = points[static_cast<std::size_t>(i)].y - p.y;
            all.push_back({dx * dx + dy * dy, i});
        }
        std::sort(all.begin(), all.end());
        tree.nearest(p, 9, 1e9, found);
        REQUIRE(found.size() == 9);
        for (std::size_t i = 0; i < 9; ++i) CHECK(found[i].index == all[i].index);
        CHECK(tree.nearest(p).index == all[0].index);
        tree.nearest(p, 0, 100, found);
        CHECK(static_cast<long>(found.size()) ==
              std::count_if(all.begin(), all.end(),
                            [](const Neighbour& n) { return n.squared_distance <= 10000; }));
    }
}

TEST_CASE("indicator kriging and exceedance need their threshold") {
    auto o = options(Method::indicator, "0.02 nug + 0.2 sph 900");
    CHECK_THROWS_WITH(Field::fit(twelve(), o), Catch::Contains("threshold"));
    o.threshold = 3;
    CHECK(Field::fit(twelve(), o).at(410, 350).value == 1);
    o = options(Method::ordinary_kriging, "0.2 nug + 1.5 sph 900");
    o.threshold = 3;
    o.exceedance = true;
    const auto field = Field::fit(twelve(), o);
    CHECK(field.at(180, 1010).value == 1);
    CHECK(field.at(640, 500).value ==
          Approx(0.5 * std::erfc(-(3.0153385053267141 - 3) / std::sqrt(2 * 0.7270065844531246))));
}

TEST_CASE("normal scores give back the data and stay in their range") {
    auto o = options(Method::ordinary_kriging, "0.1 nug + 0.9 sph 900");
    o.transform = Transform::normal_score;
    const auto field = Field::fit(twelve(), o);
    CHECK(field.at(410, 350).value == Approx(2.9));
    for (double x = -500; x < 2000; x += 133) {
        const auto e = field.at(x, 700);
        CHECK(e.value >= 0.9);
        CHECK(e.value <= 5.1);
        CHECK(e.p95 >= e.value);
    }
}
