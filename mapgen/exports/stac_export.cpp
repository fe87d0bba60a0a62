#include "mapgen/exports/stac_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/output_file.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/box.hpp"
#include "geocore/gdal/raster_source.hpp"

namespace riskmap::exports {
namespace {

using nlohmann::ordered_json;

constexpr const char* kCog = "image/tiff; application=geotiff; profile=cloud-optimized";
constexpr const char* kGeoPackage = "application/geopackage+sqlite3";
constexpr long long kDay_s = 86400;
constexpr long long kShanghai_s = 8 * 3600;  // the periods' dates are days there

/// Midnight in Shanghai before a date, in UTC. @throws Error (data) for anything but YYYY-MM-DD
std::string utc(const std::string& date, long long shift_s) {
    std::tm time{};
    const char* end = strptime(date.c_str(), "%Y-%m-%d", &time);
    if (end == nullptr) throw core::data_error("project.period: '{}' is no date", date);
    const std::time_t moment = timegm(&time) - kShanghai_s + shift_s;
    gmtime_r(&moment, &time);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", time.tm_year + 1900, time.tm_mon + 1,
                       time.tm_mday, time.tm_hour, time.tm_min, time.tm_sec);
}

ordered_json epsg_of(const std::string& crs) {
    if (!crs.starts_with("EPSG:")) return nullptr;
    const auto code = core::parse_integer(crs.substr(5));
    return code ? ordered_json(*code) : ordered_json(nullptr);
}

double rounded(double degrees) {
    return std::round(degrees * 1e7) / 1e7;
}

ordered_json ring_of(const grid::Box& b) {
    return {{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}, {b.xmin, b.ymin}};
}

std::string multihash(const std::string& sha256) {
    return "1220" + sha256;
}

/// Lists what the item leads to.
class Item {
  public:
    Item(const RunSource& source, const std::filesystem::path& output)
        : source_(source),
          base_(std::filesystem::weakly_canonical(std::filesystem::absolute(output)).parent_path()) {}

    [[nodiscard]] ordered_json document() {
        ordered_json assets = assets_of();
        if (box_.xmin > box_.xmax)
            throw core::data_error("{}: the run has no layer", source_.folder.string());
        const grid::Box b{rounded(box_.xmin), rounded(box_.ymin), rounded(box_.xmax), rounded(box_.ymax)};
        return {{"type", "Feature"},
                {"stac_version", "1.0.0"},
                {"stac_extensions",
                 {"https://stac-extensions.github.io/projection/v1.1.0/schema.json",
                  "https://stac-extensions.github.io/raster/v1.1.0/schema.json",
                  "https://stac-extensions.github.io/file/v2.1.0/schema.json"}},
                {"id", source_.manifest.id},
                {"geometry", {{"type", "Polygon"}, {"coordinates", ordered_json::array({ring_of(b)})}}},
                {"bbox", {b.xmin, b.ymin, b.xmax, b.ymax}},
                {"properties", properties()},
                {"links", ordered_json::array()},
                {"assets", std::move(assets)}};
    }

  private:
    [[nodiscard]] ordered_json properties() const {
        ordered_json made{{"title", source_.manifest.project_title.zh},
                          {"description", description()},
                          {"datetime", nullptr},
                          {"start_datetime", utc(source_.period_start, 0)},
                          {"end_datetime", utc(source_.period_end, kDay_s - 1)},
                          {"created", source_.manifest.created},
                          {"proj:epsg", crs_.empty() ? ordered_json(nullptr) : epsg_of(crs_)},
                          {"riskmap:audience", source_.release.is_public() ? "public" : "internal"},
                          {"riskmap:synthetic", source_.manifest.synthetic},
                          {"riskmap:software", "mapgen " + source_.software}};
        if (!source_.mark.empty()) made["riskmap:mark"] = source_.mark;
        return made;
    }

    [[nodiscard]] std::string description() const {
        std::string text;
        for (const auto& [label, words] : source_.facts()) {
            text += (text.empty() ? "" : "; ") + label.zh + ": " + words.zh;
        }
        return text;
    }

    [[nodiscard]] std::string href(const std::string& path) const {
        return std::filesystem::relative(source_.folder / path, base_).generic_string();
    }

    [[nodiscard]] ordered_json asset(const std::string& path, const std::string& title, const char* type,
                                     const char* role, const std::string& sha256) const {
        ordered_json made{
            {"href", href(path)}, {"title", title}, {"type", type}, {"roles", ordered_json::array({role})}};
        std::error_code error;
        const auto size = std::filesystem::file_size(source_.folder / path, error);
        if (!error) made["file:size"] = size;
        if (!sha256.empty()) made["file:checksum"] = multihash(sha256);
        return made;
    }

    [[nodiscard]] ordered_json raster(const run::Layer& layer) {
        const auto grid = gdal::RasterSource(source_.folder / layer.path).grid();
        const auto extent = grid.extent();
        const auto lonlat = crs::transformed(extent, crs::Transform(layer.crs, "EPSG:4326"));
        box_.extend({lonlat.xmin, lonlat.ymin});
        box_.extend({lonlat.xmax, lonlat.ymax});
        if (crs_.empty()) crs_ = layer.crs;
        const bool bytes = layer.kind == "level" || layer.kind == "category";
        ordered_json made =
            asset(layer.path, layer.title.zh + " / " + layer.title.en, kCog, "data", layer.sha256);
        made["proj:epsg"] = epsg_of(layer.crs);
        made["proj:shape"] = {grid.height, grid.width};
        made["proj:bbox"] = {extent.xmin, extent.ymin, extent.xmax, extent.ymax};
        made["proj:transform"] = {grid.affine.x_per_column, 0,          extent.xmin, 0,
                                  grid.affine.y_per_row,    extent.ymax};
        ordered_json band{{"data_type", bytes ? "uint8" : "float32"}, {"unit", layer.unit}};
        if (layer.nodata) band["nodata"] = *layer.nodata;
        if (layer.min && layer.max) band["statistics"] = {{"minimum", *layer.min}, {"maximum", *layer.max}};
        made["raster:bands"] = ordered_json::array({band});
        return made;
    }

    [[nodiscard]] ordered_json assets_of() {
        ordered_json assets = ordered_json::object();
        for (const auto& layer : source_.manifest.layers) {
            if (!source_.release.withholds(layer.id)) assets[layer.id] = raster(layer);
        }
        const auto& vectors = source_.manifest.vector_layers;
        const bool all = std::none_of(vectors.begin(), vectors.end(), [&](const run::VectorLayer& layer) {
            return source_.release.withholds(layer.name);
        });
        if (all && !vectors.empty()) {
            assets["vectors"] =
                asset(source_.manifest.vectors_path, "矢量图层 / vector layers", kGeoPackage, "data", "");
        }
        for (const auto& table : source_.tables_to_show()) {
            assets[std::filesystem::path(table.path).stem().string() + "-table"] =
                asset(table.path, table.title.zh + " / " + table.title.en, "text/csv", "data", table.sha256);
        }
        for (const auto& style : style_files()) {
            assets[style.substr(0, style.size() - 4) + "-style"] =
                asset("styles/" + style, style, "application/vnd.ogc.sld+xml", "style", "");
        }
        if (source_.release.withheld().empty()) {
            assets["manifest"] = asset("manifest.json", "manifest", "application/json", "metadata", "");
        }
        return assets;
    }

    [[nodiscard]] std::vector<std::string> style_files() const {
        std::vector<std::string> files;
        for (const auto& layer : source_.manifest.layers) {
            if (!source_.release.withholds(layer.id)) files.push_back(layer.style);
        }
        std::sort(files.begin(), files.end());
        files.erase(std::unique(files.begin(), files.end()), files.end());
        return files;
    }

    const RunSource& source_;
    std::filesystem::path base_;
    grid::Box box_ = grid::Box::empty();
    std::string crs_;
};

}  // namespace

void export_stac(const RunSource& source, const std::filesystem::path& output) {
    core::write_file(output, Item(source, output).document().dump(2) + "\n");
}

}  // namespace riskmap::exports
