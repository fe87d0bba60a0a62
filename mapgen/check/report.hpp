#pragma once

#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/check/rules.hpp"

namespace riskmap::check {

/// An input that was judged.
struct CheckedFile {
    std::string file;
    long long rows = 0;
    std::string encoding;
    std::string crs;
};

struct SketchPoint {
    std::string file;
    long long row = 0;
    std::string id;
    PointKind kind = PointKind::receptor;
    grid::Point position;
};

/// What the report's map shows, in the project's CRS.
struct Sketch {
    grid::Box box = grid::Box::empty();
    std::vector<grid::MultiPolygon> land;
    std::vector<grid::MultiPolygon> zones;
    std::vector<SketchPoint> points;
};

struct Report {
    std::string project_name;
    Text title;
    bool synthetic = false;
    std::vector<CheckedFile> files;
    std::vector<Finding> findings;
    Sketch sketch;
    std::string wind_rose;  ///< SVG; empty without weather
};

/// "2 errors, 31 warnings, 4 notes".
[[nodiscard]] Text count_findings(const std::vector<Finding>& findings);
[[nodiscard]] std::string report_text(const Report& report);
/// {"project", "synthetic", "mark", "files": [...], "findings": [...]}, the latter as of findings_json().
[[nodiscard]] std::string report_json(const Report& report);
/// One page without any other file: a map, a list to filter, Chinese and English.
[[nodiscard]] std::string report_html(const Report& report);

}  // namespace riskmap::check
