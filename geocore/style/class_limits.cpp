#include "geocore/style/class_limits.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geocore/core/text.hpp"

namespace riskmap::style {
namespace {

constexpr double kRatioOfLogarithmic = 8;
/// The finest comes first.
const std::vector<std::vector<double>> kSeries{{1, 1.5, 2, 3, 5, 7}, {1, 2, 3, 5}, {1, 2, 5}, {1, 3}, {1}};

/// The decimal number that was meant, without the dust of a product.
double tidy(double value) {
    return core::parse_double(fmt::format("{:.10g}", value)).value_or(value);
}

/// mantissa * 10^exponent strictly above `low` and up to `high`.
std::vector<double> of_mantissas(const std::vector<double>& mantissas, double low, double high) {
    std::vector<double> limits;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::floor(std::log10(high)));
    for (int exponent = first; exponent <= last; ++exponent) {
        for (const double mantissa : mantissas) {
            const double value = tidy(mantissa * std::pow(10.0, exponent));
            if (value > low && value <= high) limits.push_back(value);
        }
    }
    return limits;
}

/// The smallest round step that gives at most `most` multiples.
double round_step(double width, int most) {
    const double wanted = width / most;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double mantissa : {1.0, 2.0, 2.5, 5.0}) {
        if (mantissa * power >= wanted) return mantissa * power;
    }
    return 10 * power;
}

std::vector<double> linear_limits(double low, double high, int most) {
    const double step = round_step(high - low, most);
    std::vector<double> limits;
    for (double k = std::floor(low / step) + 1; k * step <= high; ++k) limits.push_back(tidy(k * step));
    return limits;
}

}  // namespace

std::vector<double> round_limits(double low, double high, int most) {
    std::vector<double> limits;
    if (low > 0 && high >= kRatioOfLogarithmic * low) {
        for (const auto& mantissas : kSeries) {
            limits = of_mantissas(mantissas, low, high);
            if (static_cast<int>(limits.size()) <= most) break;
        }
        while (static_cast<int>(limits.size()) > most) limits.erase(limits.begin());
    } else if (high > low) {
        limits = linear_limits(low, high, most);
    }
    if (limits.empty()) limits.push_back(high == 0 ? 1 : tidy(high));
    return limits;
}

std::vector<std::string> interval_labels(const std::vector<double>& limits) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i <= limits.size(); ++i) {
        if (i == 0) {
            labels.push_back(fmt::format("< {}", limits.front()));
        } else if (i == limits.size()) {
            labels.push_back(fmt::format(">= {}", limits.back()));
        } else {
            labels.push_back(fmt::format("{} - {}", limits[i - 1], limits[i]));
        }
    }
    return labels;
}

}  // namespace riskmap::style
