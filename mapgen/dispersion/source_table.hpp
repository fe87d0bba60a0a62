#pragma once

#include <string>
#include <vector>

#include "mapgen/dispersion/source.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::dispersion {

/// Which rows of a source table, and how they are put together.
struct SourceSelection {
    std::string
        group;  ///< column whose words are the groups; empty: `group` where it is there, else one group `all`
    std::string pollutant;  ///< rows of this one alone, by the column `pollutant`; empty: all
    bool placed = true;     ///< false: columns x and y are not read, positions stay (0, 0)
};

/// Columns id, type (point, area, volume), x, y, emission_g_s, height_m; side_m (area, volume);
/// temperature_k, velocity_m_s, diameter_m (point); sigma_y0_m and sigma_z0_m in place of what side and
/// height give. Without emission_g_s, emission_t_a (tonnes a year of 365 days). x and y are planar metres as
/// written.
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] std::vector<Source> read_sources(const observations::Table& table,
                                               const SourceSelection& selection);

struct QuantityColumn {
    const char* quantity;  ///< how any column of it begins
    const char* column;    ///< with the unit that is read
};
/// Refuses a column that gives a quantity in another unit (temperature_c) where the expected one is missing.
/// @throws Error (data) naming file, column and what is expected.
void refuse_other_units(const observations::Table& table, const std::vector<QuantityColumn>& expected);

}  // namespace riskmap::dispersion
