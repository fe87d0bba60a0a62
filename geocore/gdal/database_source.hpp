#pragma once

#include <string>

#include "geocore/gdal/connection_string.hpp"
#include "geocore/gdal/vector.hpp"

namespace riskmap::gdal {

/// What to read from a PostgreSQL database: a table or view ("stations", "air.stations"), or a query
/// (SELECT or WITH ... SELECT). One of both is empty.
struct DatabaseQuery {
    std::string table;
    std::string query;
};

/// All rows, in the order that the database gives them; a PostGIS geometry column becomes the features'
/// geometry. The session is read-only. `place` begins every message.
/// @throws Error (data) with the server's own words, without any credential, and with the nearest table where
/// the one that is named does not exist.
[[nodiscard]] VectorLayer read_database(const ConnectionString& connection, const DatabaseQuery& what,
                                        const std::string& place);

}  // namespace riskmap::gdal
