#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geocore/grid/geometry.hpp"

namespace riskmap::tileserver::api {

/// The request's address, decoded: path segments and query parameters in their order.
struct Target {
    std::string path;  ///< as it came, without the query
    std::vector<std::string> segments;
    std::vector<std::pair<std::string, std::string>> query;

    /// Nothing where the parameter is absent. Names are matched exactly.
    [[nodiscard]] const std::string* find(std::string_view name) const;
};

/// @throws ApiError (target_malformed) for anything but an absolute path with well-formed %-escapes, UTF-8
/// and no control characters; (parameter_invalid) where a parameter stands twice.
[[nodiscard]] Target parse_target(std::string_view raw);

/// "%2F" and the like undone. Nothing where an escape is malformed.
[[nodiscard]] std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);
[[nodiscard]] std::string percent_encode(std::string_view text);

/// @throws ApiError (parameter_unknown) naming the nearest one that is known.
void require_known(const Target& target, const std::vector<std::string>& known);

/// @throws ApiError (parameter_invalid) where `f` stands and is none of the formats.
void require_format(const Target& target, const std::vector<std::string>& formats);

/// @throws ApiError (parameter_missing, parameter_invalid)
[[nodiscard]] double number_parameter(const Target& target, const std::string& name, double minimum,
                                      double maximum);
[[nodiscard]] long long integer_parameter(const Target& target, const std::string& name, long long minimum,
                                          long long maximum, long long fallback);
/// A whole number written in plain digits. @throws ApiError (parameter_invalid)
[[nodiscard]] int plain_integer(const std::string& name, std::string_view text, int maximum);
/// In which order a CRS gives its coordinates, and whether they are degrees.
struct AxisOrder {
    bool y_first = false;
    bool degrees = true;
};
/// bbox=XMIN,YMIN,XMAX,YMAX or with heights, six numbers, y before x where the CRS has it so. Nothing where
/// absent. In degrees xmin may be larger than xmax: such a box goes across the antimeridian.
[[nodiscard]] std::optional<grid::Box> bbox_parameter(const Target& target, AxisOrder order = {});
/// The box itself, or its two parts east and west of the antimeridian.
[[nodiscard]] std::vector<grid::Box> parts_of(const grid::Box& box);

}  // namespace riskmap::tileserver::api
