#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::observations {

/// One record of a table as text, with its place in the file.
struct Row {
    long long number = 0;  ///< line in a text file (header = 1), record number elsewhere
    std::vector<std::string> cells;
};

/// A table as its owner wrote it: every value is still text.
struct Table {
    std::string path;
    std::string encoding;
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::string sha256 =
        {};  ///< of the file, or of a database's rows as read; empty where read_table() is called

    /// By its own name or a usual other one (column_names.hpp).
    /// @throws Error (data) naming file, column and the nearest column that exists.
    [[nodiscard]] std::size_t column(std::string_view name) const;
    [[nodiscard]] std::optional<std::size_t> find_column(std::string_view name) const;
    [[nodiscard]] const std::string& text(const Row& row, std::size_t column) const {
        return row.cells[column];
    }
    /// @throws Error (data) naming file, row, column and the text that is no number.
    [[nodiscard]] double number(const Row& row, std::size_t column) const;
    /// Nothing for an empty cell; otherwise as number().
    [[nodiscard]] std::optional<double> optional_number(const Row& row, std::size_t column) const;
    /// "FILE, row 12, column 'value'": where an error message begins.
    [[nodiscard]] std::string place(const Row& row, std::size_t column) const;
};

struct TableOptions {
    std::string layer;  ///< sheet or layer; empty: the first
    std::string crs;    ///< which the coordinates of points are told in; empty: the file's own
};

/// Reads a table by its file name's ending: .csv (RFC 4180, comma; UTF-8 with or without BOM, or GB18030),
/// .xlsx, .ods (the first row names the columns), .geojson, .json, .gpkg, .shp. A point's position becomes
/// the columns lon and lat, or x and y, unless the table has them.
/// @throws Error (data) where the file is missing or damaged, a row has too many or too few cells, or text is
/// in no known encoding.
[[nodiscard]] Table read_table(const std::filesystem::path& path, const TableOptions& options = {});

/// The same from text in memory; `path` is for messages.
[[nodiscard]] Table parse_csv(std::string_view text, const std::string& path);

}  // namespace riskmap::observations
