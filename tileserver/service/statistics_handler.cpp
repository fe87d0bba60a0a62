#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "geocore/crs/ground_area.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/polygon_cells.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMostCorners = 20000;
constexpr long long kMostReads = 400'000'000;

api::ApiError refused(const std::string& why) {
    return {api::ErrorCode::body_invalid, why +
                                              "; a GeoJSON Polygon or MultiPolygon in longitude and latitude "
                                              "is expected, or a Feature with one"};
}

grid::Ring ring_of(const json& coordinates, std::size_t& corners) {
    grid::Ring ring;
    for (const auto& position : coordinates) {
        const double lon = position.at(0).get<double>();
        const double lat = position.at(1).get<double>();
        if (!(std::abs(lon) <= 180) || !(std::abs(lat) <= 90))
            throw refused(fmt::format("position {}, {}", lon, lat));
        ring.push_back({lon, lat});
    }
    corners += ring.size();
    if (ring.size() < 4) throw refused("a ring of fewer than four positions");
    if (corners > kMostCorners) throw refused(fmt::format("more than {} positions", kMostCorners));
    if (ring.front().x != ring.back().x || ring.front().y != ring.back().y)
        throw refused("a ring that is not closed");
    return ring;
}

grid::Polygon polygon_of(const json& coordinates, std::size_t& corners) {
    grid::Polygon polygon;
    for (const auto& ring : coordinates) {
        polygon.outer.empty() ? void(polygon.outer = ring_of(ring, corners))
                              : polygon.holes.push_back(ring_of(ring, corners));
    }
    if (polygon.outer.empty()) throw refused("a polygon without a ring");
    return polygon;
}

grid::MultiPolygon parse_body(std::string_view body) {
    try {
        json document = json::parse(body);
        if (document.at("type") == "Feature") document = json(document.at("geometry"));
        const std::string type = document.at("type").get<std::string>();
        std::size_t corners = 0;
        grid::MultiPolygon polygons;
        if (type == "Polygon") {
            polygons.push_back(polygon_of(document.at("coordinates"), corners));
        } else if (type == "MultiPolygon") {
            for (const auto& part : document.at("coordinates")) polygons.push_back(polygon_of(part, corners));
        } else {
            throw refused("type '" + type + "'");
        }
        return polygons;
    } catch (const json::exception& e) {
        throw refused(e.what());
    }
}

bool same_cells(const tiles::Drawable& a, const tiles::Drawable& b) {
    const auto& one = a.pyramid->grid();
    const auto& other = b.pyramid->grid();
    return a.crs == b.crs && one.width == other.width && one.height == other.height &&
           one.affine == other.affine;
}

/// The selected cells of all layers that lie on the same grid, and how much ground a cell of it covers.
class Selection {
  public:
    Selection(const grid::MultiPolygon& lonlat, const tiles::Drawable& raster)
        : raster_(&raster), spans_(cells_inside(lonlat, raster)) {
        const auto& grid = raster.pyramid->grid();
        side_ = std::max(kLeastBlock, std::max(grid.width, grid.height) / kBlocks);
        blocks_across_ = grid.width / side_ + 1;
        ground_m2_.assign(
            static_cast<std::size_t>(blocks_across_) * static_cast<std::size_t>(grid.height / side_ + 1),
            std::numeric_limits<double>::quiet_NaN());
        for (const auto& span : spans_) cells_ += span.last - span.first;
    }

    [[nodiscard]] bool fits(const tiles::Drawable& raster) const { return same_cells(*raster_, raster); }
    [[nodiscard]] long long cells() const { return cells_; }

    /// Calls `visit(row, first, last, m2)` for stretches of cells that cover the same ground each, and before
    /// that `open(first column, first row, last column, last row)` for the box of what follows.
    template <class Open, class Visit>
    void each(const Open& open, const Visit& visit) {
        for (std::size_t begin = 0; begin < spans_.size();) {
            std::size_t end = begin;
            int x0 = spans_[begin].first;
            int x1 = spans_[begin].last;
            const int stop = spans_[begin].row + kBand;
            for (; end < spans_.size() && spans_[end].row < stop; ++end) {
                x0 = std::min(x0, spans_[end].first);
                x1 = std::max(x1, spans_[end].last);
            }
            open(x0, spans_[begin].row, x1, spans_[end - 1].row + 1);
            for (; begin < end; ++begin) {
                const auto& span = spans_[begin];
                for (int first = span.first; first < span.last;) {
                    const int last = std::min(span.last, (first / side_ + 1) * side_);
                    visit(span.row, first, last, ground_m2(span.row, first));
                    first = last;
                }
            }
        }
    }

  private:
    static constexpr int kLeastBlock = 32;
    static constexpr int kBlocks = 64;  ///< a side: a projection's scale hardly changes within one
    static constexpr int kBand = 128;   ///< rows that are read at once where a raster is not in memory

    double ground_m2(int row, int column) {
        const int block_row = row / side_;
        const int block_column = column / side_;
        double& m2 = ground_m2_[static_cast<std::size_t>(block_row * blocks_across_ + block_column)];
        if (std::isnan(m2)) {
            const auto& grid = raster_->pyramid->grid();
            const auto centre = grid.centre(block_column * side_ + side_ / 2, block_row * side_ + side_ / 2);
            const auto& to_lonlat = tiles::TransformCache::of_this_thread().get(raster_->crs, "EPSG:4326");
            m2 = grid.cell_area() *
                 crs::ground_area_factor(to_lonlat, centre, std::sqrt(grid.cell_area()) * side_ / 2);
        }
        return m2;
    }

    const tiles::Drawable* raster_;
    std::vector<CellSpan> spans_;
    std::vector<double> ground_m2_;  ///< per block, NaN until it is asked for
    int side_ = 1;
    int blocks_across_ = 1;
    long long cells_ = 0;
};

struct Sums {
    long long assessed = 0;  ///< cells that a level, or the unknown, is said of
    long long known = 0;     ///< of the assessed ones
    double known_m2 = 0;
    double weighted = 0;  ///< sum of value times area
    float least = std::numeric_limits<float>::infinity();
    float most = -std::numeric_limits<float>::infinity();
    std::vector<double> classes_m2;

    void add(float value, int at, double m2) {
        ++known;
        known_m2 += m2;
        weighted += static_cast<double>(value) * m2;
        least = std::min(least, value);
        most = std::max(most, value);
        if (at >= 0) classes_m2[static_cast<std::size_t>(at)] += m2;
    }
};

/// @param mask  levels on the same cells, 255 outside the assessed area; may be null
Sums sums_of(const ServedLayer& layer, const tiles::Pyramid* mask, Selection& selection) {
    const auto& pyramid = *layer.drawable->pyramid;
    const auto& style = layer.palettes.front()->style;
    const bool is_values = pyramid.type() == tiles::CellType::values;
    std::array<int, 256> class_of_byte{};
    for (std::size_t i = 0; i < class_of_byte.size(); ++i)
        class_of_byte[i] = style.class_of(static_cast<double>(i));
    Sums sums;
    sums.classes_m2.resize(style.classes.size());
    std::vector<float> value_scratch;
    std::vector<std::uint8_t> byte_scratch;
    std::vector<std::uint8_t> mask_scratch;
    tiles::Window<float> values;
    tiles::Window<std::uint8_t> bytes;
    tiles::Window<std::uint8_t> assessed;
    const auto open = [&](int x0, int y0, int x1, int y1) {
        if (is_values) values = pyramid.values(0, x0, y0, x1, y1, value_scratch);
        if (!is_values) bytes = pyramid.bytes(0, x0, y0, x1, y1, byte_scratch);
        if (mask != nullptr) assessed = mask->bytes(0, x0, y0, x1, y1, mask_scratch);
    };
    selection.each(open, [&](int row, int first, int last, double m2) {
        for (int c = first; c < last; ++c) {
            const bool counts = mask == nullptr || assessed.at(c, row) != tiles::Pyramid::kNoLevel;
            sums.assessed += counts ? 1 : 0;
            if (is_values) {
                const float value = values.at(c, row);
                if (std::isnan(value)) continue;
                sums.add(value, style.class_of(static_cast<double>(value)), m2);
            } else {
                const auto level = bytes.at(c, row);
                if (level == tiles::Pyramid::kNoLevel) continue;
                sums.add(static_cast<float>(level), class_of_byte[level], m2);
            }
        }
    });
    return sums;
}

/// The level layer that tells which cells are assessed at all: that of the layer's own scenario, else the
/// first.
const ServedLayer* mask_of(const ServedRun& run, const ServedLayer& layer) {
    const ServedLayer* found = nullptr;
    for (const auto& candidate : run.layers) {
        if (candidate.meta.kind != "level" || !same_cells(*candidate.drawable, *layer.drawable)) continue;
        if (candidate.meta.scenario == layer.meta.scenario) return &candidate;
        if (found == nullptr) found = &candidate;
    }
    return found;
}

ordered_json layer_json(const ServedLayer& layer, const Sums& sums, long long cells) {
    const auto& style = layer.palettes.front()->style;
    auto classes = ordered_json::array();
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const auto& entry = style.classes[i];
        classes.push_back({{"label", {{"zh", entry.label.zh}, {"en", entry.label.en}}},
                           {"colour", entry.colour.hex()},
                           {"value", entry.value ? ordered_json(*entry.value) : ordered_json()},
                           {"area_m2", sums.classes_m2[i]}});
    }
    const int zero = layer.meta.kind == "level" ? style.class_of(0) : -1;
    ordered_json unknown;
    if (zero >= 0 && sums.known_m2 > 0) {
        unknown = sums.classes_m2[static_cast<std::size_t>(zero)] / sums.known_m2;
    } else if (zero < 0 && sums.assessed > 0) {
        const auto missing = std::max(0LL, sums.assessed - sums.known);
        unknown = static_cast<double>(missing) / static_cast<double>(sums.assessed);
    }
    const bool numbers = sums.known_m2 > 0 && layer.drawable->pyramid->type() == tiles::CellType::values;
    return {{"layer", layer.meta.id},
            {"unit", layer.meta.unit},
            {"kind", layer.meta.kind},
            {"cells", cells},
            {"assessed_cells", sums.assessed},
            {"area_m2", sums.known_m2},
            {"unknown_share", std::move(unknown)},
            {"mean", numbers ? ordered_json(sums.weighted / sums.known_m2) : ordered_json()},
            {"min", sums.known > 0 ? ordered_json(sums.least) : ordered_json()},
            {"max", sums.known > 0 ? ordered_json(sums.most) : ordered_json()},
            {"classes", std::move(classes)}};
}

}  // namespace

Answer post_statistics(Call& call) {
    const auto type = call.request.content_type.substr(0, call.request.content_type.find(';'));
    if (!type.empty() && type != "application/geo+json" && type != "application/json") {
        throw api::ApiError(api::ErrorCode::media_type_unsupported, "application/geo+json is read here");
    }
    const auto lonlat = parse_body(call.request.body);
    const std::string* wanted = call.target.find("layer");
    auto list = ordered_json::array();
    std::vector<Selection> selections;
    long long reads = 0;
    for (const auto& layer : call.run->layers) {
        if (!call.may_see(layer) || (wanted != nullptr && call.layer(*wanted).meta.id != layer.meta.id))
            continue;
        auto selection = std::find_if(selections.begin(), selections.end(),
                                      [&](const Selection& known) { return known.fits(*layer.drawable); });
        if (selection == selections.end()) {
            selection = selections.insert(selections.end(), Selection(lonlat, *layer.drawable));
        }
        reads += selection->cells();
        if (reads > kMostReads) {
            throw api::ApiError(
                api::ErrorCode::export_too_large,
                fmt::format("more than {} cells would be read; '?layer=ID' asks for one layer", kMostReads));
        }
        const auto* mask = mask_of(*call.run, layer);
        const auto sums =
            sums_of(layer, mask != nullptr ? mask->drawable->pyramid.get() : nullptr, *selection);
        list.push_back(layer_json(layer, sums, selection->cells()));
    }
    const auto& manifest = call.run->manifest;
    ordered_json document{{"run", manifest.id},
                          {"synthetic", manifest.synthetic},
                          {"mark", manifest.synthetic ? ordered_json(run::kSyntheticMark) : ordered_json()},
                          {"layers", std::move(list)}};
    Answer answer = json_answer(document.dump(2) + "\n");
    answer.caching = Caching::none;
    answer.keep = false;
    return answer;
}

}  // namespace riskmap::tileserver::service
