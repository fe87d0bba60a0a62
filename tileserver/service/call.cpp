#include "tileserver/service/call.hpp"

#include <fmt/format.h>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"
#include "geocore/core/text.hpp"
#include "tileserver/service/compress.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr std::size_t kTagDigits = 32;

}  // namespace

RunPtr pinned_run(RunStore& runs, const std::string& id) {
    try {
        if (RunPtr run = runs.pinned(id)) return run;
    } catch (const core::Error& e) {
        core::log_error(e.what());
        throw api::ApiError(api::ErrorCode::run_broken,
                            fmt::format("run '{}' is there and cannot be read", id))
            .about("run", id, "the other ids under /runs");
    }
    throw api::ApiError(api::ErrorCode::run_unknown, fmt::format("there is no run '{}'", id))
        .about("run", id, "the ids under /runs");
}

std::string Call::link(const std::string& route) const {
    return base_url + (pinned ? "/runs/" + run->manifest.id : "") + route;
}

const ServedLayer& Call::layer(const std::string& id) const {
    const ServedLayer* found = run->layer(id);
    if (found == nullptr) {
        std::vector<std::string> ids;
        for (const auto& candidate : run->layers) {
            if (may_see(candidate)) ids.push_back(candidate.meta.id);
        }
        throw api::ApiError(api::ErrorCode::layer_unknown,
                            fmt::format("there is no layer '{}'{}", id, core::suggestion(id, ids)))
            .about("layer", id, core::join(ids, ", "));
    }
    if (!may_see(*found)) throw unauthorised(id);
    return *found;
}

const ServedCollection& Call::collection(const std::string& name) const {
    const ServedCollection* found = run->collection(name);
    if (found == nullptr) {
        std::vector<std::string> names;
        for (const auto& candidate : run->collections) {
            if (may_see(candidate)) names.push_back(candidate.name);
        }
        throw api::ApiError(
            api::ErrorCode::collection_unknown,
            fmt::format("there is no collection '{}' with features{}", name, core::suggestion(name, names)))
            .about("collection", name, core::join(names, ", "));
    }
    if (!may_see(*found)) throw unauthorised(name);
    return *found;
}

const tiles::Palette& Call::palette(const ServedLayer& layer, const std::string& id) const {
    const tiles::Palette* found = layer.palette(id);
    if (found != nullptr) return *found;
    const auto ids = layer.palette_ids();
    throw api::ApiError(
        api::ErrorCode::style_unknown,
        fmt::format("layer '{}' has no style '{}'{}", layer.meta.id, id, core::suggestion(id, ids)))
        .about("style", id, core::join(ids, ", "));
}

Answer json_answer(std::string body, std::string type) {
    Answer answer;
    answer.type = std::move(type);
    answer.body = std::move(body);
    answer.compress = true;
    return answer;
}

bool wants_html(const Call& call) {
    const std::string* format = call.target.find("f");
    if (format != nullptr) return *format == "html";
    return http::preferred_type(call.request.accept, {"application/json", "text/html"}) == 1;
}

api::ApiError unauthorised(const std::string& what) {
    return {api::ErrorCode::unauthorised,
            fmt::format("'{}' is restricted by the run; send Authorization: Bearer KEY", what)};
}

bool is_not_modified(const Call& call, Answer& answer) {
    const auto encoding = http::preferred_encoding(call.request.accept_encoding);
    const bool coded = answer.compress && encoding != http::Encoding::identity;
    for (const auto& etag : {coded ? coded_etag(answer.etag, encoding) : answer.etag, answer.etag}) {
        if (!http::matches_etag(call.request.if_none_match, "\"" + etag + "\"")) continue;
        answer.etag = etag;
        answer.keep = false;  // nothing was made
        return true;
    }
    return false;
}

std::string etag_of(std::initializer_list<std::string_view> parts) {
    core::Sha256 digest;
    digest.update(RISKMAP_VERSION);
    for (const auto part : parts) digest.update(part).update(std::string_view("\0", 1));
    return digest.hex().substr(0, kTagDigits);
}

}  // namespace riskmap::tileserver::service
