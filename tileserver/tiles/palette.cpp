#include "tileserver/tiles/palette.hpp"

namespace riskmap::tileserver::tiles {
namespace {

constexpr std::uint8_t kBetweenStripes =
    80;  // alpha; the colour stays the legend's, so that a pixel tells its class

}  // namespace

Palette::Palette(std::string name, style::Style from)
    : id(std::move(name)), style(std::move(from)), cuts(style.cuts()) {
    colours.push_back({0, 0, 0, 0});
    for (const auto& entry : style.classes) colours.push_back(entry.colour);
    for (std::size_t i = 0; i < stripe.size(); ++i) stripe[i] = static_cast<std::uint8_t>(i);
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const auto& entry = style.classes[i];
        const auto position = static_cast<std::uint8_t>(i + 1);
        if (entry.value && *entry.value >= 0 && *entry.value < 256) {
            of_value[static_cast<std::size_t>(*entry.value)] = position;
        }
        if (!entry.hatched) continue;
        stripe[position] = static_cast<std::uint8_t>(colours.size());
        colours.push_back(entry.colour);
        colours[position].alpha = kBetweenStripes;
        any_hatched = true;
    }
}

}  // namespace riskmap::tileserver::tiles
