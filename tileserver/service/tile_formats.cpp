#include "tileserver/service/tile_formats.hpp"

#include <array>

#include "tileserver/api/error_table.hpp"
#include "tileserver/api/target.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr std::array kFormats{
    TileFormatEntry{TileFormat::png, "png", ".png", "image/png", true},
    TileFormatEntry{TileFormat::webp, "webp", ".webp", "image/webp", true},
    TileFormatEntry{TileFormat::values, "f32", ".f32", "application/octet-stream", false},
    TileFormatEntry{TileFormat::mvt, "mvt", ".mvt", "application/vnd.mapbox-vector-tile", false},
};

}  // namespace

std::span<const TileFormatEntry> tile_formats() {
    return kFormats;
}

const TileFormatEntry& tile_format(TileFormat format) {
    return kFormats[static_cast<std::size_t>(format)];
}

TileFile parse_tile_file(std::string_view file) {
    constexpr std::string_view kDouble = "@2x";
    for (const auto& entry : kFormats) {
        if (!file.ends_with(entry.ending)) continue;
        TileFile parsed;
        parsed.format = entry.format;
        auto stem = file.substr(0, file.size() - entry.ending.size());
        if (entry.picture && stem.ends_with(kDouble)) {
            stem.remove_suffix(kDouble.size());
            parsed.scale = 2;
        }
        parsed.row = api::plain_integer("y", stem, 1 << 30);
        return parsed;
    }
    throw api::invalid_parameter("file", std::string(file),
                                 "Y.png, Y@2x.png, Y.webp, Y@2x.webp, Y.f32 (values), Y.mvt (features)");
}

TileFormat picture_format(const std::string* f) {
    if (f == nullptr) return TileFormat::png;
    for (const auto& entry : kFormats) {
        if (entry.picture && entry.name == *f) return entry.format;
    }
    throw api::invalid_parameter("f", *f, "png, webp");
}

}  // namespace riskmap::tileserver::service
