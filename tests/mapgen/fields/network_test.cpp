#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>

#include "mapgen/fields/kriging_system.hpp"
#include "mapgen/fields/network_design.hpp"

using namespace riskmap;
using namespace riskmap::fields;

namespace {

/// Numbers in [0, 1) that are the same everywhere.
double scatter(unsigned i) {
    return std::fmod(std::abs(std::sin(12.9898 * i + 4.1414) * 43758.5453), 1.0);
}

std::vector<grid::Point> places(unsigned seed, std::size_t count) {
    std::vector<grid::Point> points;
    for (std::size_t i = 0; i < count; ++i) {
        const auto n = seed + 2 * static_cast<unsigned>(i);
        points.push_back({10000 * scatter(n), 8000 * scatter(n + 1)});
    }
    return points;
}

NetworkProblem problem() {
    NetworkProblem p{places(1, 12), places(101, 25), places(301, 20), {}};
    NetworkSubstance first{Variogram::parse("0.1 nug + 0.8 sph 4000"), {}, {}};
    NetworkSubstance second{Variogram::parse("0.05 nug + 1.2 exp 1500"), {}, {}};
    for (std::size_t i = 0; i < p.stations.size(); ++i) {
        first.stations.push_back(i);
        if (i % 3 != 0) second.stations.push_back(i);
    }
    for (unsigned t = 0; t < p.targets.size(); ++t) {
        first.weights.push_back(scatter(900 + t));
        second.weights.push_back(3 * scatter(1300 + t));
    }
    p.substances = {first, second};
    return p;
}

/// Weighted variance by solving the kriging equations afresh.
double solved(const NetworkProblem& p) {
    double sum = 0;
    for (const auto& substance : p.substances) {
        KrigingData data;
        for (const std::size_t i : substance.stations) {
            data.points.push_back(p.stations[i]);
            data.ids.push_back(std::to_string(i));
        }
        const auto n = static_cast<Eigen::Index>(data.points.size());
        data.values = Eigen::VectorXd::Zero(n);
        data.error_variances = Eigen::VectorXd::Zero(n);
        data.drift = Eigen::MatrixXd::Ones(n, 1);
        const KrigingSystem system(data, substance.variogram);
        const std::vector<double> one{1.0};
        for (std::size_t t = 0; t < p.targets.size(); ++t)
            sum += substance.weights[t] * system.at(p.targets[t], one).variance;
    }
    return sum;
}

NetworkProblem with_site(NetworkProblem p, std::size_t candidate) {
    for (auto& substance : p.substances) substance.stations.push_back(p.stations.size());
    p.stations.push_back(p.candidates[candidate]);
    return p;
}

NetworkProblem without_station(NetworkProblem p, std::size_t station) {
    for (auto& substance : p.substances) {
        auto& list = substance.stations;
        list.erase(std::remove(list.begin(), list.end(), station), list.end());
    }
    return p;
}

}  // namespace

TEST_CASE("the weighted variance is that of the kriging equations") {
    CHECK(weighted_variance(problem()) == Approx(solved(problem())).epsilon(1e-10));
}

TEST_CASE("each new site is the best of all candidates, as solving again for each of them tells") {
    NetworkProblem p = problem();
    const auto choices = choose_sites(p, 4);
    REQUIRE(choices.size() == 4);
    for (const auto& choice : choices) {
        std::vector<double> after;
        for (std::size_t c = 0; c < p.candidates.size(); ++c) {
            const bool taken = std::any_of(p.stations.begin(), p.stations.end(), [&](const grid::Point& s) {
                return s.x == p.candidates[c].x && s.y == p.candidates[c].y;
            });
            after.push_back(taken ? 1e300 : solved(with_site(p, c)));
        }
        const auto best = std::min_element(after.begin(), after.end());
        CHECK(choice.candidate == static_cast<std::size_t>(best - after.begin()));
        CHECK(choice.before == Approx(solved(p)).epsilon(1e-9));
        CHECK(choice.after == Approx(*best).epsilon(1e-9));
        p = with_site(p, choice.candidate);
    }
}

TEST_CASE("a station's loss is what giving it up alone costs") {
    const NetworkProblem p = problem();
    const double whole = solved(p);
    const auto losses = station_losses(p);
    REQUIRE(losses.size() == p.stations.size());
    for (std::size_t i = 0; i < losses.size(); ++i)
        CHECK(losses[i] == Approx(solved(without_station(p, i)) - whole).epsilon(1e-8));
}

TEST_CASE("a candidate on a station lowers nothing and is not chosen") {
    NetworkProblem p = problem();
    p.candidates = {p.stations[1], p.stations[2]};
    CHECK(choose_sites(p, 10).empty());
    p.candidates.clear();
    CHECK(choose_sites(p, 10).empty());
}
