#include "mapgen/observations/table.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/connection_string.hpp"
#include "mapgen/observations/column_names.hpp"
#include "mapgen/observations/vector_table.hpp"

namespace riskmap::observations {

std::optional<std::size_t> Table::find_column(std::string_view name) const {
    return find_column_named(name, columns, path);
}

std::size_t Table::column(std::string_view name) const {
    if (const auto found = find_column(name)) return *found;
    throw core::data_error("{}: column '{}' is missing{}", path, name, core::suggestion(name, columns));
}

double Table::number(const Row& row, std::size_t column) const {
    if (const auto value = core::parse_double(row.cells[column])) return *value;
    throw core::data_error("{}: '{}' is not a number; digits with '.' as decimal sign are expected",
                           place(row, column), row.cells[column]);
}

std::optional<double> Table::optional_number(const Row& row, std::size_t column) const {
    if (core::trim(row.cells[column]).empty()) return std::nullopt;
    return number(row, column);
}

std::string Table::place(const Row& row, std::size_t column) const {
    return fmt::format("{}, row {}, column '{}'", path, row.number, columns[column]);
}

Table read_table(const std::filesystem::path& path, const TableOptions& options) {
    if (gdal::ConnectionString::looks_like_one(path.string()))
        throw core::data_error("a connection string where a file is expected; its text is not shown");
    const std::string ending = core::to_lower_ascii(path.extension().string());
    if (ending != ".csv") return read_vector_table(path, ending, options);
    const auto text = core::read_file(path);
    if (!text) throw core::data_error("{}: cannot be read; does the file exist?", path.string());
    return parse_csv(*text, path.string());
}

}  // namespace riskmap::observations
