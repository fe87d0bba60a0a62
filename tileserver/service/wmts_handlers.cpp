#include <fmt/format.h>

#include "geocore/core/text.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/tile_drawing.hpp"
#include "tileserver/service/wmts_capabilities.hpp"

namespace riskmap::tileserver::service {
namespace {

namespace geo = riskmap::tiles;
constexpr const char* kXml = "application/xml";

/// A refusal in WMTS' own words.
struct WmtsError {
    int status;
    std::string code;
    std::string locator;
    std::string text;
};

/// Keys in capitals: WMTS does not mind their case.
using Keys = std::map<std::string, std::string>;

std::string upper(std::string text) {
    for (char& c : text) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return text;
}

Keys keys_of(const api::Target& target) {
    Keys keys;
    for (const auto& [name, value] : target.query) {
        if (!keys.emplace(upper(name), value).second) {
            throw WmtsError{400, "InvalidParameterValue", upper(name), "the parameter stands twice"};
        }
    }
    return keys;
}

const std::string& required(const Keys& keys, const char* name) {
    const auto found = keys.find(name);
    if (found == keys.end()) {
        throw WmtsError{400, "MissingParameterValue", name, fmt::format("parameter {} is missing", name)};
    }
    return found->second;
}

void require_value(const Keys& keys, const char* name, const std::string& allowed) {
    const auto& value = required(keys, name);
    if (core::to_lower_ascii(value) != core::to_lower_ascii(allowed)) {
        throw WmtsError{400, "InvalidParameterValue", name,
                        fmt::format("{} is '{}'; allowed: {}", name, value, allowed)};
    }
}

struct TileQuery {
    std::string layer;
    std::string style;
    std::string set;
    std::string matrix;
    std::string row;
    std::string column;
};

TileQuery tile_query(const Keys& keys) {
    require_value(keys, "VERSION", "1.0.0");
    return {required(keys, "LAYER"),      required(keys, "STYLE"),   required(keys, "TILEMATRIXSET"),
            required(keys, "TILEMATRIX"), required(keys, "TILEROW"), required(keys, "TILECOL")};
}

const char* locator_of(const api::ApiError& error) {
    switch (error.code()) {
        case api::ErrorCode::layer_unknown:
            return "LAYER";
        case api::ErrorCode::style_unknown:
            return "STYLE";
        case api::ErrorCode::matrix_set_unknown:
            return "TILEMATRIXSET";
        default:
            break;
    }
    if (error.parameter() == "z") return "TILEMATRIX";
    if (error.parameter() == "x" || error.parameter() == "tileCol") return "TILECOL";
    if (error.parameter() == "y" || error.parameter() == "tileRow") return "TILEROW";
    return error.parameter() == "i" ? "I" : error.parameter() == "j" ? "J" : "";
}

Answer exception_answer(const WmtsError& error) {
    Answer answer = json_answer(wmts_exception(error.code, error.locator, error.text), kXml);
    answer.status = error.status;
    answer.caching = Caching::none;
    answer.keep = false;
    return answer;
}

/// Runs `work`, and puts what it refuses into an exception report. 401 and 406 stay what they are.
template <class Work>
Answer in_wmts(Work work) {
    try {
        return work();
    } catch (const WmtsError& e) {
        return exception_answer(e);
    } catch (const api::ApiError& e) {
        if (e.code() == api::ErrorCode::unauthorised || e.code() == api::ErrorCode::not_acceptable) throw;
        const bool outside = e.code() == api::ErrorCode::tile_outside && e.parameter() != "z";
        return exception_answer(
            {400, outside ? "TileOutOfRange" : "InvalidParameterValue", locator_of(e), e.what()});
    }
}

struct Place {
    const ServedLayer& layer;
    const tiles::Palette& palette;
    tiles::TileRequest request;
};

Place place_of(const Call& call, const TileQuery& query) {
    const auto& layer = call.layer(query.layer);
    const auto& palette = call.palette(layer, query.style);
    const auto& set = known_matrix_set(query.set);
    const int row = api::plain_integer("tileRow", query.row, 1 << 30);
    const int column = api::plain_integer("tileCol", query.column, 1 << 30);
    return {layer, palette, {&set, checked_index(set, query.matrix, column, row), 1}};
}

Answer tile_answer(const Call& call, const TileQuery& query, TileFormat format) {
    const auto place = place_of(call, query);
    return draw_tile(call, place.layer, place.palette, place.request, format);
}

TileFormat format_key(const Keys& keys) {
    const auto& type = required(keys, "FORMAT");
    for (const auto& entry : tile_formats()) {
        if (entry.picture && core::to_lower_ascii(type) == entry.type) return entry.format;
    }
    throw WmtsError{400, "InvalidParameterValue", "FORMAT",
                    fmt::format("FORMAT is '{}'; allowed: image/png, image/webp", type)};
}

Answer info_answer(const Call& call, const TileQuery& query, const std::string& i_text,
                   const std::string& j_text) {
    const auto place = place_of(call, query);
    constexpr int kSize = geo::TileMatrixSet::kTileSize;
    const int i = api::plain_integer("i", i_text, kSize - 1);
    const int j = api::plain_integer("j", j_text, kSize - 1);
    if (i >= kSize || j >= kSize) {
        throw WmtsError{400, "PointIJOutOfRange", i >= kSize ? "I" : "J", "I and J are 0 to 255"};
    }
    const auto box = place.request.set->bounds(place.request.index);
    const auto position = place.request.set->to_geographic(
        {box.xmin + (i + 0.5) * box.width() / kSize, box.ymax - (j + 0.5) * box.height() / kSize});
    return json_answer(point_value_json(call, place.layer, position, place.request.set->geographic_crs));
}

Answer capabilities_answer(const Call& call, const WmtsSections& sections = {}) {
    return json_answer(wmts_capabilities(call, sections), kXml);
}

/// What Sections names, everything where it is absent or empty (OGC 06-121r3, 7.3.3).
WmtsSections sections_of(const Keys& keys) {
    const auto found = keys.find("SECTIONS");
    if (found == keys.end() || found->second.empty()) return {};
    WmtsSections wanted{false, false, false, false};
    for (const auto& name : core::split(found->second, ',')) {
        if (name == "All") return {};
        if (name == "ServiceIdentification") {
            wanted.identification = true;
        } else if (name == "ServiceProvider") {
            wanted.provider = true;
        } else if (name == "OperationsMetadata") {
            wanted.operations = true;
        } else if (name == "Contents") {
            wanted.contents = true;
        } else if (name != "Themes") {
            throw WmtsError{
                400, "InvalidParameterValue", "SECTIONS",
                fmt::format("Sections holds '{}'; allowed: ServiceIdentification, ServiceProvider, "
                            "OperationsMetadata, Contents, Themes, All",
                            name)};
        }
    }
    return wanted;
}

/// AcceptVersions, where given, must name ours.
void check_versions(const Keys& keys) {
    const auto found = keys.find("ACCEPTVERSIONS");
    if (found == keys.end()) return;
    for (const auto& version : core::split(found->second, ',')) {
        if (version == "1.0.0") return;
    }
    throw WmtsError{400, "VersionNegotiationFailed", "ACCEPTVERSIONS", "version 1.0.0 is spoken here"};
}

std::string without_ending(const std::string& file, const char* ending, const char* locator) {
    const std::string_view text(ending);
    if (!file.ends_with(text)) {
        throw WmtsError{400, "InvalidParameterValue", locator,
                        fmt::format("'{}' does not end in {}", file, ending)};
    }
    return file.substr(0, file.size() - text.size());
}

}  // namespace

Answer wmts_refusal(const api::ApiError& error) {
    return exception_answer({400, "InvalidParameterValue", upper(error.parameter()), error.what()});
}

Answer get_wmts(Call& call) {
    return in_wmts([&]() -> Answer {
        const Keys keys = keys_of(call.target);
        require_value(keys, "SERVICE", "WMTS");
        const std::string& request = required(keys, "REQUEST");
        if (request == "GetCapabilities") {
            check_versions(keys);
            return capabilities_answer(call, sections_of(keys));
        }
        if (request == "GetTile") {
            const auto query = tile_query(keys);
            return tile_answer(call, query, format_key(keys));
        }
        if (request == "GetFeatureInfo") {
            const auto query = tile_query(keys);
            (void)format_key(keys);  // mandatory as every parameter of the tile is (07-057r7, 7.3.2)
            require_value(keys, "INFOFORMAT", "application/json");
            return info_answer(call, query, required(keys, "I"), required(keys, "J"));
        }
        throw WmtsError{501, "OperationNotSupported", "REQUEST",
                        "REQUEST is '" + request + "'; allowed: GetCapabilities, GetTile, GetFeatureInfo"};
    });
}

Answer get_wmts_capabilities(Call& call) {
    return capabilities_answer(call);
}

Answer get_wmts_tile(Call& call) {
    return in_wmts([&] {
        const std::string& file = call.path["file"];
        const auto format = file.ends_with(".webp") ? TileFormat::webp : TileFormat::png;
        require_acceptable(format, call.request.accept);
        const std::string ending(tile_format(format).ending);
        return tile_answer(call,
                           {call.path["layer"], call.path["style"], call.path["tms"], call.path["z"],
                            call.path["row"], without_ending(file, ending.c_str(), "FORMAT")},
                           format);
    });
}

Answer get_wmts_info(Call& call) {
    return in_wmts([&] {
        const TileQuery query{call.path["layer"], call.path["style"], call.path["tms"],
                              call.path["z"],     call.path["row"],   call.path["column"]};
        return info_answer(call, query, without_ending(call.path["file"], ".json", "INFOFORMAT"),
                           call.path["j"]);
    });
}

}  // namespace riskmap::tileserver::service
