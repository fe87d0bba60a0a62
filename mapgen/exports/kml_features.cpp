#include "mapgen/exports/kml_features.hpp"

#include <fmt/format.h>

#include <cmath>

#include "geocore/core/text.hpp"
#include "geocore/core/xml_text.hpp"
#include "geocore/crs/transform.hpp"
#include "geocore/image/rgba.hpp"

namespace riskmap::exports {
namespace {

constexpr int kAreaAlpha = 170;
constexpr int kIcon_px = 32;

std::string style(const std::string& id, const style::Colour& colour, int fill_alpha, const char* icon) {
    return fmt::format(
        "<Style "
        "id=\"{}\"><IconStyle><color>{}</color><scale>0.7</scale><Icon><href>files/{}.png</href></Icon>"
        "</IconStyle><LabelStyle><scale>0.7</scale></LabelStyle><LineStyle><color>{}</color><width>1.2</"
        "width>"
        "</LineStyle><PolyStyle><color>{}</color></PolyStyle></Style>\n",
        id, kml_colour(colour, 255), icon, kml_colour(colour, 255), kml_colour(colour, fill_alpha));
}

/// Risks and indices to one figure, as everywhere in print; other numbers to three.
std::string number_text(const std::string& field, double value) {
    const bool risk = field.starts_with("cancer_risk") || field.starts_with("hazard_index");
    std::string text = risk ? fmt::format("{:.1g}", value) : fmt::format("{:.3g}", value);
    if (std::abs(value) >= 1000) text = fmt::format("{:.0f}", value);
    if (const auto zero = text.find("e-0"); zero != std::string::npos) text.erase(zero + 2, 1);
    return text;
}

/// White, to be tinted by the styles; embedded, for many offices reach no picture server.
std::string icon_png(bool (*inside)(double x, double y)) {
    image::Rgba icon(kIcon_px, kIcon_px);
    for (int y = 0; y < kIcon_px; ++y) {
        for (int x = 0; x < kIcon_px; ++x) {
            const double u = (x + 0.5) / kIcon_px * 2 - 1;
            const double v = (y + 0.5) / kIcon_px * 2 - 1;
            if (inside(u, v)) icon.set(x, y, {255, 255, 255, 255});
        }
    }
    return image::encode_png(icon);
}

/// 1e-7 degrees are a centimetre.
std::string coordinates(const grid::Ring& ring) {
    std::string text;
    for (const auto& p : ring) text += fmt::format("{}{:.7f},{:.7f}", text.empty() ? "" : " ", p.x, p.y);
    return text;
}

std::string ring_element(const char* name, grid::Ring ring, const crs::Transform& to_wgs84) {
    to_wgs84.apply(ring);
    return fmt::format("<{0}><LinearRing><coordinates>{1}</coordinates></LinearRing></{0}>", name,
                       coordinates(ring));
}

std::string geometry(const gdal::Geometry& shape, const crs::Transform& to_wgs84) {
    if (shape.kind == gdal::GeometryKind::point) {
        return "<Point><coordinates>" + coordinates({to_wgs84(shape.point)}) + "</coordinates></Point>";
    }
    std::string text = "<MultiGeometry>";
    for (const auto& polygon : shape.polygons) {
        text += "<Polygon>" + ring_element("outerBoundaryIs", polygon.outer, to_wgs84);
        for (const auto& hole : polygon.holes) text += ring_element("innerBoundaryIs", hole, to_wgs84);
        text += "</Polygon>";
    }
    return text + "</MultiGeometry>";
}

/// Makes the placemarks of one layer.
class Placemarks {
  public:
    Placemarks(const RunSource& source, const std::string& id, const VectorPart& part, Language language)
        : source_(source), id_(id), part_(part), language_(language), to_wgs84_(part.layer.crs, "EPSG:4326") {
        if (source.has_levels()) levels_ = source.level_style();
        has_level_ = field_index(part.layer, "level") >= 0;
    }

    [[nodiscard]] std::string one(const gdal::Feature& feature) const {
        return fmt::format(
            "<Placemark><name>{}</name><styleUrl>#{}</styleUrl><ExtendedData>{}</ExtendedData>{}</"
            "Placemark>\n",
            core::xml_escaped(name_of(feature)), style_of(feature), data_of(feature),
            geometry(feature.geometry, to_wgs84_));
    }

  private:
    [[nodiscard]] std::string level_name(const std::string& level) const {
        for (const auto& entry : levels_.classes) {
            if (std::to_string(entry.value.value_or(-1)) == level) return of(entry.label, language_);
        }
        return level;
    }

    [[nodiscard]] std::string name_of(const gdal::Feature& feature) const {
        const auto text = [&](const char* field) { return text_of(part_.layer, feature, field); };
        std::string name = text(language_ == Language::zh ? "name_zh" : "name_en");
        if (name.empty()) name = text("id");
        if (name.empty() && has_level_) name = level_name(text("level"));
        if (id_ == "zones" && text("approximate") == "1") name += " (示意范围)";
        return name;
    }

    [[nodiscard]] std::string style_of(const gdal::Feature& feature) const {
        if (!has_level_) return id_;
        const std::string level = text_of(part_.layer, feature, "level");
        return "level-" + (level.empty() ? "none" : level);
    }

    [[nodiscard]] std::string data_of(const gdal::Feature& feature) const {
        std::string data;
        for (const auto& field : part_.layer.fields) {
            std::string value = text_of(part_.layer, feature, field.name);
            if (value.empty()) continue;
            if (const auto number = core::parse_double(value);
                number && field.type == gdal::FieldType::real) {
                value = number_text(field.name, *number);
            }
            if (field.name == "level" || field.name == "level_upper") value = level_name(value);
            const std::string label = language_ == Language::zh ? column_title(field.name) : field.name;
            data += fmt::format("<Data name=\"{}\"><value>{}</value></Data>", core::xml_escaped(label),
                                core::xml_escaped(value));
        }
        return data;
    }

    const RunSource& source_;
    const std::string& id_;
    const VectorPart& part_;
    Language language_;
    crs::Transform to_wgs84_;
    style::Style levels_;
    bool has_level_ = false;
};

}  // namespace

std::string kml_colour(const style::Colour& colour, int alpha) {
    return fmt::format("{:02x}{:02x}{:02x}{:02x}", alpha, colour.blue, colour.green, colour.red);
}

std::string kml_styles(const RunSource& source) {
    std::string text;
    if (source.has_levels()) {
        for (const auto& entry : source.level_style().classes) {
            text +=
                style(fmt::format("level-{}", entry.value.value_or(0)), entry.colour, kAreaAlpha, "circle");
        }
    }
    text += style("level-none", {200, 200, 200, 255}, 0, "circle");
    text += style("zones", {122, 0, 92, 255}, 0, "diamond");
    text += style("stations", {38, 38, 38, 255}, 0, "triangle");
    return text + style("sources", {142, 68, 173, 255}, 0, "diamond");
}

std::vector<ZipEntry> kml_icons() {
    return {
        {"files/circle.png", icon_png([](double x, double y) { return x * x + y * y < 0.8; })},
        {"files/diamond.png", icon_png([](double x, double y) { return std::abs(x) + std::abs(y) < 0.95; })},
        {"files/triangle.png",
         icon_png([](double x, double y) { return y < 0.8 && std::abs(x) < (y + 0.9) * 0.55; })}};
}

std::string kml_folder(const RunSource& source, const std::string& id, const VectorPart& part, bool visible,
                       Language language) {
    const Placemarks placemarks(source, id, part, language);
    std::string name = of(part.title, language);
    if (!source.mark.empty()) name += " · " + source.mark;
    std::string text = fmt::format("<Folder><name>{}</name><visibility>{}</visibility>\n",
                                   core::xml_escaped(name), visible ? 1 : 0);
    for (const auto& feature : part.layer.features) {
        std::string one = placemarks.one(feature);
        if (!visible) one.insert(std::string("<Placemark>").size(), "<visibility>0</visibility>");
        text += one;
    }
    return text + "</Folder>\n";
}

}  // namespace riskmap::exports
