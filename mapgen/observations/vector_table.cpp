#include "mapgen/observations/vector_table.hpp"

#include <algorithm>
#include <optional>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/chinese_datum.hpp"
#include "geocore/crs/transform.hpp"
#include "geocore/gdal/vector_source.hpp"
#include "mapgen/observations/column_names.hpp"

namespace riskmap::observations {
namespace {

const std::vector<std::string>& known_endings() {
    static const std::vector<std::string> endings{".csv",  ".xlsx", ".ods", ".geojson",
                                                  ".json", ".gpkg", ".shp"};
    return endings;
}

std::string cell_text(const gdal::Value& value) {
    if (const auto* whole = std::get_if<long long>(&value)) return std::to_string(*whole);
    if (const auto* real = std::get_if<double>(&value)) return core::format_double(*real);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return {};
}

bool has_pair(const std::vector<std::string>& columns, const std::string& path, const char* x,
              const char* y) {
    return find_column_named(x, columns, path) && find_column_named(y, columns, path);
}

/// Positions in the CRS that the project declares. No file can say that it is in GCJ-02 or BD-09, so that
/// there the declaration wins over the file.
class Positions {
  public:
    Positions(const gdal::VectorLayer& layer, const std::string& declared) {
        crs_ = declared.empty() ? layer.crs : declared;
        if (!layer.crs.empty() && !declared.empty() && layer.crs != declared && !crs::chinese_datum(declared))
            transform_.emplace(layer.crs, declared);
    }

    [[nodiscard]] bool geographic() const { return !crs_.empty() && crs::is_geographic(crs_); }
    [[nodiscard]] grid::Point of(grid::Point p) const { return transform_ ? (*transform_)(p) : p; }

  private:
    std::string crs_;
    std::optional<crs::Transform> transform_;
};

bool is_blank(const Row& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const std::string& cell) { return core::trim(cell).empty(); });
}

/// The columns lon and lat, or x and y, are added for points unless the table has them.
Table table_of(const gdal::VectorLayer& layer, Table table, const std::string& declared_crs, bool is_sheet) {
    for (const auto& field : layer.fields) table.columns.emplace_back(core::trim(field.name));
    const bool wants_position = layer.kind == gdal::GeometryKind::point &&
                                !has_pair(table.columns, table.path, "lon", "lat") &&
                                !has_pair(table.columns, table.path, "x", "y");
    const Positions positions(layer, declared_crs);
    if (wants_position) {
        for (const char* name : {positions.geographic() ? "lon" : "x", positions.geographic() ? "lat" : "y"})
            table.columns.emplace_back(name);
    }
    for (std::size_t i = 0; i < layer.features.size(); ++i) {
        const auto& feature = layer.features[i];
        Row row{is_sheet ? feature.fid : static_cast<long long>(i) + 1, {}};
        for (const auto& value : feature.values) row.cells.push_back(cell_text(value));
        if (wants_position) {
            const bool placed = feature.geometry.kind == gdal::GeometryKind::point;
            const grid::Point at = placed ? positions.of(feature.geometry.point) : grid::Point{};
            row.cells.push_back(placed ? core::format_double(at.x) : "");
            row.cells.push_back(placed ? core::format_double(at.y) : "");
        }
        if (!is_blank(row)) table.rows.push_back(std::move(row));
    }
    return table;
}

/// Over the names of the columns and the rows, cells ended by a unit separator, rows by a record separator.
std::string digest_of(const Table& table) {
    core::Sha256 digest;
    const auto add = [&](const std::vector<std::string>& cells) {
        for (const auto& cell : cells) digest.update(cell).update("\x1F");
        digest.update("\x1E");
    };
    add(table.columns);
    for (const auto& row : table.rows) add(row.cells);
    return digest.hex();
}

}  // namespace

Table read_vector_table(const std::filesystem::path& path, const std::string& ending,
                        const TableOptions& options) {
    const auto& endings = known_endings();
    if (std::find(endings.begin(), endings.end(), ending) == endings.end()) {
        throw core::data_error("{}: files ending in '{}' cannot be read as a table; {} are expected",
                               path.string(), ending, core::join(endings, ", "));
    }
    const bool is_sheet = ending == ".xlsx" || ending == ".ods";
    const gdal::VectorLayer layer = gdal::read_vector(path, options.layer);
    return table_of(layer, {path.string(), ending.substr(1), {}, {}, {}}, options.crs, is_sheet);
}

Table read_database_table(const project::DatabaseTable& source, const std::string& crs) {
    const gdal::VectorLayer layer = gdal::read_database(source.connection, source.what, source.label);
    Table table = table_of(layer, {source.label, "UTF-8", {}, {}, {}}, crs, false);
    // A database has no order of its own, and the same rows must give the same digest.
    std::sort(table.rows.begin(), table.rows.end(),
              [](const Row& a, const Row& b) { return a.cells < b.cells; });
    for (std::size_t i = 0; i < table.rows.size(); ++i) table.rows[i].number = static_cast<long long>(i) + 1;
    table.sha256 = digest_of(table);
    return table;
}

}  // namespace riskmap::observations
