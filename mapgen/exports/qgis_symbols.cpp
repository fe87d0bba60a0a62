#include "mapgen/exports/qgis_symbols.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <utility>
#include <vector>

#include "geocore/core/xml_text.hpp"
#include "mapgen/exports/qml.hpp"

namespace riskmap::exports {
namespace {

constexpr style::Colour kInk{38, 38, 38};
constexpr style::Colour kWhite{255, 255, 255};
constexpr const char* kHatchDistance_mm = "2";
constexpr const char* kHatchLine_mm = "0.5";
constexpr const char* kPoint_mm = "2.2";
constexpr const char* kHalo_mm = "3.6";

using Options = std::initializer_list<std::pair<const char*, std::string>>;

std::string rgba(style::Colour c) {
    return fmt::format("{},{},{},{}", c.red, c.green, c.blue, c.alpha);
}

std::string layer(const char* symbol_class, Options options, const std::string& inner = {}) {
    std::string map;
    for (const auto& [name, value] : options) {
        map += fmt::format("<Option name=\"{}\" type=\"QString\" value=\"{}\"/>", name, value);
    }
    return fmt::format(
        "<layer class=\"{}\" enabled=\"1\" locked=\"0\" pass=\"0\"><Option type=\"Map\">{}</Option>{}"
        "</layer>",
        symbol_class, map, inner);
}

std::string symbol(const std::string& name, const char* type, const std::string& layers) {
    return fmt::format("<symbol name=\"{}\" type=\"{}\" alpha=\"1\" clip_to_extent=\"1\">{}</symbol>\n", name,
                       type, layers);
}

std::string stripes(style::Colour colour) {
    const std::string line =
        layer("SimpleLine",
              {{"line_color", rgba(colour)}, {"line_width", kHatchLine_mm}, {"line_width_unit", "MM"}});
    return layer("LinePatternFill",
                 {{"angle", "45"},
                  {"distance", kHatchDistance_mm},
                  {"distance_unit", "MM"},
                  {"line_width", kHatchLine_mm},
                  {"line_width_unit", "MM"},
                  {"color", rgba(colour)}},
                 symbol("@0@0", "line", line));
}

std::string area(style::Colour colour) {
    return layer("SimpleFill", {{"color", rgba(colour)}, {"style", "solid"}, {"outline_style", "no"}});
}

std::string outline(const char* line) {
    return layer(
        "SimpleLine",
        {{"line_color", rgba(kInk)}, {"line_style", line}, {"line_width", "0.5"}, {"line_width_unit", "MM"}});
}

std::string marker(const std::string& shape, style::Colour colour, style::Colour edge, const char* size_mm) {
    return layer("SimpleMarker", {{"name", shape},
                                  {"color", rgba(colour)},
                                  {"outline_color", rgba(edge)},
                                  {"outline_width", "0.2"},
                                  {"size", size_mm},
                                  {"size_unit", "MM"}});
}

/// On white, so that a point is seen on an area of its own colour.
std::string point(const std::string& shape, style::Colour colour) {
    return marker(shape, kWhite, kInk, kHalo_mm) + marker(shape, colour, colour, kPoint_mm);
}

std::string single(const char* type, const std::string& layers) {
    return "<renderer-v2 type=\"singleSymbol\"><symbols>" + symbol("0", type, layers) +
           "</symbols></renderer-v2>\n";
}

struct Category {
    std::string value;  ///< empty: everything else
    std::string label;
    std::string layers;
};

std::string categorized(const char* field, const char* type, const std::vector<Category>& list) {
    std::string categories;
    std::string symbols;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const std::string name = std::to_string(i);
        categories += fmt::format(
            "<category value=\"{}\" type=\"{}\" symbol=\"{}\" label=\"{}\" render=\"true\"/>\n",
            list[i].value, list[i].value.empty() ? "NULL" : "long", name, core::xml_escaped(list[i].label));
        symbols += symbol(name, type, list[i].layers);
    }
    return fmt::format(
        "<renderer-v2 type=\"categorizedSymbol\" attr=\"{}\"><categories>{}</categories><symbols>{}</symbols>"
        "</renderer-v2>\n",
        field, categories, symbols);
}

}  // namespace

std::string hatched_areas(style::Colour colour) {
    return single("fill", stripes(colour));
}

std::string areas_by_level(const style::Style& levels) {
    std::vector<Category> list;
    for (const auto& entry : levels.classes) {
        list.push_back({std::to_string(entry.value.value_or(0)), both(entry.label),
                        entry.hatched ? stripes(entry.colour) : area(entry.colour)});
    }
    return categorized("level", "fill", list);
}

std::string outlines() {
    return categorized(
        "approximate", "fill",
        {{"1", "示意范围 / approximate", outline("dash")}, {"0", "边界 / outline", outline("solid")}});
}

std::string plain_areas(style::Colour colour) {
    return single("fill", area(colour));
}

std::string plain_points(const std::string& shape, style::Colour colour) {
    return single("marker", point(shape, colour));
}

std::string points_by_level(const std::string& shape, const style::Style& levels) {
    std::vector<Category> list;
    for (const auto& entry : levels.classes) {
        list.push_back({std::to_string(entry.value.value_or(0)), both(unstriped(entry.label)),
                        point(shape, entry.colour)});
    }
    list.push_back({"", "无等级 / no level", point(shape, kWhite)});
    return categorized("level", "marker", list);
}

std::string labels(const std::string& field) {
    return fmt::format(
        "<labeling type=\"simple\"><settings><text-style fieldName=\"{}\" isExpression=\"0\" fontSize=\"9\" "
        "fontSizeUnit=\"Point\" textColor=\"{}\"><text-buffer bufferDraw=\"1\" bufferSize=\"0.8\" "
        "bufferSizeUnits=\"MM\" bufferColor=\"{}\"/></text-style></settings></labeling>\n",
        field, rgba(kInk), rgba(kWhite));
}

}  // namespace riskmap::exports
