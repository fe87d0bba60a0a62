#include "tileserver/service/polygon_cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tileserver/api/error_table.hpp"

namespace riskmap::tileserver::service {
namespace {

/// An edge of this many degrees bends by 6 cm at most between 0 and 55 degrees of latitude.
constexpr double kPiece_degrees = 0.02;
constexpr double kMargin_degrees = 0.01;
constexpr std::size_t kMostPieces = 1'000'000;
constexpr std::size_t kMostCrossings = 4'000'000;

api::ApiError too_intricate(std::size_t allowed, std::string_view of_what) {
    return {
        api::ErrorCode::body_invalid,
        fmt::format("the polygon's edges have more than {} {} over this map: simplify it", allowed, of_what)};
}

/// The part of a ring on one side of a line, by Sutherland and Hodgman (1974); the even-odd rule holds
/// inside. `beyond` tells how far a place lies outside.
template <class Beyond>
grid::Ring clipped(const grid::Ring& ring, const Beyond& beyond) {
    grid::Ring kept;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto a = ring[i];
        const auto b = ring[i + 1];
        const double from = beyond(a);
        const double to = beyond(b);
        if (from <= 0) kept.push_back(a);
        if ((from <= 0) == (to <= 0)) continue;
        const double t = from / (from - to);
        kept.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
    }
    if (!kept.empty()) kept.push_back(kept.front());
    return kept;
}

grid::Ring clipped(grid::Ring ring, const grid::Box& box) {
    ring = clipped(ring, [&](grid::Point p) { return box.xmin - p.x; });
    ring = clipped(ring, [&](grid::Point p) { return p.x - box.xmax; });
    ring = clipped(ring, [&](grid::Point p) { return box.ymin - p.y; });
    return clipped(ring, [&](grid::Point p) { return p.y - box.ymax; });
}

/// Counts what a polygon costs, over all of its rings.
struct Budget {
    std::size_t pieces = 0;
    std::size_t crossings = 0;

    void add_pieces(std::size_t n) {
        pieces += n;
        if (pieces > kMostPieces) throw too_intricate(kMostPieces, "pieces");
    }
    void add_crossings(std::size_t n) {
        crossings += n;
        if (crossings > kMostCrossings) throw too_intricate(kMostCrossings, "crossings with rows of cells");
    }
};

grid::Ring in_pieces(const grid::Ring& ring, Budget& budget) {
    grid::Ring pieces;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto a = ring[i];
        const auto b = ring[i + 1];
        const double reach = std::max(std::abs(b.x - a.x), std::abs(b.y - a.y));
        const auto n = static_cast<std::size_t>(std::max(1.0, std::ceil(reach / kPiece_degrees)));
        budget.add_pieces(n);
        for (std::size_t k = 0; k < n; ++k) {
            const double t = static_cast<double>(k) / static_cast<double>(n);
            pieces.push_back({a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)});
        }
    }
    if (!pieces.empty()) pieces.push_back(pieces.front());
    return pieces;
}

bool comes_first(const CellSpan& a, const CellSpan& b) {
    return a.row != b.row ? a.row < b.row : a.first < b.first;
}

/// In order and without overlaps.
std::vector<CellSpan> merged(std::vector<CellSpan> spans) {
    std::sort(spans.begin(), spans.end(), comes_first);
    std::vector<CellSpan> whole;
    for (const auto& span : spans) {
        if (!whole.empty() && whole.back().row == span.row && span.first <= whole.back().last) {
            whole.back().last = std::max(whole.back().last, span.last);
        } else {
            whole.push_back(span);
        }
    }
    return whole;
}

/// @pre both are merged
std::vector<CellSpan> without(const std::vector<CellSpan>& spans, const std::vector<CellSpan>& holes) {
    if (holes.empty()) return spans;
    std::vector<CellSpan> left;
    auto hole = holes.begin();
    for (auto span : spans) {
        while (hole != holes.end() &&
               (hole->row < span.row || (hole->row == span.row && hole->last <= span.first))) {
            ++hole;
        }
        for (auto at = hole; at != holes.end() && at->row == span.row && at->first < span.last; ++at) {
            if (at->first > span.first) left.push_back({span.row, span.first, at->first});
            span.first = std::max(span.first, at->last);
        }
        if (span.first < span.last) left.push_back(span);
    }
    return left;
}

struct Crossing {
    int row = 0;
    double x = 0;
};

/// Where the lines through the centres of rows cross a ring given in columns and rows.
std::vector<Crossing> crossings(const grid::Ring& ring, int height, Budget& budget) {
    std::vector<Crossing> found;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const auto a = ring[i];
        const auto b = ring[i + 1];
        // Rows whose centre r + 0.5 lies in [low, high).
        const auto row_from = [&](double y) {
            return static_cast<int>(std::clamp(std::ceil(y - 0.5), 0.0, static_cast<double>(height)));
        };
        const int begin = row_from(std::min(a.y, b.y));
        const int end = row_from(std::max(a.y, b.y));
        budget.add_crossings(static_cast<std::size_t>(end - begin));
        for (int row = begin; row < end; ++row) {
            found.push_back({row, a.x + (row + 0.5 - a.y) * (b.x - a.x) / (b.y - a.y)});
        }
    }
    std::sort(found.begin(), found.end(), [](const Crossing& a, const Crossing& b) {
        return a.row != b.row ? a.row < b.row : a.x < b.x;
    });
    return found;
}

/// Appends the cells inside a ring by the even-odd rule.
void append_inside(const grid::Ring& lonlat, const tiles::Drawable& raster, Budget& budget,
                   std::vector<CellSpan>& spans) {
    const auto& grid = raster.pyramid->grid();
    grid::Ring ring = in_pieces(clipped(lonlat, raster.lonlat.grown(kMargin_degrees)), budget);
    tiles::TransformCache::of_this_thread().get("EPSG:4326", raster.crs).apply(ring);
    for (auto& p : ring) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) {
            throw api::ApiError(api::ErrorCode::body_invalid, "a position beyond the map's CRS");
        }
        p = grid.affine.invert(p);
    }
    const auto at = crossings(ring, grid.height, budget);
    const auto column = [&](double x) {
        return static_cast<int>(std::clamp(std::ceil(x - 0.5), 0.0, static_cast<double>(grid.width)));
    };
    for (std::size_t k = 0; k + 1 < at.size(); k += 2) {
        const CellSpan span{at[k].row, column(at[k].x), column(at[k + 1].x)};
        if (span.first < span.last) spans.push_back(span);
    }
}

}  // namespace

std::vector<CellSpan> cells_inside(const grid::MultiPolygon& lonlat, const tiles::Drawable& raster) {
    Budget budget;
    std::vector<CellSpan> all;
    for (const auto& polygon : lonlat) {
        std::vector<CellSpan> outer;
        append_inside(polygon.outer, raster, budget, outer);
        std::vector<CellSpan> holes;
        for (const auto& hole : polygon.holes) append_inside(hole, raster, budget, holes);
        const auto part = without(merged(std::move(outer)), merged(std::move(holes)));
        all.insert(all.end(), part.begin(), part.end());
    }
    return merged(std::move(all));
}

}  // namespace riskmap::tileserver::service
