#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tileserver/service/call.hpp"

namespace riskmap::tileserver::service {

/// Every address that is served, in one table: matching, OPTIONS, metrics, the OpenAPI document and docs
/// follow it.
struct Route {
    std::string_view id;       ///< of metrics and operations
    std::string_view pattern;  ///< "/tiles/{layer}/tile.json"
    http::Method method;       ///< get also answers HEAD
    std::vector<std::string> parameters;
    bool of_run;  ///< also under /runs/ID
    Answer (*handle)(Call& call);
    std::string_view summary;
    std::vector<std::string> formats = {"json"};  ///< values of f=, the first where it is absent
};

[[nodiscard]] const std::vector<Route>& routes();

/// "GET, HEAD, OPTIONS": what the pattern's routes answer.
[[nodiscard]] std::string allowed_methods(std::string_view pattern);

struct Match {
    const Route* route = nullptr;  ///< null: no pattern fits
    int number = 0;                ///< 1 + position in routes(); 0 where none fits
    bool method_fits = false;
    bool pinned = false;  ///< the address names a run, segments[1]
    std::map<std::string, std::string, std::less<>> path;
};

/// Of an address under /runs/ID only what comes after the id is matched, with the routes that runs have.
[[nodiscard]] Match match_route(http::Method method, const std::vector<std::string>& segments);

}  // namespace riskmap::tileserver::service
