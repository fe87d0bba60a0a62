#include "mapgen/exports/qgis_layers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "geocore/core/xml_text.hpp"
#include "geocore/crs/title.hpp"
#include "geocore/style/style.hpp"
#include "mapgen/exports/qgis_symbols.hpp"
#include "mapgen/exports/qml.hpp"

namespace riskmap::exports {
namespace {

constexpr style::Colour kLand{243, 241, 234};
constexpr style::Colour kStation{38, 38, 38};
constexpr style::Colour kSource{142, 68, 173};
constexpr const char* kIdPrefix = "riskmap_";  // QGIS replaces ids of ten characters and less
constexpr std::uint8_t kBetweenStripes = 60;
constexpr const char* kLevelStyle = "risk-level.sld";
constexpr const char* kLandFile = "base/land.geojson";

/// What makes a layer of QGIS beside its place in the tree.
struct Content {
    std::string attributes;  ///< of <maplayer>
    std::string crs;
    std::string abstract;
    std::string drawing;  ///< <pipe>, or <renderer-v2> and <labeling>
};

QgisLayer make_layer(QgisGroup group, const std::string& id, const std::string& name,
                     const std::string& source, const std::string& provider, const Content& content) {
    QgisLayer layer{group, kIdPrefix + id, name, source, provider, false, {}};
    std::replace(layer.id.begin(), layer.id.end(), '-', '_');
    layer.xml = fmt::format(
        "<maplayer {}>\n<id>{}</id>\n<datasource>{}</datasource>\n<layername>{}</layername>\n<srs>{}</srs>\n"
        "<resourceMetadata><title>{}</title><abstract>{}</abstract></resourceMetadata>\n"
        "<provider encoding=\"UTF-8\">{}</provider>\n{}</maplayer>\n",
        content.attributes, layer.id, core::xml_escaped(source), core::xml_escaped(name),
        qgis_crs(content.crs), core::xml_escaped(name), core::xml_escaped(content.abstract), provider,
        content.drawing);
    return layer;
}

QgisGroup group_of(const run::Layer& layer) {
    const std::string& q = layer.quantity;
    if (q == "standard deviation" || q == "upper risk level" || q == "status of the level")
        return QgisGroup::uncertainty;
    return layer.pollutant ? QgisGroup::substances : QgisGroup::risk;
}

/// QGIS cannot stripe a raster: hatched classes are pale, and stripes lie over the unknown as a layer of
/// their own.
style::Style paled(style::Style style) {
    for (auto& entry : style.classes) {
        if (entry.hatched) entry.colour.alpha = kBetweenStripes;
    }
    return style;
}

std::string vector_source(const std::string& layer) {
    return "./vectors.gpkg|layername=" + layer;
}

/// Makes the layers of one run.
class Layers {
  public:
    Layers(const std::filesystem::path& run, const QgisProject& project) : run_(run), project_(project) {
        if (std::filesystem::exists(run / "styles" / kLevelStyle))
            levels_ = style::read_sld(run / "styles" / kLevelStyle);
    }

    std::vector<QgisLayer> take() {
        add_overlays();
        add_rasters();
        if (std::filesystem::exists(run_ / kLandFile)) {
            add(QgisGroup::base, "base-land", "陆地 / land", std::string("./") + kLandFile, "Polygon",
                "EPSG:4326", plain_areas(kLand), true);
        }
        return std::move(list_);
    }

  private:
    [[nodiscard]] bool has_vectors(const std::string& name) const {
        return std::any_of(
            project_.vectors.begin(), project_.vectors.end(),
            [&](const run::VectorLayer& layer) { return layer.name == name && layer.features > 0; });
    }

    void add(QgisGroup group, const std::string& id, const std::string& name, const std::string& source,
             const char* geometry, const std::string& crs, const std::string& drawing, bool visible) {
        const bool labelled = drawing.find("<labeling") != std::string::npos;
        list_.push_back(make_layer(
            group, id, name, source, "ogr",
            {fmt::format("type=\"vector\" geometry=\"{}\" labelsEnabled=\"{}\"", geometry, labelled ? 1 : 0),
             crs,
             {},
             drawing}));
        list_.back().visible = visible;
    }

    void add_overlay(const std::string& layer, const std::string& name, const char* geometry,
                     const std::string& drawing, bool visible) {
        if (!has_vectors(layer)) return;
        add(QgisGroup::overlays, "vector-" + layer, name, vector_source(layer), geometry, project_.crs,
            drawing, visible);
    }

    void add_overlays() {
        add_overlay("receptors", "敏感受体 / receptors", "Point", points_by_level("circle", levels_), true);
        add_overlay("berths", "泊位 / berths", "Point", points_by_level("diamond", levels_), true);
        add_overlay("stations", "监测点 / stations", "Point", plain_points("triangle", kStation), false);
        add_overlay("sources", "污染源 / sources", "Point", plain_points("square", kSource), false);
        add_overlay("zones", "园区 / zones", "Polygon", outlines() + labels("name_zh"), true);
    }

    void add_rasters() {
        std::set<std::string> seen;
        for (const auto group : {QgisGroup::risk, QgisGroup::uncertainty, QgisGroup::substances}) {
            for (const bool levels : {true, false}) {  // levels lead their group
                for (const auto& layer : project_.layers) {
                    if ((layer.kind == "level") != levels || group_of(layer) != group) continue;
                    if (is_second_name(layer) || !seen.insert(layer.path).second) continue;
                    add_raster(group, layer);
                }
            }
        }
    }

    /// `risk-level` is the first scenario's layer under another name.
    [[nodiscard]] bool is_second_name(const run::Layer& layer) const {
        return std::any_of(project_.layers.begin(), project_.layers.end(), [&](const run::Layer& other) {
            return other.path == layer.path && other.id.size() > layer.id.size();
        });
    }

    void add_raster(QgisGroup group, const run::Layer& layer) {
        const auto style = style::read_sld(run_ / "styles" / layer.style);
        const bool level = layer.quantity == "risk level";
        const bool first = level && !seen_level_;
        if (level) {
            seen_level_ = true;
            add_zones(layer, style, first);
        }
        std::string abstract = layer.title.en;
        if (layer.unit != "1") abstract += ", " + layer.unit;
        if (!style.note.zh.empty()) abstract += "\n" + style.note.zh + "\n" + style.note.en;
        const std::string name =
            layer.unit == "1" ? layer.title.zh : layer.title.zh + " (" + layer.unit + ")";
        list_.push_back(make_layer(group, layer.id, name, "./" + layer.path, "gdal",
                                   {"type=\"raster\"", layer.crs, abstract, raster_pipe(paled(style))}));
        list_.back().visible = first;
    }

    /// Of one scenario: the unknown, striped, and the risk zones.
    void add_zones(const run::Layer& layer, const style::Style& style, bool visible) {
        if (!has_vectors("risk-zones") || !layer.scenario) return;
        const std::string source =
            vector_source("risk-zones") + "|subset=\"scenario\" = '" + *layer.scenario + "'";
        for (const auto& entry : style.classes) {
            if (!entry.hatched || !entry.value) continue;
            add(QgisGroup::risk, fmt::format("hatched-{}-{}", *entry.value, *layer.scenario),
                layer.title.zh + ":" + entry.label.zh,
                fmt::format("{} AND \"level\" = {}", source, *entry.value), "Polygon", project_.crs,
                hatched_areas(entry.colour), visible);
        }
        add(QgisGroup::risk, "risk-zones-" + *layer.scenario, layer.title.zh + ":分区", source, "Polygon",
            project_.crs, areas_by_level(style), false);
    }

    const std::filesystem::path& run_;
    const QgisProject& project_;
    style::Style levels_;
    bool seen_level_ = false;
    std::vector<QgisLayer> list_;
};

}  // namespace

std::vector<QgisLayer> qgis_layers(const std::filesystem::path& run, const QgisProject& project) {
    return Layers(run, project).take();
}

std::string qgis_crs(const std::string& crs) {
    const std::string authority = crs.find(':') != std::string::npos && crs.find('[') == std::string::npos
                                      ? "<authid>" + core::xml_escaped(crs) + "</authid>"
                                      : "";
    return "<spatialrefsys nativeFormat=\"Wkt\"><wkt>" + core::xml_escaped(crs::wkt(crs)) + "</wkt>" +
           authority + "</spatialrefsys>";
}

}  // namespace riskmap::exports
