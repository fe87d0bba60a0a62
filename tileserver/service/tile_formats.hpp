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

/// The picture format that `f=` names; where it is absent the one that the Accept header likes best, PNG
/// before WebP. @throws ApiError (parameter_invalid, not_acceptable)
[[nodiscard]] TileFormat picture_format(const std::string* f, std::string_view accept);
/// @throws ApiError (not_acceptable) where the Accept header excludes the format.
void require_acceptable(TileFormat format, std::string_view accept);
/// What of an Accept header decides the answer to a tile's address, for keys of caches; 0 where it is as if
/// there were none.
[[nodiscard]] char accept_mark(std::string_view target, std::string_view accept);

}  // namespace riskmap::tileserver::service
