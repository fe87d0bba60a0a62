#pragma once

#include <map>
#include <string>

#include "tileserver/api/error_table.hpp"
#include "tileserver/api/target.hpp"
#include "tileserver/http/message.hpp"
#include "tileserver/service/run_store.hpp"

namespace riskmap::tileserver::service {

struct Services;

/// One request on its way through a handler.
struct Call {
    const http::Request& request;
    const api::Target& target;
    std::map<std::string, std::string, std::less<>> path;  ///< what the pattern's {names} stand for
    RunPtr run;
    bool pinned = false;
    bool authorised = false;
    std::string base_url;  ///< "http://host:8080", without a slash at the end
    Services& services;

    /// Absolute address of a route, on the same run where the request is pinned to one.
    [[nodiscard]] std::string link(const std::string& route) const;
    /// Which layers and collections this caller may see.
    [[nodiscard]] bool may_see(const ServedLayer& layer) const { return authorised || !layer.restricted; }
    [[nodiscard]] bool may_see(const ServedCollection& set) const { return authorised || !set.restricted; }
    [[nodiscard]] bool may_see(const EnterprisePages& pages) const { return authorised || !pages.restricted; }
    [[nodiscard]] bool may_see(const ServedEnterprise& entry) const { return authorised || !entry.closed; }
    /// @throws ApiError (layer_unknown, unauthorised)
    [[nodiscard]] const ServedLayer& layer(const std::string& id) const;
    /// @throws ApiError (collection_unknown, unauthorised)
    [[nodiscard]] const ServedCollection& collection(const std::string& name) const;
    /// @throws ApiError (style_unknown)
    [[nodiscard]] const tiles::Palette& palette(const ServedLayer& layer, const std::string& id) const;
};

/// @throws ApiError (run_unknown, run_broken)
[[nodiscard]] RunPtr pinned_run(RunStore& runs, const std::string& id);

enum class Caching {
    by_route,   ///< a year where pinned, else `max_age_s`
    immutable,  ///< a year
    revalidate,
    none,
};

/// What a handler answers.
struct Answer {
    int status = 200;
    std::string type;
    std::string body;
    std::string etag;  ///< unquoted; empty: from the body
    Caching caching = Caching::by_route;
    bool keep = true;  ///< may be kept and given to others who ask for the same address
    bool compress = false;
    bool ranged = false;  ///< parts of it may be asked for
    http::Headers headers = {};
    RunPtr run = nullptr;  ///< what it is about where the address names another run: as if pinned to it
};

[[nodiscard]] Answer json_answer(std::string body, std::string type = "application/json");
/// Where an address has two answers: what `f` says (json or html), else what the client prefers.
[[nodiscard]] bool wants_html(const Call& call);
/// The refusal of what the run restricts.
[[nodiscard]] api::ApiError unauthorised(const std::string& what);
/// True where the request's If-None-Match names the answer's tag, also as that of the coding it would travel
/// in: the answer is then to be returned as it is, without a body, and becomes a 304.
[[nodiscard]] bool is_not_modified(const Call& call, Answer& answer);
/// A tag from what makes the answer what it is.
[[nodiscard]] std::string etag_of(std::initializer_list<std::string_view> parts);

}  // namespace riskmap::tileserver::service
