#pragma once

#include <optional>
#include <string_view>

#include "geocore/grid/geometry.hpp"

namespace riskmap::crs {

/// Datums of Chinese web maps. GCJ-02 (AMap, Tencent, Google in China) moves WGS 84 by 50 to 700 m, BD-09
/// (Baidu) moves GCJ-02 again. Neither is published; the formulas are those that public libraries agree on
/// (eviltransform, gcoord), good to about a metre against the services themselves.
enum class ChineseDatum { gcj02, bd09 };

/// "GCJ-02", "gcj02", "BD-09", "BD09LL"...; nothing for every other name.
[[nodiscard]] std::optional<ChineseDatum> chinese_datum(std::string_view name);
[[nodiscard]] std::string_view name(ChineseDatum datum);

/// From WGS 84 (longitude, latitude, degrees). Outside 72.004-137.8347 E, 0.8293-55.8271 N GCJ-02 equals WGS
/// 84.
[[nodiscard]] grid::Point from_wgs84(ChineseDatum datum, grid::Point wgs84);
/// The inverse, by iteration to 1e-11 degrees (about 1 um).
[[nodiscard]] grid::Point to_wgs84(ChineseDatum datum, grid::Point point);

}  // namespace riskmap::crs
