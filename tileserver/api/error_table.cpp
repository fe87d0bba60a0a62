#include "tileserver/api/error_table.hpp"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"

namespace riskmap::tileserver::api {
namespace {

constexpr std::array kTable{
    ErrorEntry{ErrorCode::target_malformed, 400, "target-malformed", "The address is malformed"},
    ErrorEntry{ErrorCode::host_missing, 400, "host-missing", "The Host header is missing or malformed"},
    ErrorEntry{ErrorCode::request_malformed, 400, "request-malformed", "This is no HTTP request"},
    ErrorEntry{ErrorCode::parameter_missing, 400, "parameter-missing", "A parameter is missing"},
    ErrorEntry{ErrorCode::parameter_invalid, 400, "parameter-invalid",
               "A parameter has a value that is not allowed"},
    ErrorEntry{ErrorCode::parameter_unknown, 400, "parameter-unknown", "A parameter is not known here"},
    ErrorEntry{ErrorCode::body_invalid, 400, "body-invalid", "The body cannot be used"},
    ErrorEntry{ErrorCode::unauthorised, 401, "unauthorised", "This is restricted; a key is needed"},
    ErrorEntry{ErrorCode::route_unknown, 404, "route-unknown", "Nothing is served at this address"},
    ErrorEntry{ErrorCode::layer_unknown, 404, "layer-unknown", "There is no such layer"},
    ErrorEntry{ErrorCode::style_unknown, 400, "style-unknown", "The layer has no such style"},
    ErrorEntry{ErrorCode::collection_unknown, 404, "collection-unknown", "There is no such collection"},
    ErrorEntry{ErrorCode::feature_unknown, 404, "feature-unknown", "There is no such feature"},
    ErrorEntry{ErrorCode::enterprise_unknown, 404, "enterprise-unknown", "There is no such enterprise"},
    ErrorEntry{ErrorCode::run_unknown, 404, "run-unknown", "There is no such run"},
    ErrorEntry{ErrorCode::matrix_set_unknown, 404, "matrix-set-unknown", "There is no such tile matrix set"},
    ErrorEntry{ErrorCode::tile_outside, 404, "tile-outside", "The tile lies outside the tile matrix"},
    ErrorEntry{ErrorCode::not_acceptable, 406, "not-acceptable", "The format is not offered"},
    ErrorEntry{ErrorCode::method_not_allowed, 405, "method-not-allowed", "The method is not allowed here"},
    ErrorEntry{ErrorCode::request_timeout, 408, "request-timeout", "The request took too long to arrive"},
    ErrorEntry{ErrorCode::body_too_large, 413, "body-too-large", "The body is too large"},
    ErrorEntry{ErrorCode::export_too_large, 413, "export-too-large", "That is more than is allowed at once"},
    ErrorEntry{ErrorCode::target_too_long, 414, "target-too-long", "The address is too long"},
    ErrorEntry{ErrorCode::media_type_unsupported, 415, "media-type-unsupported",
               "The body's media type is not read here"},
    ErrorEntry{ErrorCode::range_unsatisfiable, 416, "range-unsatisfiable",
               "The range lies beyond the answer"},
    ErrorEntry{ErrorCode::expectation_failed, 417, "expectation-failed", "What is expected cannot be met"},
    ErrorEntry{ErrorCode::header_too_large, 431, "header-too-large", "The header is too large"},
    ErrorEntry{ErrorCode::internal, 500, "internal", "The server failed"},
    ErrorEntry{ErrorCode::overloaded, 503, "overloaded", "The server is busy"},
    ErrorEntry{ErrorCode::run_broken, 503, "run-broken", "The run cannot be read"},
    ErrorEntry{ErrorCode::not_ready, 503, "not-ready", "The server is not ready"},
};

std::string clipped(std::string_view text) {
    constexpr std::size_t kMost = 200;
    if (!core::is_valid_utf8(text)) return "(not UTF-8)";
    std::string short_text(text.substr(0, kMost));
    while (!core::is_valid_utf8(short_text)) short_text.pop_back();
    return text.size() > kMost ? short_text + "..." : short_text;
}

}  // namespace

const ErrorEntry& error_entry(ErrorCode code) {
    for (const auto& entry : kTable) {
        if (entry.code == code) return entry;
    }
    return error_entry(ErrorCode::internal);
}

ApiError invalid_parameter(const std::string& name, const std::string& value, const std::string& allowed) {
    return ApiError(ErrorCode::parameter_invalid,
                    fmt::format("parameter '{}' is '{}'; allowed: {}", name, clipped(value), allowed))
        .about(name, value, allowed);
}

std::string problem_json(const ApiError& error, std::string_view instance) {
    const auto& entry = error_entry(error.code());
    nlohmann::ordered_json problem{{"type", "urn:riskmap:problem:" + std::string(entry.slug)},
                                   {"title", entry.title},
                                   {"status", entry.status},
                                   {"detail", std::string(error.what())}};
    if (!instance.empty()) problem["instance"] = clipped(instance);
    if (!error.parameter().empty()) {
        problem["parameter"] = error.parameter();
        problem["value"] = clipped(error.value());
        problem["allowed"] = error.allowed();
    }
    return problem.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace riskmap::tileserver::api
