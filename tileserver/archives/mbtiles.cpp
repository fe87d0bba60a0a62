#include <fmt/format.h>
#include <sqlite3.h>

#include "geocore/core/error.hpp"
#include "tileserver/archives/tile_archive.hpp"

namespace riskmap::tileserver::archives {
namespace {

struct DatabaseCloser {
    void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
};
struct StatementDeleter {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, DatabaseCloser>;
using Statement = std::unique_ptr<sqlite3_stmt, StatementDeleter>;

// Application id: "MPBX", as MBTiles 1.3 wants it. No journal: the file is thrown away unless it becomes
// whole.
constexpr const char* kSchema =
    "PRAGMA page_size = 4096; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "PRAGMA application_id = 1297105496;"
    "CREATE TABLE metadata (name TEXT, value TEXT);"
    "CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB);"
    "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row);"
    "BEGIN";

class Mbtiles : public TileArchive {
  public:
    explicit Mbtiles(std::filesystem::path output)
        : output_(std::move(output)), partial_(output_.string() + ".part") {
        std::filesystem::remove(partial_);
        sqlite3* opened = nullptr;
        const int status = sqlite3_open(partial_.c_str(), &opened);
        database_.reset(opened);
        if (status != SQLITE_OK) throw failure();
        execute(kSchema);
        insert_tile_ = prepare("INSERT INTO tiles VALUES (?, ?, ?, ?)");
    }
    ~Mbtiles() override {
        insert_tile_.reset();
        database_.reset();
        std::error_code ignored;
        std::filesystem::remove(partial_, ignored);
    }
    Mbtiles(const Mbtiles&) = delete;
    Mbtiles& operator=(const Mbtiles&) = delete;

    void add(const riskmap::tiles::TileIndex& index, const std::string& bytes) override {
        sqlite3_bind_int(insert_tile_.get(), 1, index.z);
        sqlite3_bind_int(insert_tile_.get(), 2, index.x);
        sqlite3_bind_int(insert_tile_.get(), 3, (1 << index.z) - 1 - index.y);
        sqlite3_bind_blob(insert_tile_.get(), 4, bytes.data(), static_cast<int>(bytes.size()), SQLITE_STATIC);
        step(insert_tile_.get());
    }

    void finish(const ArchiveFacts& facts) override {
        const auto& b = facts.bounds;
        std::vector<std::pair<std::string, std::string>> rows{
            {"name", facts.name},
            {"format", facts.format},
            {"bounds", fmt::format("{:.7f},{:.7f},{:.7f},{:.7f}", b.xmin, b.ymin, b.xmax, b.ymax)},
            {"center",
             fmt::format("{:.7f},{:.7f},{}", (b.xmin + b.xmax) / 2, (b.ymin + b.ymax) / 2, facts.min_zoom)},
            {"minzoom", std::to_string(facts.min_zoom)},
            {"maxzoom", std::to_string(facts.max_zoom)},
            {"attribution", facts.attribution},
            {"description", facts.description},
            {"type", "overlay"},
            {"version", "1"}};
        rows.insert(rows.end(), facts.more.begin(), facts.more.end());
        add_metadata(rows);
        execute("COMMIT");
        insert_tile_.reset();
        database_.reset();
        std::filesystem::rename(partial_, output_);
    }

  private:
    void add_metadata(const std::vector<std::pair<std::string, std::string>>& rows) const {
        const Statement insert = prepare("INSERT INTO metadata VALUES (?, ?)");
        for (const auto& [name, value] : rows) {
            sqlite3_bind_text(insert.get(), 1, name.c_str(), -1, SQLITE_STATIC);
            sqlite3_bind_text(insert.get(), 2, value.c_str(), -1, SQLITE_STATIC);
            step(insert.get());
        }
    }
    [[nodiscard]] core::Error failure() const {
        return core::data_error("{}: cannot be written: {}", output_.string(),
                                sqlite3_errmsg(database_.get()));
    }
    void execute(const char* sql) const {
        if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) throw failure();
    }
    [[nodiscard]] Statement prepare(const char* sql) const {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_.get(), sql, -1, &statement, nullptr) != SQLITE_OK) throw failure();
        return Statement(statement);
    }
    void step(sqlite3_stmt* statement) const {
        if (sqlite3_step(statement) != SQLITE_DONE) throw failure();
        sqlite3_reset(statement);
    }

    std::filesystem::path output_;
    std::filesystem::path partial_;
    Database database_;
    Statement insert_tile_;
};

}  // namespace

std::unique_ptr<TileArchive> make_mbtiles(const std::filesystem::path& output) {
    return std::make_unique<Mbtiles>(output);
}

}  // namespace riskmap::tileserver::archives
