#pragma once

#include <string>

namespace riskmap::crs {

/// The name that its authority gives a CRS: "CGCS2000 / 3-degree Gauss-Kruger CM 123E"; empty where there is
/// none.
/// @throws Error (data) for a CRS that is not known.
[[nodiscard]] std::string title(const std::string& crs);

/// The CRS as WKT2:2019, on one line.
/// @throws Error (data) for a CRS that is not known.
[[nodiscard]] std::string wkt(const std::string& crs);

}  // namespace riskmap::crs
