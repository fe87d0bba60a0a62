#include "mapgen/exports/qml.hpp"

#include <fmt/format.h>

#include <string_view>

#include "geocore/core/xml_text.hpp"

namespace riskmap::exports {
namespace {

/// Everything at or above the last limit.
std::string limit(const style::Class& entry) {
    return entry.max ? fmt::format("{}", *entry.max) : "inf";
}

void remove(std::string& text, std::string_view part) {
    const auto at = text.find(part);
    if (at != std::string::npos) text.erase(at, part.size());
}

}  // namespace

style::Label unstriped(style::Label label) {
    remove(label.zh, "(斜线)");
    remove(label.en, " (hatched)");
    return label;
}

std::string both(const style::Label& label) {
    return label.zh == label.en ? label.zh : label.zh + " / " + label.en;
}

std::string raster_pipe(const style::Style& style) {
    std::string rows;
    const bool values = style.kind == style::StyleKind::values;
    for (const auto& entry : style.classes) {
        rows +=
            values
                ? fmt::format("      <paletteEntry value=\"{}\" color=\"{}\" alpha=\"{}\" label=\"{}\"/>\n",
                              entry.value.value_or(0), entry.colour.hex(), entry.colour.alpha,
                              core::xml_escaped(both(entry.label)))
                : fmt::format("          <item value=\"{}\" color=\"{}\" alpha=\"{}\" label=\"{}\"/>\n",
                              limit(entry), entry.colour.hex(), entry.colour.alpha,
                              core::xml_escaped(both(entry.label)));
    }
    const std::string renderer =
        values
            ? fmt::format(
                  "    <rasterrenderer type=\"paletted\" band=\"1\" opacity=\"1\" alphaBand=\"-1\">\n"
                  "     <rasterTransparency/>\n     <colorPalette>\n{}     </colorPalette>\n    "
                  "</rasterrenderer>\n",
                  rows)
            : fmt::format(
                  "    <rasterrenderer type=\"singlebandpseudocolor\" band=\"1\" opacity=\"1\" "
                  "alphaBand=\"-1\">\n     <rasterTransparency/>\n     <rastershader>\n"
                  "        <colorrampshader colorRampType=\"DISCRETE\" classificationMode=\"1\" clip=\"0\">\n"
                  "{}        </colorrampshader>\n     </rastershader>\n    </rasterrenderer>\n",
                  rows);
    return "  <pipe>\n" + renderer + "  </pipe>\n";
}

std::string raster_qml(const style::Style& style) {
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
           "<qgis version=\"3.22\" styleCategories=\"AllStyleCategories\">\n" +
           raster_pipe(style) + "</qgis>\n";
}

}  // namespace riskmap::exports
