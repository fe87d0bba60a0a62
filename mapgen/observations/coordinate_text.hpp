#pragma once

#include <string>
#include <string_view>

namespace riskmap::observations {

enum class Axis { latitude, longitude };

/// An angle as somebody wrote it down.
struct ParsedAngle {
    double degrees = 0;        ///< north and east positive
    double precision_deg = 0;  ///< half the unit of the last written digit
    /// degrees, decimal-degrees, degrees-minutes, decimal-minutes, degrees-minutes-seconds, decimal-seconds
    std::string notation;
};

/// Reads one angle (UTF-8): 29°53'39.60"N, 29°56'3", 29°55.1'N, 29°56'N, 29.8943, -29.8943, N29 53 39.6,
/// 29:53:39.6, 29-53.66N, 北纬29度53分39.6秒; half-width or full-width digits and punctuation, any usual
/// prime. Only the last number may have decimals; minutes and seconds are below 60.
/// @throws Error (data) that shows the text, says what is wrong with it and what is allowed.
[[nodiscard]] ParsedAngle parse_angle(std::string_view text, Axis axis);

struct ParsedPosition {
    ParsedAngle latitude;
    ParsedAngle longitude;

    /// The larger of both half-widths, in metres on the sphere of 6371 km.
    [[nodiscard]] double precision_m() const;
};

[[nodiscard]] ParsedPosition parse_position(std::string_view latitude_text, std::string_view longitude_text);

/// Both angles in one text, parted by a comma, a semicolon or a letter: 29°47'54.00"N，122°02'14.70"E.
/// Without letters the order must follow from the values (one of them beyond 90).
[[nodiscard]] ParsedPosition parse_position(std::string_view text);

}  // namespace riskmap::observations
