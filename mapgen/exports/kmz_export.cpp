#include "mapgen/exports/kmz_export.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geocore/core/output_file.hpp"
#include "geocore/core/xml_text.hpp"
#include "geocore/image/rgba.hpp"
#include "mapgen/exports/kml_features.hpp"
#include "mapgen/exports/raster_sampler.hpp"
#include "mapgen/exports/zip_archive.hpp"

namespace riskmap::exports {
namespace {

constexpr int kWidestPicture = 4096;
constexpr int kHatchPeriod_px = 8;
constexpr int kStripe_px = 3;
constexpr std::uint8_t kBetweenStripes = 80;
constexpr const char* kPicture = "files/layer.png";

struct Picture {
    image::Rgba pixels;
    grid::Box box;  ///< EPSG:4326
};

Picture draw(const RunSource& source, const run::Layer& layer, const style::Style& style) {
    RasterSampler sampler(source.folder, layer);
    Window window{"EPSG:4326", std::nullopt, std::nullopt};
    auto grid = sampler.target(window);
    const int longer = std::max(grid.width, grid.height);
    if (longer > kWidestPicture) {
        window.cell_size_m = layer.cell_size_m * longer / kWidestPicture;
        grid = sampler.target(window);
    }
    Picture picture{{grid.width, grid.height}, grid.extent()};
    std::vector<float> values;
    for (int row = 0; row < grid.height; ++row) {
        sampler.read_row(grid, row, values);
        for (int column = 0; column < grid.width; ++column) {
            const int at = style.class_of(static_cast<double>(values[static_cast<std::size_t>(column)]));
            if (at < 0) continue;
            const auto& entry = style.classes[static_cast<std::size_t>(at)];
            auto colour = entry.colour;
            if (entry.hatched && (row + column) % kHatchPeriod_px >= kStripe_px)
                colour.alpha = kBetweenStripes;
            picture.pixels.set(column, row, colour);
        }
    }
    return picture;
}

std::string overlay(const run::Layer& layer, const grid::Box& box, Language language) {
    return fmt::format(
        "<GroundOverlay><name>{}</name><color>c8ffffff</color><Icon><href>{}</href></Icon><LatLonBox>"
        "<north>{:.9f}</north><south>{:.9f}</south><east>{:.9f}</east><west>{:.9f}</west></LatLonBox>"
        "</GroundOverlay>\n",
        core::xml_escaped(of(layer.title, language)), kPicture, box.ymax, box.ymin, box.xmax, box.xmin);
}

/// From the highest class down.
std::string legend(const style::Style& style, Language language) {
    std::vector<style::Class> classes = style.classes;
    if (style.kind == style::StyleKind::intervals) std::reverse(classes.begin(), classes.end());
    std::string html = "<table>";
    for (const auto& entry : classes) {
        html += fmt::format("<tr><td style=\"background:{}\">&#160;&#160;&#160;&#160;</td><td>{}</td></tr>",
                            entry.colour.hex(), core::html_escaped(of(entry.label, language)));
    }
    return html + "</table>";
}

std::string description(const RunSource& source, const style::Style* style, Language language) {
    std::string html = "<table>";
    for (const auto& [label, text] : source.facts()) {
        html += fmt::format("<tr><th align=\"left\">{}</th><td>{}</td></tr>",
                            core::html_escaped(of(label, language)), core::html_escaped(of(text, language)));
    }
    html += "</table>";
    if (style != nullptr) html += legend(*style, language);
    return "<description>" + core::xml_escaped(html) + "</description>\n";
}

/// Areas of levels under a picture of levels would only darken it.
bool shown(const RunSource& source, const std::string& name, const VectorPart& part,
           const run::Layer* layer) {
    if (name != "risk-zones") return true;
    const bool first = source.scenarios.empty() || part.scenario == source.scenarios.front().key;
    return first && layer == nullptr;
}

}  // namespace

void export_kmz(const RunSource& source, const std::vector<std::string>& vectors, const run::Layer* layer,
                const std::filesystem::path& output, Language language) {
    std::vector<ZipEntry> entries(1, {"doc.kml", {}});
    style::Style style;
    std::string body;
    if (layer != nullptr) {
        style = style::read_sld(source.folder / "styles" / layer->style);
        const Picture picture = draw(source, *layer, style);
        entries.push_back({kPicture, image::encode_png(picture.pixels)});
        body += overlay(*layer, picture.box, language);
    } else if (source.has_levels()) {
        style = source.level_style();
    }
    for (const auto& name : vectors) {
        for (const auto& part : vector_parts(source, name)) {
            body += kml_folder(source, name, part, shown(source, name, part, layer), language);
        }
    }
    std::string title = of(source.manifest.project_title, language);
    if (!source.mark.empty()) title = source.mark + " · " + title;
    entries.front().bytes =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
        "xmlns=\"http://www.opengis.net/kml/2.2\">\n<Document>\n<name>" +
        core::xml_escaped(title) + "</name>\n" +
        description(source, style.classes.empty() ? nullptr : &style, language) + kml_styles(source) + body +
        "</Document>\n</kml>\n";
    for (auto& icon : kml_icons()) entries.push_back(std::move(icon));
    core::write_file(output, zip_archive(entries));
}

}  // namespace riskmap::exports
