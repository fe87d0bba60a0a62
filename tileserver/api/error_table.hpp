#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace riskmap::tileserver::api {

/// Everything the server can refuse.
enum class ErrorCode {
    target_malformed,
    host_missing,
    request_malformed,
    parameter_missing,
    parameter_invalid,
    parameter_unknown,
    body_invalid,
    unauthorised,
    route_unknown,
    layer_unknown,
    style_unknown,
    collection_unknown,
    feature_unknown,
    enterprise_unknown,
    run_unknown,
    run_broken,
    matrix_set_unknown,
    tile_outside,
    not_acceptable,
    method_not_allowed,
    request_timeout,
    expectation_failed,
    body_too_large,
    export_too_large,
    target_too_long,
    media_type_unsupported,
    range_unsatisfiable,
    header_too_large,
    internal,
    overloaded,
    not_ready,
};

struct ErrorEntry {
    ErrorCode code;
    int status;
    std::string_view slug;  ///< end of the problem's type URI
    std::string_view title;
};

[[nodiscard]] const ErrorEntry& error_entry(ErrorCode code);

/// A refusal on its way to the client.
class ApiError : public std::runtime_error {
  public:
    ApiError(ErrorCode code, const std::string& detail) : std::runtime_error(detail), code_(code) {}

    [[nodiscard]] ApiError about(std::string parameter, std::string value, std::string allowed) && {
        parameter_ = std::move(parameter);
        value_ = std::move(value);
        allowed_ = std::move(allowed);
        return std::move(*this);
    }

    [[nodiscard]] ErrorCode code() const noexcept { return code_; }
    [[nodiscard]] const std::string& parameter() const noexcept { return parameter_; }
    [[nodiscard]] const std::string& value() const noexcept { return value_; }
    [[nodiscard]] const std::string& allowed() const noexcept { return allowed_; }

  private:
    ErrorCode code_;
    std::string parameter_;
    std::string value_;
    std::string allowed_;
};

/// "parameter 'z' is 'abc'; allowed: 0 to 22"
[[nodiscard]] ApiError invalid_parameter(const std::string& name, const std::string& value,
                                         const std::string& allowed);

/// The RFC 9457 document of a refusal.
[[nodiscard]] std::string problem_json(const ApiError& error, std::string_view instance);

}  // namespace riskmap::tileserver::api
