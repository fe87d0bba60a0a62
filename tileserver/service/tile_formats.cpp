#include "tileserver/service/tile_formats.hpp"

#include <array>

#include "tileserver/api/error_table.hpp"
#include "tileserver/api/target.hpp"
#include "tileserver/http/negotiation.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr std::array kFormats{
    TileFormatEntry{TileFormat::png, "png", ".png", "image/png", true},
    TileFormatEntry{TileFormat::webp, "webp", ".webp", "image/webp", true},
    TileFormatEntry{TileFormat::values, "f32", ".f32", "application/octet-stream", false},
    TileFormatEntry{TileFormat::mvt, "mvt", ".mvt", "application/vnd.mapbox-vector-tile", false},
};

constexpr std::array<std::string_view, 2> kPictures{"image/png", "image/webp"};

api::ApiError not_acceptable(std::string_view accept, const std::string& offered) {
    return api::ApiError(api::ErrorCode::not_acceptable,
                         "the Accept header excludes what this address offers: " + offered)
        .about("Accept", std::string(accept), offered);
}

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

TileFormat picture_format(const std::string* f, std::string_view accept) {
    if (f == nullptr) {
        switch (http::preferred_type(accept, kPictures)) {
            case 0:
                return TileFormat::png;
            case 1:
                return TileFormat::webp;
            default:
                throw not_acceptable(accept, "image/png, image/webp");
        }
    }
    for (const auto& entry : kFormats) {
        if (!entry.picture || entry.name != *f) continue;
        require_acceptable(entry.format, accept);
        return entry.format;
    }
    throw api::invalid_parameter("f", *f, "png, webp");
}

void require_acceptable(TileFormat format, std::string_view accept) {
    const auto type = tile_format(format).type;
    if (http::quality_of(accept, type) <= 0) throw not_acceptable(accept, std::string(type));
}

char accept_mark(std::string_view target, std::string_view accept) {
    if (accept.empty() || accept == "*/*") return 0;
    const auto path = target.substr(0, target.find('?'));
    for (const auto& entry : kFormats) {
        if (path.ends_with(entry.ending)) return http::quality_of(accept, entry.type) > 0 ? 0 : 1;
    }
    if (path.find("/map/tiles/") == std::string_view::npos) return 0;
    const bool png = http::quality_of(accept, kPictures[0]) > 0;
    const bool webp = http::quality_of(accept, kPictures[1]) > 0;
    const bool webp_first = http::preferred_type(accept, kPictures) == 1;
    if (png && webp && !webp_first) return 0;
    return static_cast<char>(1 + (png ? 1 : 0) + (webp ? 2 : 0) + (webp_first ? 4 : 0));
}

}  // namespace riskmap::tileserver::service
