#include "geocore/gdal/database_source.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/layer_reading.hpp"

namespace riskmap::gdal {
namespace {

/// "air.stations" as "air"."stations".
std::string quoted_name(const std::string& table) {
    std::string out;
    for (const auto& part : core::split(table, '.')) {
        if (!out.empty()) out += '.';
        out += '"';
        for (const char c : part) out += c == '"' ? "\"\"" : std::string(1, c);
        out += '"';
    }
    return out;
}

/// One connection for one reading.
class Session {
  public:
    Session(const ConnectionString& connection, std::string place)
        : connection_(connection), place_(std::move(place)) {
        ensure_registered();
        const std::string text = connection_text();
        CPLErrorReset();
        dataset_.reset(GDALOpenEx(text.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                  nullptr, nullptr, nullptr));
        if (!dataset_) throw failure("cannot be reached");
        run("SET default_transaction_read_only = on");
    }

    VectorLayer read(const std::string& sql) {
        CPLErrorReset();
        OGRLayerH rows = GDALDatasetExecuteSQL(dataset_.get(), sql.c_str(), nullptr, nullptr);
        if (rows == nullptr) throw failure("cannot be read");
        const Result result(dataset_.get(), rows);
        try {
            return read_layer(rows, place_);
        } catch (const core::Error& error) {
            throw core::Error(error.kind(), connection_.without_secrets(error.what()), error.advice());
        }
    }

    /// "schema.table" of every relation that the user's own tables may be, those of the current schema first
    /// and without it.
    [[nodiscard]] std::vector<std::string> tables() {
        std::vector<std::string> names;
        const VectorLayer found = read(
            "SELECT CASE WHEN n.nspname = current_schema() THEN '' ELSE n.nspname || '.' END || c.relname AS "
            "name, "
            "n.nspname || '.' || c.relname AS full_name "
            "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'v', 'm', 'f', 'p') AND n.nspname NOT LIKE 'pg\\_%' "
            "AND n.nspname <> 'information_schema' "
            "AND c.relname NOT IN ('spatial_ref_sys', 'geometry_columns', 'geography_columns') ORDER BY 1");
        for (const auto& feature : found.features) {
            for (const auto& value : feature.values) {
                const auto* name = std::get_if<std::string>(&value);
                if (name != nullptr && std::find(names.begin(), names.end(), *name) == names.end())
                    names.push_back(*name);
            }
        }
        return names;
    }

  private:
    struct Result {
        Result(GDALDatasetH owner, OGRLayerH rows) : owner_(owner), rows_(rows) {}
        ~Result() { GDALDatasetReleaseResultSet(owner_, rows_); }
        Result(const Result&) = delete;
        Result& operator=(const Result&) = delete;
        GDALDatasetH owner_;
        OGRLayerH rows_;
    };

    [[nodiscard]] std::string connection_text() const {
        try {
            return connection_.for_gdal();
        } catch (const core::Error& error) {
            throw error.within(place_);
        }
    }

    void run(const char* sql) {
        OGRLayerH rows = GDALDatasetExecuteSQL(dataset_.get(), sql, nullptr, nullptr);
        if (rows != nullptr) GDALDatasetReleaseResultSet(dataset_.get(), rows);
    }

    [[nodiscard]] core::Error failure(std::string_view what) const {
        std::string reason = last_message();
        std::replace(reason.begin(), reason.end(), '\n', ' ');
        return core::data_error("{}: the database {}: {}", place_, what,
                                connection_.without_secrets(std::string(core::trim(reason))));
    }

    const ConnectionString& connection_;
    std::string place_;
    DatasetHandle dataset_;
};

VectorLayer read_table(Session& session, const std::string& table, const std::string& place) {
    const auto known = session.tables();
    if (std::find(known.begin(), known.end(), table) == known.end()) {
        throw core::data_error("{}: table '{}' is missing{}", place, table, core::suggestion(table, known));
    }
    return session.read("SELECT * FROM " + quoted_name(table));
}

}  // namespace

VectorLayer read_database(const ConnectionString& connection, const DatabaseQuery& what,
                          const std::string& place) {
    Session session(connection, place);
    if (!what.table.empty()) return read_table(session, what.table, place);
    // As a subquery it can be nothing but a SELECT, one statement of it.
    std::string query(core::trim(what.query));
    while (!query.empty() && (query.back() == ';' || query.back() == '\n')) query.pop_back();
    return session.read("SELECT * FROM (" + query + "\n) AS input");
}

}  // namespace riskmap::gdal
