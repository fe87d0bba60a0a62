#include "mapgen/exports/qgis_project.hpp"

#include <fmt/format.h>

#include <array>

#include "geocore/core/output_file.hpp"
#include "geocore/core/xml_text.hpp"
#include "geocore/crs/transform.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/exports/qgis_layers.hpp"
#include "mapgen/exports/zip_archive.hpp"

namespace riskmap::exports {
namespace {

constexpr const char* kMethod =
    "慢性吸入;室外浓度视同全天暴露;不含急性、事故、异味及其他途径;物质间按相加处理。分级为项目默认,"
    "非国家标准。"
    "斜线灰色为未知,不等于低。\n"
    "Chronic inhalation; outdoor air taken as all-day exposure; not acute, accidents, odour or other "
    "pathways; "
    "substances added up. Levels are the project's defaults, not a national standard. Hatched grey is "
    "unknown, "
    "which is not low.";

std::string box_xml(const grid::Box& b) {
    return fmt::format("<xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax><ymax>{}</ymax>", b.xmin, b.ymin, b.xmax,
                       b.ymax);
}

std::string tree_layer(const QgisLayer& layer, bool expanded) {
    return fmt::format(
        "<layer-tree-layer id=\"{}\" name=\"{}\" source=\"{}\" providerKey=\"{}\" checked=\"{}\" "
        "expanded=\"{}\"/>\n",
        layer.id, core::xml_escaped(layer.name), core::xml_escaped(layer.source), layer.provider,
        layer.visible ? "Qt::Checked" : "Qt::Unchecked", expanded ? 1 : 0);
}

/// The groups in the order in which they are drawn, from the top; what has no group lies below them all.
std::string tree(const std::vector<QgisLayer>& layers) {
    struct Group {
        QgisGroup group;
        const char* name;
        bool expanded;
    };
    constexpr std::array kGroups{
        Group{QgisGroup::overlays, "叠加", true}, Group{QgisGroup::risk, "风险", true},
        Group{QgisGroup::uncertainty, "不确定性", false}, Group{QgisGroup::substances, "物质", false}};
    std::string text = "<layer-tree-group>\n";
    for (const auto& [group, name, expanded] : kGroups) {
        std::string inner;
        for (const auto& layer : layers) {
            if (layer.group == group) inner += tree_layer(layer, layer.visible && group == QgisGroup::risk);
        }
        if (inner.empty()) continue;
        text += fmt::format(
            "<layer-tree-group name=\"{}\" checked=\"Qt::Checked\" expanded=\"{}\">\n{}"
            "</layer-tree-group>\n",
            name, expanded ? 1 : 0, inner);
    }
    for (const auto& layer : layers) {
        if (layer.group == QgisGroup::base) text += tree_layer(layer, false);
    }
    return text + "</layer-tree-group>\n";
}

/// What QGIS writes on the map itself: the marks that must stand on it.
std::string canvas_label(const QgisProject& project) {
    std::string label = project.title.zh;
    if (project.synthetic) label = std::string(run::kSyntheticMark) + "  " + label;
    return label + "  " +
           (project.review_number.empty() ? run::kNotReviewed : "审图号:" + project.review_number);
}

std::string title_of(const QgisProject& project) {
    return project.synthetic ? std::string(run::kSyntheticMark) + " " + project.title.zh : project.title.zh;
}

std::string properties(const QgisProject& project) {
    return fmt::format(
        "<properties>\n<Paths><Absolute type=\"bool\">false</Absolute></Paths>\n"
        "<SpatialRefSys><ProjectionsEnabled type=\"int\">1</ProjectionsEnabled></SpatialRefSys>\n"
        "<TitleLabel><Enabled type=\"bool\">true</Enabled><Label type=\"QString\">{}</Label>"
        "<Placement type=\"int\">4</Placement></TitleLabel>\n</properties>\n",
        core::xml_escaped(canvas_label(project)));
}

std::string document(const std::filesystem::path& run, const QgisProject& project) {
    QgisCrs known;
    const auto layers = qgis_layers(run, project, known);
    const std::string crs = known(project.crs);
    const std::string title = core::xml_escaped(title_of(project));
    const char* units = crs::is_geographic(project.crs) ? "degrees" : "meters";
    std::string text = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n";
    text += fmt::format(
        "<qgis version=\"3.22.0\" projectname=\"{}\">\n<title>{}</title>\n<projectCrs>{}</projectCrs>\n",
        title, title, crs);
    text += tree(layers);
    text += fmt::format(
        "<mapcanvas name=\"theMapCanvas\"><units>{}</units><extent>{}</extent><rotation>0</rotation>"
        "<destinationsrs>{}</destinationsrs></mapcanvas>\n",
        units, box_xml(project.extent), crs);
    text += "<projectlayers>\n";
    for (const auto& layer : layers) text += layer.xml;
    text += "</projectlayers>\n" + properties(project);
    text += fmt::format(
        "<projectMetadata><title>{}</title><abstract>{}</abstract><language>zh</language></"
        "projectMetadata>\n",
        title, core::xml_escaped(project.title.en + "\n" + kMethod));
    text += fmt::format(
        "<ProjectViewSettings><DefaultViewExtent xmin=\"{}\" ymin=\"{}\" xmax=\"{}\" ymax=\"{}\">{}"
        "</DefaultViewExtent></ProjectViewSettings>\n</qgis>\n",
        project.extent.xmin, project.extent.ymin, project.extent.xmax, project.extent.ymax, crs);
    return text;
}

}  // namespace

void write_qgis_project(const std::filesystem::path& run, const QgisProject& project) {
    const std::array entries{ZipEntry{"project.qgs", document(run, project)}};
    core::write_file(run / kQgisProjectFile, zip_archive(entries));
}

}  // namespace riskmap::exports
