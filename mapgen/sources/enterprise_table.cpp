#include "mapgen/sources/enterprise_table.hpp"

#include <algorithm>
#include <set>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::sources {
namespace {

using observations::Row;
using observations::Table;

std::string optional_text(const Table& table, const Row& row, std::string_view name) {
    const auto column = table.find_column(name);
    return column ? std::string(core::trim(table.text(row, *column))) : std::string();
}

std::string required_text(const Table& table, const Row& row, std::size_t column) {
    std::string text(core::trim(table.text(row, column)));
    if (text.empty())
        throw core::data_error("{}: nothing stands there; a text is expected", table.place(row, column));
    return text;
}

bool is_file_name(const std::string& text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
}

struct EmissionColumn {
    std::optional<std::size_t> column;
    double to_kg_a = 1;
};

EmissionColumn emission_column(const Table& table) {
    constexpr double kSecondsPerYear = 365.0 * 24 * 3600;
    const std::vector<std::pair<const char*, double>> units{
        {"emission_kg_a", 1}, {"emission_t_a", 1000}, {"emission_g_s", kSecondsPerYear / 1000}};
    for (const auto& [name, factor] : units) {
        if (const auto column = table.find_column(name)) return {column, factor};
    }
    return {};
}

}  // namespace

std::vector<Enterprise> read_enterprises(const Table& table) {
    const std::size_t id = table.column("id");
    const std::size_t permit = table.column("permit_number");
    const std::size_t zone = table.column("zone");
    const std::size_t industry = table.column("industry");
    std::set<std::string> seen;
    std::vector<Enterprise> enterprises;
    for (const auto& row : table.rows) {
        Enterprise e{required_text(table, row, id),
                     std::string(core::trim(table.text(row, permit))),
                     optional_text(table, row, "name_zh"),
                     optional_text(table, row, "name_en"),
                     required_text(table, row, zone),
                     required_text(table, row, industry),
                     row.number};
        if (!is_file_name(e.id) || e.id == "index") {
            throw core::data_error(
                "{}: '{}' names a page too; letters a-z, digits, '-' and '_' are allowed, "
                "'index' is taken",
                table.place(row, id), e.id);
        }
        if (!seen.insert(e.id).second) {
            throw core::data_error("{}: id '{}' stands there a second time; ids are unique",
                                   table.place(row, id), e.id);
        }
        enterprises.push_back(std::move(e));
    }
    return enterprises;
}

std::vector<Emission> read_emissions(const Table& table) {
    const std::size_t id = table.column("id");
    const std::size_t pollutant = table.column("pollutant");
    const EmissionColumn amount = emission_column(table);
    std::vector<Emission> emissions;
    for (const auto& row : table.rows) {
        Emission e{optional_text(table, row, "enterprise"), required_text(table, row, id),
                   required_text(table, row, pollutant), std::nullopt, row.number};
        if (amount.column) {
            e.kg_a = table.optional_number(row, *amount.column);
            if (e.kg_a && !(*e.kg_a >= 0)) {
                throw core::data_error(
                    "{}: {} is not allowed; 0 or more, or nothing where it is not known, is expected",
                    table.place(row, *amount.column), *e.kg_a);
            }
            if (e.kg_a) *e.kg_a *= amount.to_kg_a;
        }
        emissions.push_back(std::move(e));
    }
    return emissions;
}

}  // namespace riskmap::sources
