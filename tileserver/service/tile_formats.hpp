#pragma once

#include <span>
#include <string>
#include <string_view>

namespace riskmap::tileserver::service {

enum class TileFormat { png, webp, values, mvt };

/// How a tile's format is named in addresses, in `f=` and in headers.
struct TileFormatEntry {
    TileFormat format;
    std::string_view name;    ///< the value of f=
    std::string_view ending;  ///< of file names
    std::string_view type;    ///< media type
    bool picture;
};

[[nodiscard]] std::span<const TileFormatEntry> tile_formats();
[[nodiscard]] const TileFormatEntry& tile_format(TileFormat format);

/// "Y.png" and the like, "Y@2x.png" for twice the pixels.
struct TileFile {
    int row = 0;
    int scale = 1;
    TileFormat format = TileFormat::png;
};
/// @throws ApiError (parameter_invalid)
[[nodiscard]] TileFile parse_tile_file(std::string_view file);

/// The picture format that `f=` names, PNG where it is absent. @throws ApiError (parameter_invalid)
[[nodiscard]] TileFormat picture_format(const std::string* f);

}  // namespace riskmap::tileserver::service
