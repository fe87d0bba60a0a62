// Styles: whatever the document, it is refused with a reason or makes classes in order.
#include <cmath>
#include <string_view>

#include "geocore/core/error.hpp"
#include "geocore/style/style.hpp"
#include "target.hpp"
#include "tileserver/tiles/palette.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace riskmap;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    try {
        const auto style = style::parse_sld(text, "fuzz.sld");
        const int classes = static_cast<int>(style.classes.size());
        fuzz::require(classes > 0 && classes <= style::Style::kMostClasses,
                      "a number of classes that is not allowed");
        for (const double value : {-1.0, 0.0, 1.0, 4.0, 1e-6, 1e31, std::nan("")}) {
            const int at = style.class_of(value);
            fuzz::require(at >= -1 && at < classes, "a class that is none");
        }
        const tileserver::tiles::Palette palette("fuzz", style);
        fuzz::require(palette.colours.size() <= 256, "a palette of more than 256 colours");
        for (const auto position : palette.of_value)
            fuzz::require(position < palette.colours.size(), "a position beyond");
        for (std::size_t i = 0; i < palette.colours.size(); ++i) {
            fuzz::require(palette.stripe[i] < palette.colours.size(), "a stripe beyond the palette");
        }
    } catch (const core::Error& e) {
        fuzz::require(e.kind() == core::ErrorKind::data, "an error of another kind");
    }
    return 0;
}
