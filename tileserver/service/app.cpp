#include "tileserver/service/app.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <malloc.h>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/json_text.hpp"
#include "geocore/core/log.hpp"
#include "geocore/core/text.hpp"
#include "tileserver/http/negotiation.hpp"
#include "tileserver/service/compress.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/routes.hpp"
#include "tileserver/service/tile_formats.hpp"

namespace riskmap::tileserver::service {
namespace {

using api::ApiError;
using api::ErrorCode;

constexpr std::string_view kFileMethods = "GET, HEAD, OPTIONS";
constexpr std::size_t kCompressFrom_bytes = 1024;
constexpr const char* kExposed =
    "ETag, Link, X-Riskmap-Run, X-Riskmap-Run-From, X-Riskmap-Synthetic, X-Request-Id, Content-Crs, "
    "Content-Disposition, Content-Range, Accept-Ranges, Retry-After, Allow, WWW-Authenticate";

bool is_picture(std::string_view target) {
    const auto path = target.substr(0, target.find('?'));
    return path.ends_with(".png") || path.ends_with(".webp");
}

/// WMTS answers in its own words, also where the query cannot be read.
bool is_wmts(std::string_view target) {
    return target.substr(0, target.find('?')).ends_with("/wmts");
}

/// Same key, same bytes: run, what the caller may see, encoding, format where Accept chooses it, host (it
/// stands in links) and address.
void build_key(std::string& key, std::uint64_t generation, bool authorised, const http::Request& request) {
    const bool picture = is_picture(request.target);
    key.clear();
    if (authorised) key += '+';
    key.append(reinterpret_cast<const char*>(&generation), sizeof(generation));
    const auto encoding =
        picture ? http::Encoding::identity : http::preferred_encoding(request.accept_encoding);
    key += "igb"[static_cast<std::size_t>(encoding)];
    if (const char mark = accept_mark(request.target, request.accept)) key += mark;
    if (!picture) key += request.host;
    key += ' ';
    key += request.target;
}

bool is_get(const http::Request& request) {
    return request.method == http::Method::get || request.method == http::Method::head;
}

/// The text up to the next slash, taken off the front.
std::string_view take_segment(std::string_view& path) {
    const auto end = std::min(path.find('/'), path.size());
    const auto segment = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    return segment;
}

/// A refusal as an answer, with more header lines than every one has.
std::shared_ptr<const http::Payload> problem_payload(const ApiError& error, std::string_view target,
                                                     int route, const http::Headers& more = {}) {
    http::Headers headers{{"Cache-Control", "no-store"},
                          {"Access-Control-Allow-Origin", "*"},
                          {"Access-Control-Expose-Headers", kExposed},
                          {"X-Content-Type-Options", "nosniff"}};
    headers.insert(headers.end(), more.begin(), more.end());
    return http::make_payload(api::error_entry(error.code()).status, "application/problem+json",
                              api::problem_json(error, target), "", headers, route);
}

std::shared_ptr<const http::Payload> unsatisfiable(const http::Payload& whole, const http::Request& request) {
    const auto size = whole.body.size();
    const auto error =
        ApiError(ErrorCode::range_unsatisfiable, fmt::format("the answer has {} bytes", size))
            .about("Range", std::string(request.range), fmt::format("bytes 0 to {}", size - 1));
    return problem_payload(error, request.target, whole.route,
                           {{"Content-Range", fmt::format("bytes */{}", size)}});
}

std::shared_ptr<const http::Payload> in_range(std::shared_ptr<const http::Payload> payload,
                                              const http::Request& request) {
    const bool asked = payload->ranged && payload->status == 200 && request.method == http::Method::get &&
                       !request.range.empty() &&
                       (request.if_range.empty() || request.if_range == payload->etag);
    if (!asked) return payload;
    http::ByteRange range;
    switch (http::parse_range(request.range, payload->body.size(), range)) {
        case http::RangeVerdict::satisfiable:
            return http::partial(*payload, range);
        case http::RangeVerdict::unsatisfiable:
            return unsatisfiable(*payload, request);
        case http::RangeVerdict::ignore:
            break;
    }
    return payload;
}

http::Response with_condition(std::shared_ptr<const http::Payload> payload, const http::Request& request) {
    http::Response response;
    response.not_modified =
        payload->status == 200 && http::matches_etag(request.if_none_match, payload->etag);
    response.payload = response.not_modified ? std::move(payload) : in_range(std::move(payload), request);
    return response;
}

constexpr std::string_view method_name(http::Method method) {
    switch (method) {
        case http::Method::get:
            return "GET";
        case http::Method::head:
            return "HEAD";
        case http::Method::options:
            return "OPTIONS";
        case http::Method::post:
            return "POST";
        case http::Method::other:
            break;
    }
    return "-";
}

/// For metrics: which route an address belongs to; 0 where it is none.
int route_number(std::string_view address) {
    try {
        return match_route(http::Method::get, api::parse_target(address).segments).number;
    } catch (const ApiError&) {
        return 0;
    }
}

bool is_host(std::string_view host) {
    if (host.empty() || host.size() > 255) return false;
    return host.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:[]") ==
           std::string_view::npos;
}

bool same_digest(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
    return difference == 0;
}

/// "/risk" of "https://maps.example.org/risk/".
std::string path_of(std::string_view url) {
    const auto scheme = url.find("://");
    const auto path = scheme == std::string_view::npos ? scheme : url.find('/', scheme + 3);
    if (path == std::string_view::npos) return {};
    url.remove_prefix(path);
    return std::string(url.ends_with('/') ? url.substr(0, url.size() - 1) : url);
}

}  // namespace

App::App(const config::Config& config, RunStore& runs, const StaticFiles& files)
    : config_(config),
      runs_(runs),
      files_(files),
      cache_(static_cast<std::size_t>(config.cache_mb) << 20U),
      metrics_(routes().size() + 1),
      public_path_(path_of(config.public_url)),
      services_{config_, runs_, files_, cache_, metrics_} {
    // Answers of the run before are never asked for again: their keys hold its generation.
    runs_.when_taken_over([this] {
        cache_.clear();
        malloc_trim(0);
    });
}

App::~App() {
    runs_.stop_watching();  // it calls what the constructor left there
}

/// Transforms take long to make: the first tile of a thread need not wait for them.
void App::thread_started() noexcept {
    try {
        const RunPtr run = runs_.current();
        for (const auto& layer : run->layers) {
            for (const auto& set : riskmap::tiles::matrix_sets()) {
                (void)tiles::TransformCache::of_this_thread().get(set.geographic_crs, layer.drawable->crs);
            }
        }
    } catch (const std::exception& e) {
        core::log_warning(e.what());
    }
}

http::Response App::ready(const http::Request& request) noexcept {
    if (!is_get(request)) return {};
    try {
        thread_local std::string key;
        build_key(key, runs_.generation(), is_authorised(request.authorization), request);
        auto payload = cache_.find(key);
        if (!payload) return {};
        return with_condition(std::move(payload), request);
    } catch (const std::exception&) {
        return {};
    }
}

/// Tiles and documents of a run that is in memory are as light as those of the current one.
bool App::is_heavy(const http::Request& request) const noexcept {
    auto path = request.target.substr(0, request.target.find('?'));
    const auto has = [&](std::string_view part) { return path.find(part) != std::string_view::npos; };
    if (has("/items") || has("/coverage") || has("/statistics") || has("/areas")) return true;
    path.remove_prefix(std::min<std::size_t>(path.size(), 1));
    const auto kind = take_segment(path);
    const int runs = kind == "runs" ? 1 : kind == "changes" ? 2 : 0;
    for (int i = 0; i < runs; ++i) {
        const auto id = take_segment(path);
        if (!id.empty() && !runs_.loaded(id)) return true;
    }
    return false;
}

http::Response App::handle(const http::Request& request) noexcept {
    try {
        bool keep = false;
        std::uint64_t generation = 0;
        std::shared_ptr<const http::Payload> payload;
        if (is_get(request)) {
            generation = runs_.generation();
            thread_local std::string key;
            build_key(key, generation, is_authorised(request.authorization), request);
            std::shared_ptr<const http::Payload> unkept;
            std::uint64_t made_from = generation;
            payload = cache_.get_or_make(key, [&]() -> PayloadPtr {
                unkept = answer(request, made_from, keep);
                return keep && made_from == generation ? unkept : nullptr;
            });
            if (!payload) payload = unkept;
            if (!payload) payload = answer(request, generation, keep);  // another's answer that is not shared
        } else {
            payload = answer(request, generation, keep);
        }
        return with_condition(std::move(payload), request);
    } catch (const ApiError& e) {
        return {problem(e, request.target)};
    } catch (const std::exception& e) {
        core::log_error(fmt::format("{}: {}", request.target, e.what()));
        return {
            problem(ApiError(ErrorCode::internal, "the reason stands in the server's log"), request.target)};
    }
}

App::PayloadPtr App::answer(const http::Request& request, std::uint64_t& generation, bool& keep) {
    if (!request.host.empty() && !is_host(request.host)) {
        throw ApiError(ErrorCode::host_missing, "the Host header is malformed");
    }
    if (request.method == http::Method::options && request.target == "*") return options({});
    api::Target target;
    try {
        target = api::parse_target(request.target);
    } catch (const ApiError& e) {
        if (!is_wmts(request.target)) throw;
        return finish(wmts_refusal(e), request, nullptr, false, false, 0);
    }
    if (target.segments.size() == 3 && target.segments[0] == "runs" && target.segments[2].empty()) {
        target.segments.pop_back();  // "/runs/ID/" is the run's landing page
    }
    if (request.method == http::Method::options) return options(target);
    RunPtr run = runs_.current();
    generation = run->generation;
    auto match = match_route(request.method, target.segments);
    if (match.pinned) run = pinned_run(runs_, target.segments[1]);
    return route(request, target, std::move(run), std::move(match), keep);
}

App::PayloadPtr App::route(const http::Request& request, const api::Target& target, RunPtr run, Match match,
                           bool& keep) {
    const bool pinned = match.pinned;
    if (match.route == nullptr) {
        const auto* found = pinned ? nullptr : files_.find(target.path.substr(1));
        if (found == nullptr) throw ApiError(ErrorCode::route_unknown, "nothing is served at this address");
        if (request.method != http::Method::get && request.method != http::Method::head) {
            return method_refused(request, kFileMethods, 0);
        }
        keep = true;
        return file(request, *found);
    }
    try {
        if (!match.method_fits) {
            return method_refused(request, allowed_methods(match.route->pattern), match.number);
        }
        const auto& known = match.route->parameters;
        if (known.empty() || known.front() != "*") {
            api::require_known(target, known);
            api::require_format(target, match.route->formats);
        }
        const bool authorised = is_authorised(request.authorization);
        Call call{request, target,     std::move(match.path), run,
                  pinned,  authorised, base_url(request),     services_};
        Answer made = match.route->handle(call);
        keep = made.keep && made.status == 200;
        const RunPtr about = made.run ? made.run : run;
        const bool fixed = pinned || made.run;
        return finish(std::move(made), request, about.get(), fixed, authorised, match.number);
    } catch (const ApiError& e) {
        return problem(e, request.target, match.number);
    }
}

App::PayloadPtr App::file(const http::Request& request, const StaticFiles::File& found) const {
    Answer answer;
    answer.type = found.type;
    answer.body = found.body;
    answer.compress = !found.type.starts_with("image/p") && !found.type.starts_with("font/");
    answer.caching = found.hashed ? Caching::immutable : Caching::revalidate;
    return finish(std::move(answer), request, nullptr, false, false, 0);
}

App::PayloadPtr App::options(const api::Target& target) const {
    std::string allowed = "GET, HEAD, POST, OPTIONS";  // of the server as a whole, which "*" asks for
    if (!target.path.empty()) {
        const auto match = match_route(http::Method::get, target.segments);
        const bool fits = match.route != nullptr;
        if (!fits && (match.pinned || files_.find(target.path.substr(1)) == nullptr)) {
            throw ApiError(ErrorCode::route_unknown, "nothing is served at this address");
        }
        allowed = fits ? allowed_methods(match.route->pattern) : std::string(kFileMethods);
    }
    return http::make_payload(
        204, "", "", "",
        {{"Allow", allowed},
         {"Access-Control-Allow-Origin", "*"},
         {"Access-Control-Allow-Methods", allowed},
         {"Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, If-Range, Range"},
         {"Access-Control-Max-Age", "86400"}},
        0);
}

App::PayloadPtr App::method_refused(const http::Request& request, std::string_view allowed, int route) const {
    return problem_payload(
        ApiError(ErrorCode::method_not_allowed, fmt::format("{} are allowed here", allowed)), request.target,
        route, {{"Allow", std::string(allowed)}});
}

App::PayloadPtr App::finish(Answer answer, const http::Request& request, const ServedRun* run, bool pinned,
                            bool private_, int route) const {
    http::Headers headers = std::move(answer.headers);
    switch (answer.caching) {
        case Caching::none:
            headers.emplace_back("Cache-Control", "no-store");
            break;
        case Caching::revalidate:
            headers.emplace_back("Cache-Control", "no-cache");
            break;
        case Caching::immutable:
            headers.emplace_back("Cache-Control", "public, max-age=31536000, immutable");
            break;
        case Caching::by_route:
            headers.emplace_back("Cache-Control", private_ ? "private, no-cache"
                                                  : pinned
                                                      ? "public, max-age=31536000, immutable"
                                                      : fmt::format("public, max-age={}", config_.max_age_s));
    }
    headers.emplace_back("Access-Control-Allow-Origin", "*");
    headers.emplace_back("Access-Control-Expose-Headers", kExposed);
    headers.emplace_back("X-Content-Type-Options", "nosniff");
    if (run != nullptr) {
        headers.emplace_back("X-Riskmap-Run", run->manifest.id);
        headers.emplace_back("Link", fmt::format("<{}/runs/{}/manifest.json>; rel=\"describedby\"",
                                                 public_path_, run->manifest.id));
        if (run->manifest.synthetic) headers.emplace_back("X-Riskmap-Synthetic", "1");
    }
    if (answer.status == 200 && answer.etag.empty() && answer.caching != Caching::none) {
        answer.etag = core::sha256_hex(answer.body).substr(0, 32);
    }
    if (answer.compress) {
        const bool by_key = run != nullptr && !run->manifest.restricted.empty();
        headers.emplace_back("Vary", by_key ? "Accept-Encoding, Authorization" : "Accept-Encoding");
        const auto encoding = http::preferred_encoding(request.accept_encoding);
        if (answer.body.size() >= kCompressFrom_bytes && encoding != http::Encoding::identity) {
            answer.body = compress(encoding, answer.body);
            headers.emplace_back("Content-Encoding", coding_name(encoding));
            if (!answer.etag.empty()) answer.etag = coded_etag(answer.etag, encoding);
        }
    }
    const std::string etag = answer.etag.empty() ? "" : "\"" + answer.etag + "\"";
    return http::make_payload(answer.status, answer.type, std::move(answer.body), etag, headers, route,
                              answer.ranged);
}

App::PayloadPtr App::problem(const ApiError& error, std::string_view target, int route) const {
    const int status = api::error_entry(error.code()).status;
    http::Headers more;
    if (status == 503) more.emplace_back("Retry-After", "1");
    if (status == 401) more.emplace_back("WWW-Authenticate", "Bearer realm=\"riskmap\"");
    return problem_payload(error, target, route, more);
}

http::Response App::refuse(http::Refusal reason, std::string_view target) noexcept {
    const auto error = [reason]() -> ApiError {
        switch (reason) {
            case http::Refusal::no_host:
                return {ErrorCode::host_missing, "HTTP/1.1 needs one Host header"};
            case http::Refusal::unknown_expectation:
                return {ErrorCode::expectation_failed, "Expect: 100-continue is all that can be met"};
            case http::Refusal::uri_too_long:
                return {ErrorCode::target_too_long, "at most 4096 bytes are allowed"};
            case http::Refusal::header_too_large:
                return {ErrorCode::header_too_large, "at most 16 KiB are allowed"};
            case http::Refusal::body_too_large:
                return {ErrorCode::body_too_large, "at most 1 MiB is allowed"};
            case http::Refusal::overloaded:
                return {ErrorCode::overloaded, "too much is under way; try again"};
            case http::Refusal::timeout:
                return {ErrorCode::request_timeout, "the rest of the request did not come"};
            case http::Refusal::malformed:
                break;
        }
        return {ErrorCode::request_malformed, "the bytes are no HTTP/1.1 request"};
    };
    return {problem(error(), target, route_number(target))};
}

/// The key that the header carries; null where it is none that is known.
const config::AccessKey* App::key_of(std::string_view authorization) const {
    constexpr std::string_view kScheme = "bearer ";  // in any case (RFC 9110, 11.1)
    if (config_.keys.empty() || core::to_lower_ascii(authorization.substr(0, kScheme.size())) != kScheme) {
        return nullptr;
    }
    authorization.remove_prefix(kScheme.size());
    const std::string digest = core::sha256_hex(core::trim(authorization));
    const config::AccessKey* known = nullptr;
    for (const auto& key : config_.keys) {
        if (same_digest(key.sha256, digest)) known = &key;
    }
    return known;
}

std::string App::base_url(const http::Request& request) const {
    if (!config_.public_url.empty()) {
        return config_.public_url.ends_with('/') ? config_.public_url.substr(0, config_.public_url.size() - 1)
                                                 : config_.public_url;
    }
    return "http://" + std::string(request.host.empty() ? std::string_view("localhost") : request.host);
}

void App::answered(const http::Request& request, const http::Response& response, double seconds,
                   std::string_view request_id) noexcept {
    const int status = response.not_modified ? 304 : response.payload->status;
    const bool bodiless = response.not_modified || request.method == http::Method::head;
    const std::size_t bytes = bodiless ? 0 : response.payload->body.size();
    metrics_.count(static_cast<std::size_t>(response.payload->route), status, seconds, bytes);
    if (!config_.access_log) return;
    try {
        const auto method = method_name(request.method);
        const auto client = request.client.empty() ? std::string_view("-") : request.client;
        const auto* key = key_of(request.authorization);
        if (config_.log_format == "json") {
            fmt::print(stderr,
                       R"({{"time":"{:%Y-%m-%dT%H:%M:%SZ}","method":"{}","target":{},"status":{},"bytes":{},)"
                       R"("seconds":{:.6f},"client":"{}","key":{},"run":"{}","request_id":"{}"}})"
                       "\n",
                       fmt::gmtime(std::time(nullptr)), method, core::json_string(request.target), status,
                       bytes, seconds, client, key == nullptr ? "null" : core::json_string(key->name),
                       runs_.current()->manifest.id, request_id);
        } else {
            const auto target =
                core::is_valid_utf8(request.target) ? request.target : std::string_view("(not UTF-8)");
            core::log_info(fmt::format("{} {} {} {} B {:.6f} s {} {} {}", method, target, status, bytes,
                                       seconds, client, key == nullptr ? "-" : core::json_string(key->name),
                                       request_id));
        }
    } catch (const std::exception&) {  // a log that cannot be written must not end the connection
    }
}

}  // namespace riskmap::tileserver::service
