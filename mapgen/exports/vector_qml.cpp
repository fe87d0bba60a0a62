#include "mapgen/exports/vector_qml.hpp"

#include <fmt/format.h>

#include "geocore/core/xml_text.hpp"
#include "mapgen/exports/qgis_symbols.hpp"

namespace riskmap::exports {
namespace {

constexpr style::Colour kStation{38, 38, 38};
constexpr style::Colour kSource{142, 68, 173};

std::string drawing(const RunSource& source, const std::string& name, const gdal::VectorLayer& layer,
                    Language language) {
    const bool areas = layer.kind == gdal::GeometryKind::polygon;
    if (name == "zones") return outlines() + labels(language == Language::zh ? "name_zh" : "name_en");
    if (field_index(layer, "level") >= 0 && source.has_levels()) {
        const auto levels = source.level_style();
        if (areas) return areas_by_level(levels);
        return points_by_level(name == "berths" ? "diamond" : "circle", levels);
    }
    if (areas) return outlines();
    return name == "stations" ? plain_points("triangle", kStation) : plain_points("square", kSource);
}

std::string aliases(const gdal::VectorLayer& layer) {
    std::string text = "<aliases>\n";
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        const auto& name = layer.fields[i].name;
        text += fmt::format("<alias index=\"{}\" field=\"{}\" name=\"{}\"/>\n", i + 1,
                            core::xml_escaped(name), core::xml_escaped(column_title(name)));
    }
    return text + "</aliases>\n";
}

}  // namespace

std::string vector_qml(const RunSource& source, const std::string& name, const gdal::VectorLayer& layer,
                       Language language) {
    const std::string drawn = drawing(source, name, layer, language);
    const bool labelled = drawn.find("<labeling") != std::string::npos;
    return fmt::format(
        "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
        "<qgis version=\"3.22\" styleCategories=\"AllStyleCategories\" labelsEnabled=\"{}\">\n{}{}</qgis>\n",
        labelled ? 1 : 0, drawn, language == Language::zh ? aliases(layer) : "");
}

}  // namespace riskmap::exports
