#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "geocore/tiles/tile_matrix_set.hpp"

namespace riskmap::tileserver::archives {

/// What an archive says of its tiles.
struct ArchiveFacts {
    std::string name;
    std::string description;
    std::string attribution;
    std::string format;  ///< "png" or "webp"
    grid::Box bounds;    ///< longitude and latitude
    int min_zoom = 0;
    int max_zoom = 0;
    std::vector<std::pair<std::string, std::string>> more;  ///< further entries, in this order
};

/// A file of XYZ tiles in Web Mercator. The same tiles give the same bytes; the file appears whole, by
/// finish(), or not at all.
class TileArchive {
  public:
    TileArchive() = default;
    virtual ~TileArchive() = default;
    TileArchive(const TileArchive&) = delete;
    TileArchive& operator=(const TileArchive&) = delete;

    /// @pre tiles come by ascending tile_number(), each once
    /// @throws core::Error (data), e.g. where the disk is full.
    virtual void add(const riskmap::tiles::TileIndex& index, const std::string& bytes) = 0;
    virtual void finish(const ArchiveFacts& facts) = 0;
};

/// MBTiles 1.3: SQLite, rows counted from the south.
[[nodiscard]] std::unique_ptr<TileArchive> make_mbtiles(const std::filesystem::path& output);
/// PMTiles 3: one file that any web server can hand out in ranges; equal tiles are stored once.
[[nodiscard]] std::unique_ptr<TileArchive> make_pmtiles(const std::filesystem::path& output);

/// A tile's place in the order of PMTiles: zoom by zoom, along a Hilbert curve.
[[nodiscard]] std::uint64_t tile_number(const riskmap::tiles::TileIndex& index);

}  // namespace riskmap::tileserver::archives
