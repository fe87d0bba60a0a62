#include "mapgen/exports/qgis_layers.hpp"

#include <fmt/format.h>

#include <algorithm>

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
constexpr std::uint8_t kVeilAlpha = 60;
constexpr const char* kLevelStyle = "risk-level.sld";
constexpr const char* kLevel = "risk level";  // quantities of the manifest
constexpr const char* kStatus = "status of the level";
constexpr const char* kLandFile = "base/land.geojson";

/// What makes a layer of QGIS beside its place in the tree.
struct Content {
    std::string attributes;  ///< of <maplayer>
    std::string crs;         ///< <spatialrefsys>
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
        content.attributes, layer.id, core::xml_escaped(source), core::xml_escaped(name), content.crs,
        core::xml_escaped(name), core::xml_escaped(content.abstract), provider, content.drawing);
    return layer;
}

QgisGroup group_of(const run::Layer& layer) {
    const std::string& q = layer.quantity;
    if (q == "standard deviation" || q == "upper risk level" || q == kStatus) return QgisGroup::uncertainty;
    return layer.pollutant ? QgisGroup::substances : QgisGroup::risk;
}

/// QGIS cannot stripe a raster: hatched classes are pale. Over the unknown stripes lie as a layer of their
/// own; the labels of other layers do not promise any.
style::Style paled(style::Style style, bool striped_by_zones) {
    for (auto& entry : style.classes) {
        if (!entry.hatched) continue;
        entry.colour.alpha = kVeilAlpha;
        if (!striped_by_zones) entry.label = unstriped(entry.label);
    }
    return style;
}

std::string vector_source(const std::string& layer) {
    return "./vectors.gpkg|layername=" + layer;
}

/// Makes the layers of one run.
class Layers {
  public:
    Layers(const std::filesystem::path& run, const QgisProject& project, QgisCrs& crs)
        : run_(run), project_(project), crs_(crs) {
        if (std::filesystem::exists(run / "styles" / kLevelStyle))
            levels_ = style::read_sld(run / "styles" / kLevelStyle);
    }

    std::vector<QgisLayer> take() {
        add_overlays();
        add_rasters();
        if (!seen_level_) show_first_substance();
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
        const std::string attributes =
            fmt::format("type=\"vector\" geometry=\"{}\" labelsEnabled=\"{}\"", geometry, labelled ? 1 : 0);
        list_.push_back(make_layer(group, id, name, source, "ogr", {attributes, crs_(crs), {}, drawing}));
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
        for (const auto& layer : project_.layers) {
            if (layer.quantity == kLevel && !is_second_name(layer)) add_level(layer);
        }
        for (const auto group : {QgisGroup::risk, QgisGroup::uncertainty, QgisGroup::substances}) {
            for (const auto& layer : project_.layers) {
                if (group_of(layer) != group || is_second_name(layer)) continue;
                if (layer.quantity != kLevel && !is_status_of_a_level(layer)) add_raster(group, layer, false);
            }
        }
    }

    /// A run without a risk model opens with its first concentration.
    void show_first_substance() {
        const auto first = std::find_if(list_.begin(), list_.end(), [](const QgisLayer& layer) {
            return layer.group == QgisGroup::substances;
        });
        if (first != list_.end()) first->visible = true;
    }

    /// `risk-level` is the first scenario's layer under another name.
    [[nodiscard]] bool is_second_name(const run::Layer& layer) const {
        return std::any_of(project_.layers.begin(), project_.layers.end(), [&](const run::Layer& other) {
            return other.path == layer.path && other.id.size() > layer.id.size();
        });
    }

    [[nodiscard]] bool is_status_of_a_level(const run::Layer& status) const {
        return status.quantity == kStatus &&
               std::any_of(project_.layers.begin(), project_.layers.end(), [&](const run::Layer& layer) {
                   return layer.quantity == kLevel && layer.scenario == status.scenario;
               });
    }

    /// From the top: what is unknown, striped; risk zones; what limits the levels ("at least", "no resident
    /// population"), pale; the levels. The first scenario's are shown.
    void add_level(const run::Layer& level) {
        const bool visible = !seen_level_;
        seen_level_ = true;
        add_zones(level, style::read_sld(run_ / "styles" / level.style), visible);
        for (const auto& status : project_.layers) {
            if (status.quantity == kStatus && status.scenario == level.scenario)
                add_raster(QgisGroup::risk, status, visible);
        }
        add_raster(QgisGroup::risk, level, visible);
    }

    void add_raster(QgisGroup group, const run::Layer& layer, bool visible) {
        const auto style = style::read_sld(run_ / "styles" / layer.style);
        std::string abstract = layer.title.en;
        if (layer.unit != "1") abstract += ", " + layer.unit;
        if (!style.note.zh.empty()) abstract += "\n" + style.note.zh + "\n" + style.note.en;
        const std::string name =
            layer.unit == "1" ? layer.title.zh : layer.title.zh + " (" + layer.unit + ")";
        list_.push_back(make_layer(group, layer.id, name, "./" + layer.path, "gdal",
                                   {"type=\"raster\"", crs_(layer.crs), abstract,
                                    raster_pipe(paled(style, layer.quantity == kLevel))}));
        list_.back().visible = visible;
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
    QgisCrs& crs_;
    style::Style levels_;
    bool seen_level_ = false;
    std::vector<QgisLayer> list_;
};

}  // namespace

std::vector<QgisLayer> qgis_layers(const std::filesystem::path& run, const QgisProject& project,
                                   QgisCrs& crs) {
    return Layers(run, project, crs).take();
}

const std::string& QgisCrs::operator()(const std::string& crs) {
    auto& xml = known_[crs];
    if (!xml.empty()) return xml;
    const bool by_authority = crs.find(':') != std::string::npos && crs.find('[') == std::string::npos;
    xml = "<spatialrefsys nativeFormat=\"Wkt\"><wkt>" + core::xml_escaped(crs::wkt(crs)) + "</wkt>" +
          (by_authority ? "<authid>" + core::xml_escaped(crs) + "</authid>" : "") + "</spatialrefsys>";
    return xml;
}

}  // namespace riskmap::exports
