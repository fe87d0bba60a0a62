#include "mapgen/reports/report_table.hpp"

#include "geocore/core/text.hpp"
#include "geocore/gdal/vector_source.hpp"

namespace riskmap::reports {

std::vector<Row> read_table(const std::filesystem::path& run, const std::string& path) {
    std::vector<Row> rows;
    if (!std::filesystem::exists(run / path)) return rows;
    const auto table = gdal::read_vector(run / path);
    for (const auto& feature : table.features) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            const auto* text = std::get_if<std::string>(&feature.values[i]);
            row[table.fields[i].name] = text != nullptr ? *text : "";
        }
    }
    return rows;
}

const std::string& cell(const Row& row, const std::string& column) {
    static const std::string nothing;
    const auto found = row.find(column);
    return found == row.end() ? nothing : found->second;
}

std::optional<double> number(const Row& row, const std::string& column) {
    return core::parse_double(cell(row, column));
}

}  // namespace riskmap::reports
