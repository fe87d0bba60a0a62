#include "tileserver/service/legend_picture.hpp"

#include <fmt/format.h>

#include "geocore/core/xml_text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/legend_words.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr int kRow_px = 22;
constexpr int kSwatchWidth_px = 28;
constexpr int kSwatchHeight_px = 16;
constexpr int kMargin_px = 8;
constexpr int kSvgWidth_px = 320;

std::string text_line(int x, int y, int size, const std::string& text) {
    return fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\">{}</text>\n", x, y, size,
                       core::xml_escaped(text));
}

std::string swatch(std::size_t number, int y, const style::Class& entry) {
    const std::string fill = entry.hatched ? fmt::format("url(#hatch{})", number) : entry.colour.hex();
    return fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" fill-opacity=\"{:.3f}\" "
        "stroke=\"#777777\" "
        "stroke-width=\"0.5\"/>\n",
        kMargin_px, y, kSwatchWidth_px, kSwatchHeight_px, fill, entry.colour.alpha / 255.0);
}

std::string hatch(std::size_t number, const style::Class& entry) {
    return fmt::format(
        "<pattern id=\"hatch{0}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
        "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"{1}\" fill-opacity=\"0.31\"/>"
        "<rect width=\"2.5\" height=\"6\" fill=\"{1}\"/></pattern>\n",
        number, entry.colour.hex());
}

std::string heading_of(const run::Layer& layer, bool zh) {
    const std::string& title = zh ? layer.title.zh : layer.title.en;
    return layer.unit == "1" ? title : fmt::format("{} ({})", title, layer.unit);
}

image::Rgba swatches_of(const tiles::Palette& palette) {
    const auto& classes = palette.style.classes;
    const int rows = static_cast<int>(classes.size());
    image::Rgba picture(kSwatchWidth_px + 2 * kMargin_px,
                        rows * kRow_px + 2 * kMargin_px - (kRow_px - kSwatchHeight_px));
    for (int row = 0; row < rows; ++row) {
        const auto position = static_cast<std::size_t>(row) + 1;
        for (int y = 0; y < kSwatchHeight_px; ++y) {
            for (int x = 0; x < kSwatchWidth_px; ++x) {
                const bool stripe = tiles::Palette::on_stripe(x, y, 1);
                const std::size_t at = stripe ? palette.stripe[position] : position;
                picture.set(kMargin_px + x, kMargin_px + row * kRow_px + y, palette.colours[at]);
            }
        }
    }
    return picture;
}

}  // namespace

std::string legend_svg(const run::Layer& layer, const tiles::Palette& palette, const std::string& language,
                       bool synthetic) {
    const bool zh = language == "zh";
    std::string defs;
    std::string rows;
    int y = kMargin_px + 14;
    const std::string& title = zh ? layer.title.zh : layer.title.en;
    rows += text_line(kMargin_px, y, 14, heading_of(layer, zh));
    if (synthetic) rows += text_line(kMargin_px, y += 18, 11, run::kSyntheticMark);
    y += 10;
    const auto& classes = palette.style.classes;
    for (std::size_t i = 0; i < classes.size(); ++i) {
        if (classes[i].hatched) defs += hatch(i, classes[i]);
        rows += swatch(i, y, classes[i]);
        rows += text_line(kMargin_px + kSwatchWidth_px + 8, y + 13, 12,
                          zh ? classes[i].label.zh : classes[i].label.en);
        y += kRow_px;
    }
    return fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"sans-serif\" fill=\"#222222\" role=\"img\" "
        "aria-label=\"{2}\">\n<defs>\n{3}</defs>\n{4}</svg>\n",
        kSvgWidth_px, y + kMargin_px, core::xml_escaped(title), defs, rows);
}

image::Rgba legend_picture(const run::Layer& layer, const tiles::Palette& palette,
                           const std::string& language, bool synthetic) {
    const bool zh = language == "zh";
    std::vector<LegendLine> heading{{heading_of(layer, zh), 14, true}};
    if (synthetic) heading.push_back({run::kSyntheticMark, 11, false});
    std::vector<std::string> labels;
    for (const auto& entry : palette.style.classes) labels.push_back(zh ? entry.label.zh : entry.label.en);
    return with_words(swatches_of(palette), kMargin_px + kSwatchHeight_px / 2, kRow_px, heading, labels);
}

}  // namespace riskmap::tileserver::service
