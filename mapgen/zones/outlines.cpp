#include "mapgen/zones/outlines.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace riskmap::zones {
namespace {

struct Step {
    int column;
    int row;
};

// Headings, counterclockwise: east, north, west, south; rows count southwards.
constexpr std::array<Step, 4> kForward{Step{1, 0}, Step{0, -1}, Step{-1, 0}, Step{0, 1}};
// From a cell's corner to the start of the edge that has the cell on its left.
constexpr std::array<Step, 4> kStart{Step{0, 1}, Step{1, 1}, Step{1, 0}, Step{0, 0}};

std::size_t right_of(std::size_t heading) {
    return (heading + 3) % 4;
}
std::size_t left_of(std::size_t heading) {
    return (heading + 1) % 4;
}

/// A corner that a ring passes.
struct Corner {
    int column = 0;
    int row = 0;
    bool node = false;         ///< three or more boundaries meet
    std::int32_t beyond = -1;  ///< the region on the right of the edge that leaves here

    [[nodiscard]] std::pair<int, int> key() const { return {row, column}; }
};

/// Positive where the ring runs counterclockwise, y to the north.
double signed_area(const std::vector<Corner>& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Corner& a = ring[i];
        const Corner& b = ring[(i + 1) % ring.size()];
        twice -= static_cast<double>(a.column) * b.row - static_cast<double>(b.column) * a.row;
    }
    return twice / 2;
}

class Tracer {
  public:
    explicit Tracer(const Regions& regions) : regions_(regions), traced_(regions.label.size(), 0) {
        outlines_.regions.resize(regions.list.size());
    }

    Outlines trace() {
        for (int row = 0; row < regions_.height; ++row) {
            for (int column = 0; column < regions_.width; ++column) {
                for (std::size_t heading = 0; heading < 4; ++heading) start(column, row, heading);
            }
        }
        return std::move(outlines_);
    }

  private:
    [[nodiscard]] std::int32_t beyond(int column, int row, std::size_t heading) const {
        const Step right = kForward.at(right_of(heading));
        return regions_.at(column + right.column, row + right.row);
    }

    [[nodiscard]] bool is_node(int column, int row) const {
        const std::int32_t north_west = regions_.at(column - 1, row - 1);
        const std::int32_t north_east = regions_.at(column, row - 1);
        const std::int32_t south_west = regions_.at(column - 1, row);
        const std::int32_t south_east = regions_.at(column, row);
        const int boundaries = (north_west != north_east ? 1 : 0) + (south_west != south_east ? 1 : 0) +
                               (north_west != south_west ? 1 : 0) + (north_east != south_east ? 1 : 0);
        return boundaries > 2;
    }

    [[nodiscard]] unsigned char& traced(int column, int row) {
        return traced_[static_cast<std::size_t>(row) * static_cast<std::size_t>(regions_.width) +
                       static_cast<std::size_t>(column)];
    }

    void start(int column, int row, std::size_t heading) {
        const std::int32_t region = regions_.at(column, row);
        if (region == Regions::kOutside || beyond(column, row, heading) == region) return;
        if ((traced(column, row) >> heading & 1U) != 0) return;
        add_ring(region, ring_from(column, row, heading));
    }

    /// Follows the boundary with the region on the left. Where it touches itself at a corner, the turn is to
    /// the right: the ring stays with the same area outside, so it passes no corner twice.
    std::vector<Corner> ring_from(int column, int row, std::size_t heading) {
        const std::int32_t region = regions_.at(column, row);
        std::vector<Corner> ring;
        std::size_t before = 4;
        while ((traced(column, row) >> heading & 1U) == 0) {
            traced(column, row) |= static_cast<unsigned char>(1U << heading);
            const Step start = kStart.at(heading);
            Corner corner{column + start.column, row + start.row, false, beyond(column, row, heading)};
            corner.node = is_node(corner.column, corner.row);
            if (corner.node || heading != before) ring.push_back(corner);
            before = heading;
            const Step ahead = kForward.at(heading);
            const Step right = kForward.at(right_of(heading));
            const int next_column = column + ahead.column;
            const int next_row = row + ahead.row;
            if (regions_.at(next_column + right.column, next_row + right.row) == region) {
                column = next_column + right.column;
                row = next_row + right.row;
                heading = right_of(heading);
            } else if (regions_.at(next_column, next_row) == region) {
                column = next_column;
                row = next_row;
            } else {
                heading = left_of(heading);
            }
        }
        // The first corner stands in the middle of a straight run where the last edge has its heading.
        if (before == heading && !ring.front().node) ring.erase(ring.begin());
        return ring;
    }

    void add_ring(std::int32_t region, std::vector<Corner> ring) {
        const auto node = std::find_if(ring.begin(), ring.end(), [](const Corner& c) { return c.node; });
        const auto first =
            node != ring.end()
                ? node
                : std::min_element(ring.begin(), ring.end(),
                                   [](const Corner& a, const Corner& b) { return a.key() < b.key(); });
        std::rotate(ring.begin(), first, ring.end());
        const bool is_outer = signed_area(ring) > 0;
        ring.push_back(ring.front());
        std::vector<ArcUse> uses;
        for (std::size_t begin = 0; begin + 1 < ring.size();) {
            std::size_t end = begin + 1;
            while (end + 1 < ring.size() && !ring[end].node) ++end;
            uses.push_back(use_arc(
                {ring.begin() + static_cast<long>(begin), ring.begin() + static_cast<long>(end) + 1}));
            begin = end;
        }
        RegionOutline& outline = outlines_.regions[static_cast<std::size_t>(region)];
        if (is_outer) {
            outline.outer = std::move(uses);
        } else {
            outline.holes.push_back(std::move(uses));
        }
    }

    /// The arc of these corners, in whichever direction it is met.
    ArcUse use_arc(const std::vector<Corner>& corners) {
        const std::size_t last = corners.size() - 1;
        const auto forward = std::pair(corners[0].key(), corners[1].key());
        const auto backward = std::pair(corners[last].key(), corners[last - 1].key());
        const bool reversed = backward < forward;
        const auto [at, added] = index_.emplace(reversed ? backward : forward, outlines_.arcs.size());
        if (added) {
            Arc arc;
            for (const Corner& c : corners) {
                arc.points.push_back({static_cast<double>(c.column), static_cast<double>(c.row)});
            }
            if (reversed) std::reverse(arc.points.begin(), arc.points.end());
            arc.outer = corners[0].beyond == Regions::kOutside;
            outlines_.arcs.push_back(std::move(arc));
        }
        return {at->second, reversed};
    }

    const Regions& regions_;
    std::vector<unsigned char> traced_;  ///< per cell: which of its sides have been followed, by heading
    std::map<std::pair<std::pair<int, int>, std::pair<int, int>>, std::size_t> index_;
    Outlines outlines_;
};

grid::Ring ring_of(const Outlines& outlines, const std::vector<ArcUse>& uses, const grid::Affine& affine) {
    grid::Ring ring;
    for (const ArcUse& use : uses) {
        const auto& points = outlines.arcs[use.arc].points;
        // An arc ends where the next one starts.
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
            const grid::Point p = points[use.reversed ? points.size() - 1 - i : i];
            ring.push_back(affine.apply(p.x, p.y));
        }
    }
    ring.push_back(ring.front());
    return ring;
}

}  // namespace

Outlines trace_outlines(const Regions& regions) {
    return Tracer(regions).trace();
}

grid::Polygon polygon_of(const Outlines& outlines, std::size_t region, const grid::Affine& affine) {
    const RegionOutline& outline = outlines.regions[region];
    grid::Polygon polygon;
    polygon.outer = ring_of(outlines, outline.outer, affine);
    for (const auto& hole : outline.holes) polygon.holes.push_back(ring_of(outlines, hole, affine));
    return polygon;
}

}  // namespace riskmap::zones
