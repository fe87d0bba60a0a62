#pragma once

#include <string>

#include "geocore/image/rgba.hpp"
#include "geocore/run/manifest.hpp"
#include "tileserver/tiles/palette.hpp"

namespace riskmap::tileserver::service {

/// With title, unit and labels in "zh" or "en".
[[nodiscard]] std::string legend_svg(const run::Layer& layer, const tiles::Palette& palette,
                                     const std::string& language, bool synthetic);
/// The swatches alone, in the order of the classes, top down; words are in the SVG and the JSON.
[[nodiscard]] image::Rgba legend_picture(const tiles::Palette& palette);

}  // namespace riskmap::tileserver::service
