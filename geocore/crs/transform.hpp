#pragma once

#include <memory>
#include <span>
#include <string>

#include "geocore/grid/geometry.hpp"

namespace riskmap::crs {

/// Between two coordinate reference systems; never opens a network connection. An object belongs to one
/// thread at a time and is cheap enough (a few milliseconds) to have one per thread.
///
/// A CRS is what PROJ understands ("EPSG:4550", WKT, PROJJSON), "GCJ-02" or "BD-09". Whatever axis order the
/// authority states, x is easting or longitude and y northing or latitude; geographic values are degrees.
class Transform {
  public:
    /// @throws Error (data) with the CRS's name where it is unknown or not a horizontal one, and where no way
    /// leads from one to the other.
    Transform(const std::string& from, const std::string& to);
    ~Transform();
    Transform(Transform&&) noexcept;
    Transform& operator=(Transform&&) noexcept;
    Transform(const Transform&) = delete;
    Transform& operator=(const Transform&) = delete;

    /// @throws Error (data) for a position that has no image, naming it and both CRSs.
    [[nodiscard]] grid::Point operator()(grid::Point p) const;
    /// In place. Positions without an image become infinite instead of throwing.
    void apply(std::span<grid::Point> points) const;

  private:
    struct Steps;
    std::unique_ptr<Steps> steps_;
};

/// True where coordinates are longitude and latitude in degrees.
/// @throws Error (data) for a CRS that is not known.
[[nodiscard]] bool is_geographic(const std::string& crs);

/// True where the authority states latitude or northing before longitude or easting; Transform never does.
/// @throws Error (data) for a CRS that is not known.
[[nodiscard]] bool is_northing_first(const std::string& crs);

}  // namespace riskmap::crs
