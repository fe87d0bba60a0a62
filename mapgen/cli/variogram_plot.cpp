#include "mapgen/cli/variogram_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"

namespace riskmap::cli {
namespace {

/// A variogram's text for readers: four significant digits.
std::string rounded(const std::string& text) {
    std::vector<std::string> words = core::split(text, ' ');
    for (auto& word : words) {
        if (const auto number = core::parse_double(word)) word = fmt::format("{:.4g}", *number);
    }
    return core::join(words, " ");
}

constexpr double kWidth = 720, kHeight = 440, kLeft = 70, kRight = 20, kTop = 44, kBottom = 56;
constexpr int kCurveSteps = 240;

/// A round step that parts `span` into about five.
double round_step(double span) {
    const double power = std::pow(10, std::floor(std::log10(span / 5)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (span / (factor * power) <= 6) return factor * power;
    }
    return 10 * power;
}

class Plot {
  public:
    Plot(double x_max, double y_max) : x_max_(x_max), y_max_(y_max) {
        svg_ = fmt::format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" "
            "font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n<rect width=\"{0}\" height=\"{1}\" "
            "fill=\"#fff\"/>\n",
            kWidth, kHeight);
    }
    [[nodiscard]] double x(double h) const { return kLeft + h / x_max_ * (kWidth - kLeft - kRight); }
    [[nodiscard]] double y(double g) const {
        return kHeight - kBottom - g / y_max_ * (kHeight - kTop - kBottom);
    }
    void text(double px, double py, const char* anchor, const std::string& words, const char* extra = "") {
        svg_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\"{}>{}</text>\n", px, py,
                            anchor, extra, core::xml_escaped(words));
    }
    void line(double x1, double y1, double x2, double y2, const char* style) {
        svg_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1, y1,
                            x2, y2, style);
    }
    void raw(const std::string& element) { svg_ += element; }
    void axes(const std::string& y_title) {
        const double step_x = round_step(x_max_);
        for (double h = 0; h <= x_max_ * 1.0001; h += step_x) {
            line(x(h), y(0), x(h), y(0) + 5, "stroke=\"#222\"");
            text(x(h), y(0) + 19, "middle", fmt::format("{:g}", h));
        }
        const double step_y = round_step(y_max_);
        for (double g = 0; g <= y_max_ * 1.0001; g += step_y) {
            line(x(0), y(g), x(x_max_), y(g), "stroke=\"#ddd\"");
            text(x(0) - 8, y(g) + 4, "end", fmt::format("{:g}", g));
        }
        line(x(0), y(0), x(x_max_), y(0), "stroke=\"#222\"");
        line(x(0), y(0), x(0), y(y_max_), "stroke=\"#222\"");
        text(x(x_max_ / 2), kHeight - 12, "middle", "distance, m");
        text(16, y(y_max_ / 2), "middle", y_title,
             fmt::format(" transform=\"rotate(-90 16 {:.1f})\"", y(y_max_ / 2)).c_str());
    }
    [[nodiscard]] std::string finish() const { return svg_ + "</svg>\n"; }

  private:
    double x_max_;
    double y_max_;
    std::string svg_;
};

}  // namespace

std::string variogram_svg(const fields::VariogramStudy& study, const std::string& variable) {
    double x_max = study.empirical.cutoff_m;
    double y_max = study.variogram.semivariance(x_max, 0);
    for (const auto& bin : study.empirical.bins) {
        x_max = std::max(x_max, bin.distance_m);
        y_max = std::max(y_max, bin.gamma);
    }
    Plot plot(x_max * 1.03, y_max * 1.12);
    plot.axes("semivariance of " + variable);
    const double range = study.variogram.practical_range_m();
    if (range > 0 && range <= x_max) {
        plot.line(plot.x(range), plot.y(0), plot.x(range), plot.y(y_max * 1.12),
                  "stroke=\"#999\" stroke-dasharray=\"5 4\"");
        plot.text(plot.x(range) + 5, plot.y(y_max * 1.06), "start",
                  fmt::format("practical range {:.4g} m", range));
    }
    std::string curve;
    for (int i = 0; i <= kCurveSteps; ++i) {
        const double h = std::max(1e-6, x_max * i / kCurveSteps);
        curve += fmt::format("{:.1f},{:.1f} ", plot.x(h), plot.y(study.variogram.semivariance(0, h)));
    }
    plot.raw(fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"#c0392b\" stroke-width=\"2\"/>\n",
                         curve));
    for (const auto& bin : study.empirical.bins) {
        plot.raw(fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"#1f5fa8\"/>\n",
                             plot.x(bin.distance_m), plot.y(bin.gamma)));
        plot.text(plot.x(bin.distance_m), plot.y(bin.gamma) - 8, "middle", std::to_string(bin.pairs),
                  " font-size=\"10\" fill=\"#555\"");
    }
    plot.text(kLeft, 20, "start",
              fmt::format("{}  ({} samples; numbers at the points: pairs)", rounded(study.variogram.text()),
                          study.n_samples));
    return plot.finish();
}

}  // namespace riskmap::cli
