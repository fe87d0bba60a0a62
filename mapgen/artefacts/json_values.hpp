#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "geocore/run/manifest.hpp"

namespace riskmap::artefacts {

/// What the documents of a run write for a value that is absent: null, never a missing key.
template <class T>
[[nodiscard]] nlohmann::ordered_json or_null(const std::optional<T>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

[[nodiscard]] inline nlohmann::ordered_json or_null(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
}

/// JSON has no NaN.
[[nodiscard]] inline nlohmann::ordered_json finite(double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

[[nodiscard]] inline nlohmann::ordered_json bilingual(const run::Text& text) {
    return {{"zh", text.zh}, {"en", text.en}};
}

[[nodiscard]] inline nlohmann::ordered_json bilingual(const std::string& zh, const std::string& en) {
    return {{"zh", zh}, {"en", en}};
}

}  // namespace riskmap::artefacts
