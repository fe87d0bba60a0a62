#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/box.hpp"
#include "geocore/gdal/raster_sink.hpp"
#include "geocore/grid/crop.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/services.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr const char* kCrs84 = "EPSG:4326";
constexpr double kEdgeShare = 0.01;       // of a side, left where a box is cut to the edges of another CRS
constexpr double kMostReprojected = 4e6;  // cells: each takes a transform of its own

struct AskedCrs {
    std::string crs;
    bool y_first = false;  ///< in the request's own numbers
};

/// Short names ("EPSG:4326") mean x before y, whatever the authority says; URIs and URNs mean what it says.
AskedCrs crs_parameter(const Call& call, const char* name, const std::string& fallback,
                       const std::string& own) {
    const std::string* text = call.target.find(name);
    if (text == nullptr) return {fallback};
    for (const char* crs84 :
         {"CRS84", "OGC:CRS84", "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
          "https://www.opengis.net/def/crs/OGC/1.3/CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84"}) {
        if (*text == crs84) return {kCrs84};
    }
    for (const std::string& known :
         {std::string(kCrs84), std::string("EPSG:4490"), std::string("EPSG:3857"), own}) {
        if (*text == known) return {known};
        const auto code = known.substr(known.find(':') + 1);
        for (const char* naming : {"http://www.opengis.net/def/crs/EPSG/0/",
                                   "https://www.opengis.net/def/crs/EPSG/0/", "urn:ogc:def:crs:EPSG::"}) {
            if (*text == naming + code) return {known, crs::is_northing_first(known)};
        }
    }
    throw api::invalid_parameter(name, *text,
                                 "CRS84, EPSG:4326, EPSG:4490, EPSG:3857, " + own + ", or their URIs");
}

/// What of the layer's extent the request's box covers, in the layer's CRS; no width where it is nothing. The
/// box is cut to the extent first: the whole world has no place in most CRSs.
grid::Box asked_extent(const Call& call, const tiles::Drawable& drawable) {
    const grid::Box whole = drawable.pyramid->grid().extent();
    if (call.target.find("bbox") == nullptr) {
        (void)crs_parameter(call, "bbox-crs", kCrs84, drawable.crs);
        return whole;
    }
    const auto named = crs_parameter(call, "bbox-crs", kCrs84, drawable.crs);
    const auto box =
        api::bbox_parameter(call.target, {named.y_first, crs::is_geographic(named.crs)}).value_or(whole);
    auto& transforms = tiles::TransformCache::of_this_thread();
    grid::Box there = crs::transformed(whole, transforms.get(drawable.crs, named.crs));
    there = there.grown(std::max(there.width(), there.height()) * kEdgeShare);
    grid::Box found = grid::Box::empty();
    for (const auto& part : api::parts_of(box)) {
        const auto cut = part.common(there);
        if (cut.xmin > cut.xmax || cut.ymin > cut.ymax) continue;
        const auto own = crs::transformed(cut, transforms.get(named.crs, drawable.crs));
        found.extend({own.xmin, own.ymin});
        found.extend({own.xmax, own.ymax});
    }
    return found.xmin > found.xmax ? grid::Box{} : found.common(whole);
}

api::ApiError too_large(double cells, double most) {
    return {api::ErrorCode::export_too_large,
            fmt::format("{:.0f} cells; at most {:.0f} are exported at once; ask for a smaller bbox", cells,
                        most)};
}

/// A file that is gone when the export is read.
class TemporaryFile {
  public:
    TemporaryFile() {
        static std::atomic<int> number{0};
        path_ = std::filesystem::temp_directory_path() / fmt::format("riskmap-{}-{}.tif", getpid(), ++number);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::string bytes() const { return core::read_file(path_).value_or(""); }

  private:
    std::filesystem::path path_;
};

/// Cells of `out`, row by row: the raster's own where the CRS is its own, else as a tile would show them.
void write_cells(const ServedLayer& layer, const grid::Grid& out, bool same_crs, gdal::RasterSink& sink) {
    auto& renderer = thread_renderer();
    const auto& drawable = *layer.drawable;
    const auto& whole = drawable.pyramid->grid();
    const auto& back =
        tiles::TransformCache::of_this_thread().get(same_crs ? drawable.crs : out.crs, drawable.crs);
    const bool levels = drawable.pyramid->type() == tiles::CellType::levels;
    std::vector<grid::Point> row(static_cast<std::size_t>(out.width));
    std::vector<float> values(row.size());
    std::vector<std::uint8_t> bytes(row.size());
    for (int y = 0; y < out.height; ++y) {
        for (int x = 0; x < out.width; ++x) row[static_cast<std::size_t>(x)] = out.centre(x, y);
        if (!same_crs) back.apply(row);
        for (std::size_t x = 0; x < row.size(); ++x) {
            const bool placed = std::isfinite(row[x].x) && std::isfinite(row[x].y);
            const auto cell = placed ? whole.affine.invert(row[x]) : grid::Point{-1, -1};
            values[x] = same_crs ? renderer.cell_value(drawable, cell) : renderer.sample(drawable, cell);
            if (levels)
                bytes[x] =
                    std::isnan(values[x]) ? tiles::Pyramid::kNoLevel : static_cast<std::uint8_t>(values[x]);
        }
        levels ? sink.write(1, 0, y, out.width, 1, bytes.data())
               : sink.write(1, 0, y, out.width, 1, values.data());
    }
}

}  // namespace

Answer get_coverage(Call& call) {
    const auto& layer = call.layer(call.path["collection"]);
    const auto& drawable = *layer.drawable;
    const auto& whole = drawable.pyramid->grid();
    const std::string crs = crs_parameter(call, "crs", drawable.crs, drawable.crs).crs;
    auto& transforms = tiles::TransformCache::of_this_thread();
    grid::Grid out = grid::cropped(whole, asked_extent(call, drawable));
    if (out.width <= 0 || out.height <= 0) {
        throw api::invalid_parameter("bbox", *call.target.find("bbox"),
                                     "a box that meets the layer's extent");
    }
    const bool same_crs = crs == drawable.crs;
    if (!same_crs) {
        const grid::Box target = crs::transformed(out.extent(), transforms.get(drawable.crs, crs));
        const double size = std::sqrt(target.width() * target.height() / static_cast<double>(out.size()));
        if (target.width() / size * (target.height() / size) > kMostReprojected) {
            throw too_large(target.width() / size * (target.height() / size), kMostReprojected);
        }
        out = grid::Grid::covering(target, size, crs);
    }
    const double most = call.services.config.max_export_cells;
    if (static_cast<double>(out.size()) > most) throw too_large(static_cast<double>(out.size()), most);
    out.crs = crs;

    gdal::RasterSpec spec;
    const bool levels = drawable.pyramid->type() == tiles::CellType::levels;
    spec.grid = out;
    spec.type = levels ? gdal::PixelType::byte : gdal::PixelType::float32;
    spec.bands = {{layer.meta.title.en, layer.meta.unit}};
    spec.nodata = levels ? 255.0 : std::numeric_limits<double>::quiet_NaN();
    spec.metadata = {{"RUN", call.run->manifest.id}, {"LAYER", layer.meta.id}};
    if (call.run->manifest.synthetic) spec.metadata.emplace_back("SYNTHETIC", run::kSyntheticMark);
    spec.overviews = layer.meta.kind == "level" ? gdal::OverviewRule::risk_level
                     : levels                   ? gdal::OverviewRule::nearest
                                                : gdal::OverviewRule::average;
    const TemporaryFile file;
    gdal::RasterSink sink(spec, file.path());
    write_cells(layer, out, same_crs, sink);
    sink.finish();
    Answer answer;
    answer.type = "image/tiff; application=geotiff";
    answer.body = file.bytes();
    answer.ranged = true;
    answer.headers.emplace_back("Content-Disposition",
                                fmt::format("attachment; filename=\"{}.tif\"", layer.meta.id));
    return answer;
}

}  // namespace riskmap::tileserver::service
