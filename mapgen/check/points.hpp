#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/check/coast.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/check/rules.hpp"

namespace riskmap::check {

/// A row of a point table, as far as the rules need it.
struct Point {
    long long row = 0;
    std::string id;
    std::string name;
    grid::Point position;    ///< in the project's CRS, metres
    grid::Point lon_lat;     ///< degrees: as written where the CRS is geographic, else unprojected from it
    double precision_m = 0;  ///< half the unit of the last written digit; 0 where it is not known
    std::string notation;    ///< as of observations::parse_angle; may be empty
    std::string group;       ///< points of one group lie together (a port area); empty: not tested
    std::string project;     ///< rows of one project may share or adjoin; empty: each row for itself
    std::string district;
};

struct PointSet {
    std::string file;
    PointKind kind = PointKind::receptor;
    std::string declared_datum = "WGS 84";  ///< WGS 84, GCJ-02 or BD-09
    std::vector<Point> points;
};

/// A place whose position is known from elsewhere, WGS 84 degrees.
struct KnownPoint {
    std::string id;
    std::string name;
    grid::Point lon_lat;
    std::string source;
};

/// What the points are held against. Absent parts switch their rules off.
struct Surroundings {
    std::string crs;                  ///< the project's
    std::optional<grid::Box> extent;  ///< of the map, in `crs`
    const Coast* coast = nullptr;
    std::string district;  ///< the administrative district that the table is about
    std::vector<KnownPoint> known_points;
};

/// Every rule of docs/checks.md that judges positions: coordinate-inland, -coarse, -outlier, -near-duplicate,
/// -shared, -outside and datum-suspect. Reads nothing and changes nothing.
[[nodiscard]] std::vector<Finding> check_points(const PointSet& set, const Surroundings& around,
                                                const PointRules& rules);

}  // namespace riskmap::check
