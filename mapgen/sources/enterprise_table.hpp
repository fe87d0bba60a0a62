#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/observations/table.hpp"

namespace riskmap::sources {

/// One row of the register of enterprises.
struct Enterprise {
    std::string id;
    std::string permit_number;  ///< as written; judged by permit_fault()
    std::string name_zh;
    std::string name_en;
    std::string zone;
    std::string industry;  ///< GB/T 4754 code, with or without its name
    long long row = 0;
};

/// One source's emission of one substance.
struct Emission {
    std::string enterprise;  ///< its id; empty where the row names none
    std::string source;
    std::string pollutant;
    std::optional<double> kg_a;
    long long row = 0;
};

/// Columns id, permit_number, zone, industry; name_zh, name_en. An id is a file name too: letters, digits,
/// '-' and '_'.
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] std::vector<Enterprise> read_enterprises(const observations::Table& table);

/// From a table of sources: columns id and pollutant, enterprise, and one of emission_kg_a, emission_t_a,
/// emission_g_s (a year of 365 days), the first of them that is there. An empty cell is an unknown amount.
/// @throws Error (data) naming file, row, column, value and what is allowed.
[[nodiscard]] std::vector<Emission> read_emissions(const observations::Table& table);

}  // namespace riskmap::sources
