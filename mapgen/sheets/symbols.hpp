#pragma once

#include <string>
#include <vector>

#include "mapgen/sheets/canvas.hpp"
#include "mapgen/sheets/facts.hpp"

namespace riskmap::sheets {

enum class Symbol { station, hospital, school, receptor, berth };

/// Ink of everything that is no class of a layer.
namespace ink {
inline constexpr style::Colour kText{34, 34, 34, 255};
inline constexpr style::Colour kQuiet{95, 99, 104, 255};
inline constexpr style::Colour kFrame{34, 34, 34, 255};
inline constexpr style::Colour kWhite{255, 255, 255, 255};
inline constexpr style::Colour kSea{229, 241, 248, 255};
inline constexpr style::Colour kBeyond{255, 255, 255, 255};  ///< where the coast is not known
inline constexpr style::Colour kLand{243, 241, 236, 255};
inline constexpr style::Colour kCoast{120, 128, 134, 255};
inline constexpr style::Colour kGraticule{70, 80, 90, 90};
inline constexpr style::Colour kZone{122, 0, 92, 255};
inline constexpr style::Colour kBerth{16, 58, 120, 255};
inline constexpr style::Colour kMark{190, 0, 20, 255};
}  // namespace ink

/// @param fill of receptors and berths; null: their own
void draw_symbol(Canvas& canvas, Symbol symbol, grid::Point at, double radius,
                 const style::Colour* fill = nullptr);
/// What a receptor of that type (as its table spells it) is drawn as.
[[nodiscard]] Symbol receptor_symbol(const std::string& type);

}  // namespace riskmap::sheets
