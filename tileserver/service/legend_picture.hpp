#pragma once

#include <string>

#include "geocore/image/rgba.hpp"
#include "geocore/run/manifest.hpp"
#include "tileserver/tiles/palette.hpp"

namespace riskmap::tileserver::service {

/// With title, unit and labels in "zh" or "en".
[[nodiscard]] std::string legend_svg(const run::Layer& layer, const tiles::Palette& palette,
                                     const std::string& language, bool synthetic);
/// The same as a picture: opaque, on white.
[[nodiscard]] image::Rgba legend_picture(const run::Layer& layer, const tiles::Palette& palette,
                                         const std::string& language, bool synthetic);

}  // namespace riskmap::tileserver::service
