#include "mapgen/observations/data_file.hpp"

#include <algorithm>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/vector_table.hpp"

namespace riskmap::observations {
namespace {

void rename(Table& table, const std::string& name, const std::string& written) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), written);
    if (found == table.columns.end()) {
        throw core::data_error("{}: column '{}', which the project file names for '{}', is missing{}",
                               table.path, written, name, core::suggestion(written, table.columns));
    }
    const auto index = found - table.columns.begin();
    for (auto& column : table.columns) {
        if (column == name) column += " (not used)";
    }
    table.columns[static_cast<std::size_t>(index)] = name;
}

}  // namespace

Table read_data_file(const project::DataFile& file) {
    Table table = file.database ? read_database_table(*file.database, file.crs)
                                : read_table(file.path, {file.layer, file.crs});
    if (!file.database) table.sha256 = core::sha256_file(file.path);
    for (const auto& [name, written] : file.columns) rename(table, name, written);
    return table;
}

}  // namespace riskmap::observations
