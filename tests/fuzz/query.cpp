// Addresses: decoded once, or refused; every parameter reader refuses or stays within its limits.
#include <cmath>
#include <string_view>

#include "target.hpp"
#include "tileserver/api/error_table.hpp"
#include "tileserver/api/target.hpp"
#include "tileserver/http/message.hpp"
#include "tileserver/http/negotiation.hpp"
#include "tileserver/service/tile_formats.hpp"

namespace {

using namespace riskmap::tileserver;

template <class Read>
void attempt(Read read) {
    try {
        read();
    } catch (const api::ApiError& e) {
        const int status = api::error_entry(e.code()).status;
        riskmap::fuzz::require(status >= 400 && status < 500, "a refusal that blames the server");
        (void)api::problem_json(e, "/fuzz");
    }
}

void read_parameters(const api::Target& target) {
    using riskmap::fuzz::require;
    attempt([&] {
        const double lon = api::number_parameter(target, "lon", -180, 180);
        require(lon >= -180 && lon <= 180, "a longitude beyond its limits");
    });
    attempt([&] {
        const auto limit = api::integer_parameter(target, "limit", 1, 10000, 10);
        require(limit >= 1 && limit <= 10000, "a limit beyond its limits");
    });
    attempt([&] {
        const auto box = api::bbox_parameter(target);
        if (!box) return;
        for (const auto& part : api::parts_of(*box)) {
            require(part.xmin <= part.xmax && part.ymin <= part.ymax, "a box inside out");
        }
    });
    attempt([&] {
        const auto box = api::bbox_parameter(target, {true, false});
        require(!box || (box->xmin <= box->xmax && box->ymin <= box->ymax), "a planar box inside out");
    });
    attempt([&] { api::require_known(target, {"lon", "lat", "bbox", "limit", "style"}); });
    for (const auto& segment : target.segments) {
        attempt([&] { require(service::parse_tile_file(segment).row >= 0, "a negative row"); });
        require(api::percent_decode(api::percent_encode(segment), false) == segment,
                "a text that does not come back");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    attempt([&] { read_parameters(api::parse_target(text)); });
    http::ByteRange range;
    if (http::parse_range(text, 1000, range) == http::RangeVerdict::satisfiable) {
        riskmap::fuzz::require(range.first <= range.last && range.last < 1000, "a range beyond the body");
    }
    (void)http::preferred_encoding(text);
    (void)http::preferred_type(text, {"image/png", "image/webp"});
    (void)http::matches_etag(text, "\"tag\"");
    return 0;
}
