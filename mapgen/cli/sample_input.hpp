#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/crs/transform.hpp"
#include "mapgen/fields/sample.hpp"
#include "mapgen/observations/table.hpp"

namespace CLI {
class App;
}

namespace riskmap::cli {

/// The options that say where samples are and what their columns mean.
struct SampleArguments {
    std::string file;
    std::string layer;
    std::string value;
    std::string x;
    std::string y;
    std::string crs;
    std::string id;
    std::string group;
    std::string qualifier;
    std::string error_variance;
    std::vector<std::string> drifts;  ///< COLUMN or NAME=RASTER
};

void add_sample_options(CLI::App& command, SampleArguments& arguments);

/// The plane in which distances are taken: the CRS of the coordinates, or, for longitudes and latitudes, a
/// projected one (CGCS2000 3-degree Gauss-Kruger in China, UTM on WGS 84 elsewhere).
class Plane {
  public:
    /// `crs` may be empty: planar metres.
    Plane(std::string crs, const std::vector<grid::Point>& places);

    [[nodiscard]] grid::Point project(grid::Point p) const;
    [[nodiscard]] const std::string& crs() const { return plane_crs_; }
    [[nodiscard]] const std::string& given_crs() const { return given_crs_; }
    [[nodiscard]] bool projects() const { return transform_.has_value(); }

  private:
    std::string given_crs_;
    std::string plane_crs_;
    std::optional<crs::Transform> transform_;
};

/// Points of a CSV, GeoPackage, GeoJSON or Shapefile as a table; geometries become the columns named by `x`
/// and `y`.
struct PointTable {
    observations::Table table;
    std::size_t x = 0;
    std::size_t y = 0;
    std::string crs;  ///< given, or the file's own
    [[nodiscard]] std::vector<grid::Point> places() const;
};

[[nodiscard]] PointTable read_points(const std::string& file, const SampleArguments& arguments);

struct SampleSet {
    std::vector<fields::Sample> samples;
    Plane plane;
};

/// @throws Error (data) naming file, row, column and value.
[[nodiscard]] SampleSet read_samples(const SampleArguments& arguments);

}  // namespace riskmap::cli
