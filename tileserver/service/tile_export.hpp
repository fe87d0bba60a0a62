#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace riskmap::tileserver::service {

/// What `tileserver export` is asked for.
struct TileExport {
    std::filesystem::path run;  ///< a run's folder
    std::string layer;
    std::filesystem::path output;  ///< .mbtiles or .pmtiles
    std::string style;             ///< empty: the layer's own
    std::string format = "png";    ///< "png" or "webp"
    int scale = 1;                 ///< 2: 512 pixels
    int min_zoom = 9;
    std::optional<int> max_zoom;  ///< nothing: the first zoom whose pixels are no larger than the cells
    bool restricted = false;      ///< a layer that the run restricts, too
};

/// Writes the XYZ tiles of a layer, byte for byte as the server sends them; tiles that show nothing are left
/// out.
/// @return how many tiles were written
/// @throws core::Error (usage) naming the option, (data) for a run that cannot be served.
std::size_t export_tiles(const TileExport& wanted);

}  // namespace riskmap::tileserver::service
