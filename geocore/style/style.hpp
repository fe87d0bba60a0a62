#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace riskmap::style {

struct Colour {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;
    bool operator==(const Colour&) const = default;

    /// "#rrggbb"; the alpha is not part of it.
    [[nodiscard]] std::string hex() const;
};

/// The same text in Chinese and English.
struct Label {
    std::string zh;
    std::string en;
};

/// "zh / en" parted at the first " / "; one text alone serves both.
[[nodiscard]] Label split_label(std::string_view text);

/// One entry of a legend. Intervals hold for min <= value < max, nothing meaning no limit; values for one
/// whole number.
struct Class {
    Colour colour;
    Label label;
    std::optional<double> min;
    std::optional<double> max;
    std::optional<int> value;
    bool hatched = false;
};

enum class StyleKind { intervals, values };

/// How a layer is drawn: classes and nothing between them, so that every colour of a tile is in the legend.
struct Style {
    static constexpr int kMostClasses = 120;

    std::string name;
    Label title;
    Label note;
    StyleKind kind = StyleKind::intervals;
    std::vector<Class> classes;  ///< ascending
    std::string digest;          ///< SHA-256 of the document

    /// Position in `classes`, or -1 where none holds (NaN, or a value without a class).
    [[nodiscard]] int class_of(double value) const;
    /// What intervals are cut at: classes.size() - 1 limits. Empty for values.
    [[nodiscard]] std::vector<float> cuts() const;
};

/// Reads a raster style as QGIS writes it: RasterSymbolizer, ColorMap of type "intervals" (a colour holds
/// below its quantity) or "values". A class is hatched where its label says so (斜线, hatched) or its
/// quantity stands in <VendorOption name="hatched">. The style's Title and Abstract are "zh / en".
/// @throws Error (data) naming the source and what is wrong; a continuous ramp is refused.
[[nodiscard]] Style read_sld(const std::filesystem::path& path);
[[nodiscard]] Style parse_sld(std::string_view document, const std::string& source);

}  // namespace riskmap::style
