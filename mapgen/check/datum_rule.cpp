#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "geocore/crs/chinese_datum.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/check/rules_impl.hpp"

namespace riskmap::check {
namespace {

constexpr std::array kDatums{"WGS 84", "GCJ-02", "BD-09"};
constexpr std::size_t kHypotheses = kDatums.size();

/// The point's place in WGS 84 if its numbers were written in the datum.
grid::Point read_as(std::size_t datum, grid::Point written) {
    const auto chinese = crs::chinese_datum(kDatums[datum]);
    return chinese ? crs::to_wgs84(*chinese, written) : written;
}

/// On the map; infinite where the projection has no image of it.
grid::Point project(const crs::Transform& to_project, grid::Point lon_lat) {
    to_project.apply({&lon_lat, 1});
    return lon_lat;
}

/// How well each datum explains the points: smaller is better.
struct Evidence {
    std::array<double, kHypotheses> score{};
    std::array<double, kHypotheses> typical_m{};  ///< median distance to what the points were held against
    std::array<std::size_t, kHypotheses> n_at_sea{};
    std::size_t n = 0;

    [[nodiscard]] std::size_t best() const {
        return static_cast<std::size_t>(std::min_element(score.begin(), score.end()) - score.begin());
    }
};

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Land masks are older than reclaimed land: within this distance the sea may be land by now.
constexpr double kReclaimed_m = 300;

/// Minus the log likelihood of a distance to the shore under a half Cauchy distribution. Land masks are older
/// than reclaimed land, so that a quay may lie off the mask, but hardly behind its shore.
double shore_cost(double signed_m) {
    constexpr double kOnLand_m = 100;
    const double ratio = signed_m / (signed_m > 0 ? kOnLand_m : kReclaimed_m);
    return std::log1p(ratio * ratio);
}

/// The same for a place on land: nothing there and on what may be reclaimed, and rising farther out.
double sea_cost(double signed_m) {
    const double off = std::max(0.0, -signed_m - kReclaimed_m);
    return std::log1p(off * off / (kReclaimed_m * kReclaimed_m));
}

Evidence by_mask(const PointSet& set, const Surroundings& around, bool at_shore) {
    const crs::Transform to_project("EPSG:4326", around.crs);
    Evidence evidence;
    std::array<std::vector<double>, kHypotheses> distances;
    for (const Point& point : set.points) {
        std::array<std::optional<double>, kHypotheses> signed_m;
        for (std::size_t h = 0; h < kHypotheses; ++h)
            signed_m[h] = around.coast->signed_distance(project(to_project, read_as(h, point.lon_lat)));
        if (!std::all_of(signed_m.begin(), signed_m.end(), [](const auto& d) { return d.has_value(); }))
            continue;
        ++evidence.n;
        for (std::size_t h = 0; h < kHypotheses; ++h) {
            evidence.score[h] += at_shore ? shore_cost(*signed_m[h]) : sea_cost(*signed_m[h]);
            evidence.n_at_sea[h] += *signed_m[h] < -kReclaimed_m ? 1 : 0;
            distances[h].push_back(std::abs(*signed_m[h]));
        }
    }
    for (std::size_t h = 0; h < kHypotheses; ++h) evidence.typical_m[h] = median(distances[h]);
    return evidence;
}

const KnownPoint* known_as(const std::vector<KnownPoint>& known, const Point& point) {
    const auto same = [&](const KnownPoint& k) {
        return (!k.id.empty() && k.id == point.id) || (!k.name.empty() && k.name == point.name);
    };
    const auto found = std::find_if(known.begin(), known.end(), same);
    return found == known.end() ? nullptr : &*found;
}

Evidence by_known_points(const PointSet& set, const Surroundings& around) {
    const crs::Transform to_project("EPSG:4326", around.crs);
    Evidence evidence;
    std::array<std::vector<double>, kHypotheses> distances;
    for (const Point& point : set.points) {
        const KnownPoint* known = known_as(around.known_points, point);
        if (known == nullptr) continue;
        ++evidence.n;
        const grid::Point expected = project(to_project, known->lon_lat);
        for (std::size_t h = 0; h < kHypotheses; ++h)
            distances[h].push_back(grid::distance(expected, project(to_project, read_as(h, point.lon_lat))));
    }
    for (std::size_t h = 0; h < kHypotheses; ++h)
        evidence.score[h] = evidence.typical_m[h] = median(distances[h]);
    return evidence;
}

std::size_t declared_index(const PointSet& set) {
    const auto chinese = crs::chinese_datum(set.declared_datum);
    if (!chinese) return 0;
    return *chinese == crs::ChineseDatum::gcj02 ? 1 : 2;
}

void report(const PointSet& set, std::size_t best, const Text& evidence, std::vector<Finding>& findings) {
    const std::size_t declared = declared_index(set);
    Finding finding;
    finding.code = "datum-suspect";
    finding.file = set.file;
    finding.found = {fmt::format("这些坐标像是{}: {}", kDatums[best], evidence.zh),
                     fmt::format("these look like {}: {}", kDatums[best], evidence.en)};
    finding.expected = {fmt::format("所声明的{}", kDatums[declared]),
                        fmt::format("{}, as declared", kDatums[declared])};
    const char* crs = best == 0 ? "EPSG:4326" : kDatums[best];
    finding.advice = {fmt::format("向来源核实；如属实，在项目文件中把crs写成\"{}\"", crs),
                      fmt::format("ask the source; if it is so, give crs = \"{}\" in the project file", crs)};
    findings.push_back(std::move(finding));
}

Text distances_as_text(const Evidence& evidence, std::size_t declared, const Text& against) {
    const std::size_t best = evidence.best();
    const std::string near = metres(evidence.typical_m[best]);
    const std::string far = metres(evidence.typical_m[declared]);
    return {fmt::format("{}个点到{}的中位距离，按{}为{}，按{}为{}", evidence.n, against.zh, kDatums[best],
                        near, kDatums[declared], far),
            fmt::format("the median distance of {} points to {} is {} read as {}, {} read as {}", evidence.n,
                        against.en, near, kDatums[best], far, kDatums[declared])};
}

Text sea_as_text(const Evidence& evidence, std::size_t declared) {
    const std::size_t best = evidence.best();
    return {
        fmt::format("{}个点中，按{}有{}个在海上，按{}有{}个", evidence.n, kDatums[declared],
                    evidence.n_at_sea[declared], kDatums[best], evidence.n_at_sea[best]),
        fmt::format("of {} points {} lie at sea read as {}, {} read as {}", evidence.n,
                    evidence.n_at_sea[declared], kDatums[declared], evidence.n_at_sea[best], kDatums[best])};
}

}  // namespace

void find_datum(const PointSet& set, const Surroundings& around, const PointRules& rules,
                std::vector<Finding>& findings) {
    constexpr std::size_t kFewestKnown = 3;
    constexpr double kKnownMatch_m = 200;
    constexpr double kKnownMismatch_m = 300;
    constexpr std::size_t kFewestAtShore = 8;
    constexpr std::size_t kFewestAtSea = 3;
    constexpr double kLogLikelihoodGain = 5;
    const std::size_t declared = declared_index(set);
    if (!around.known_points.empty()) {
        const Evidence known = by_known_points(set, around);
        if (known.n >= kFewestKnown) {
            if (known.best() != declared && known.score[known.best()] < kKnownMatch_m &&
                known.score[declared] > kKnownMismatch_m) {
                report(set, known.best(), distances_as_text(known, declared, {"已知点", "known points"}),
                       findings);
            }
            return;
        }
    }
    if (around.coast == nullptr) return;
    const Evidence mask = by_mask(set, around, rules.at_shore);
    if (mask.n < kFewestAtShore || mask.best() == declared) return;
    if (mask.score[declared] - mask.score[mask.best()] < kLogLikelihoodGain) return;
    if (!rules.at_shore && mask.n_at_sea[declared] < kFewestAtSea) return;
    report(set, mask.best(),
           rules.at_shore ? distances_as_text(mask, declared, {"岸线", "the shore"})
                          : sea_as_text(mask, declared),
           findings);
}

}  // namespace riskmap::check
