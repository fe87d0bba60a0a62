#include "mapgen/observations/points.hpp"

#include <algorithm>
#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/coordinate_text.hpp"

namespace riskmap::observations {
namespace {

/// Half the unit of a number's last written digit.
double half_unit(std::string_view number) {
    const auto point = number.find('.');
    const auto exponent = std::min(number.find_first_of("eE"), number.size());
    const auto scale = exponent < number.size() ? core::parse_integer(number.substr(exponent + 1)) : 0;
    const auto decimals = point < exponent ? exponent - point - 1 : 0;
    return 0.5 * std::pow(10.0, static_cast<double>(scale.value_or(0)) - static_cast<double>(decimals));
}

ParsedAngle angle_of(const Table& table, const Row& row, std::size_t column, Axis axis) {
    const bool latitude = axis == Axis::latitude;
    const std::string_view text = core::trim(table.text(row, column));
    const auto number = core::parse_double(text);
    if (number && std::abs(*number) <= (latitude ? 90 : 180))
        return {*number, half_unit(text), "decimal-degrees"};
    if (number) {
        throw core::data_error("{}: {} {} is not allowed; {} degrees are expected", table.place(row, column),
                               latitude ? "latitude" : "longitude", *number,
                               latitude ? "-90 to 90" : "-180 to 180");
    }
    try {
        return parse_angle(text, axis);
    } catch (const core::Error& error) {
        throw error.within(table.place(row, column));
    }
}

WrittenPoint geographic_point(const ParsedPosition& position) {
    const auto& coarser = position.latitude.precision_deg >= position.longitude.precision_deg
                              ? position.latitude
                              : position.longitude;
    return {
        {position.longitude.degrees, position.latitude.degrees}, position.precision_m(), coarser.notation};
}

/// "POINT (x y)", a third number allowed; nothing for other text.
std::optional<std::pair<std::string, std::string>> numbers_of_point(std::string_view text) {
    if (core::to_lower_ascii(text.substr(0, 5)) != "point" || !text.ends_with(')')) return std::nullopt;
    const auto open = text.find('(');
    if (open == std::string_view::npos) return std::nullopt;
    std::vector<std::string> numbers;
    for (auto& part : core::split(text.substr(open + 1, text.size() - open - 2), ' ')) {
        if (!part.empty()) numbers.push_back(std::move(part));
    }
    if (numbers.size() < 2) return std::nullopt;
    return std::pair(numbers[0], numbers[1]);
}

WrittenPoint planar_point(const Table& table, const Row& row, const CoordinateColumns& columns) {
    return {{table.number(row, columns.x), table.number(row, columns.y)},
            std::max(half_unit(core::trim(table.text(row, columns.x))),
                     half_unit(core::trim(table.text(row, columns.y)))),
            ""};
}

WrittenPoint point_in_one_column(const Table& table, const Row& row, std::size_t column, bool geographic) {
    const std::string_view text = core::trim(table.text(row, column));
    if (const auto numbers = numbers_of_point(text)) {
        const Table pair{table.path, table.encoding, {table.columns[column], table.columns[column]}, {}};
        const Row cells{row.number, {numbers->first, numbers->second}};
        return read_point(pair, cells, {0, 1}, geographic);
    }
    if (!geographic) {
        throw core::data_error("{}: '{}' is no point; POINT (x y) is expected", table.place(row, column),
                               text);
    }
    try {
        return geographic_point(parse_position(text));
    } catch (const core::Error& error) {
        throw error.within(table.place(row, column));
    }
}

}  // namespace

CoordinateColumns coordinate_columns(const Table& table) {
    const auto lon = table.find_column("lon");
    const auto lat = table.find_column("lat");
    if (lon && lat) return {*lon, *lat};
    const auto x = table.find_column("x");
    const auto y = table.find_column("y");
    if (x && y) return {*x, *y};
    if (const auto both = table.find_column("position")) return {*both, *both, true};
    throw core::data_error(
        "{}: coordinate columns are missing; 'lon' and 'lat', 'x' and 'y', or 'position' are expected among "
        "{}",
        table.path, core::join(table.columns, ", "));
}

WrittenPoint read_point(const Table& table, const Row& row, const CoordinateColumns& columns,
                        bool geographic) {
    if (columns.together) return point_in_one_column(table, row, columns.x, geographic);
    if (!geographic) return planar_point(table, row, columns);
    return geographic_point(
        {angle_of(table, row, columns.y, Axis::latitude), angle_of(table, row, columns.x, Axis::longitude)});
}

}  // namespace riskmap::observations
