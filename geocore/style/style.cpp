#include "geocore/style/style.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace riskmap::style {

std::string Colour::hex() const {
    return fmt::format("#{:02x}{:02x}{:02x}", red, green, blue);
}

Label split_label(std::string_view text) {
    const auto at = text.find(" / ");
    if (at == std::string_view::npos) return {std::string(text), std::string(text)};
    return {std::string(text.substr(0, at)), std::string(text.substr(at + 3))};
}

int Style::class_of(double value) const {
    if (std::isnan(value)) return -1;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        const bool holds =
            kind == StyleKind::values
                ? static_cast<double>(*classes[i].value) == value
                : !classes[i].max || static_cast<float>(value) < static_cast<float>(*classes[i].max);
        if (holds) return static_cast<int>(i);
    }
    return -1;
}

std::vector<float> Style::cuts() const {
    std::vector<float> limits;
    if (kind == StyleKind::values) return limits;
    for (const auto& entry : classes) {
        if (entry.max) limits.push_back(static_cast<float>(*entry.max));
    }
    return limits;
}

}  // namespace riskmap::style
