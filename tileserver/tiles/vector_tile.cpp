#include "tileserver/tiles/vector_tile.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>

namespace riskmap::tileserver::tiles {
namespace {

// Protocol Buffers wire types.
constexpr std::uint32_t kVarint = 0;
constexpr std::uint32_t kDouble = 1;
constexpr std::uint32_t kBytes = 2;

enum class GeometryType : std::uint32_t { point = 1, polygon = 3 };
enum class Command : std::uint32_t { move_to = 1, line_to = 2, close_path = 7 };

void append_varint(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out += static_cast<char>((value & 0x7FU) | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

void append_tag(std::string& out, std::uint32_t field, std::uint32_t type) {
    append_varint(out, field << 3U | type);
}

void append_number(std::string& out, std::uint32_t field, std::uint64_t value) {
    append_tag(out, field, kVarint);
    append_varint(out, value);
}

void append_bytes(std::string& out, std::uint32_t field, const std::string& bytes) {
    append_tag(out, field, kBytes);
    append_varint(out, bytes.size());
    out += bytes;
}

std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
}

struct Position {
    int x = 0;
    int y = 0;
    bool operator==(const Position&) const = default;
};
using Path = std::vector<Position>;

Position rounded(grid::Point p) {
    return {static_cast<int>(std::lround(p.x)), static_cast<int>(std::lround(p.y))};
}

bool is_between(Position a, Position b, Position c) {
    const std::int64_t cross = static_cast<std::int64_t>(b.x - a.x) * (c.y - b.y) -
                               static_cast<std::int64_t>(b.y - a.y) * (c.x - b.x);
    return cross == 0;
}

/// Whole units, without the closing position, repeated ones and ones on a straight line.
Path path_of(const grid::Ring& ring) {
    Path path;
    for (const auto p : ring) {
        const Position here = rounded(p);
        if (!path.empty() && path.back() == here) continue;
        while (path.size() >= 2 && is_between(path[path.size() - 2], path.back(), here)) path.pop_back();
        path.push_back(here);
    }
    while (path.size() > 1 && path.front() == path.back()) path.pop_back();
    return path;
}

/// Twice the area; positive where the path runs clockwise on the screen (y downwards).
std::int64_t twice_area(const Path& path) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto& a = path[i];
        const auto& b = path[(i + 1) % path.size()];
        sum += static_cast<std::int64_t>(a.x) * b.y - static_cast<std::int64_t>(b.x) * a.y;
    }
    return sum;
}

/// Commands with a cursor that runs on from path to path.
class GeometryWriter {
  public:
    void point(Position p) {
        command(Command::move_to, 1);
        go(p);
    }
    /// Outer rings run clockwise, holes against.
    void ring(Path path, bool outer) {
        if ((twice_area(path) > 0) != outer) path = Path(path.rbegin(), path.rend());
        point(path.front());
        command(Command::line_to, path.size() - 1);
        for (std::size_t i = 1; i < path.size(); ++i) go(path[i]);
        command(Command::close_path, 1);
    }
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

  private:
    void command(Command what, std::size_t count) {
        append_varint(bytes_, count << 3U | static_cast<std::uint32_t>(what));
    }
    void go(Position p) {
        append_varint(bytes_, zigzag(p.x - cursor_.x));
        append_varint(bytes_, zigzag(p.y - cursor_.y));
        cursor_ = p;
    }
    std::string bytes_;
    Position cursor_;
};

Path square_at(Position p) {
    return {p, {p.x + 1, p.y}, {p.x + 1, p.y + 1}, {p.x, p.y + 1}};
}

void write_polygon(const grid::Polygon& polygon, GeometryWriter& out) {
    constexpr double kLow = -VectorTileLayer::kMargin;
    constexpr double kHigh = VectorTileLayer::kExtent + VectorTileLayer::kMargin;
    const auto clipped = clip_ring(polygon.outer, kLow, kHigh);
    if (clipped.empty()) return;
    Path outer = path_of(clipped);
    if (twice_area(outer) == 0) return out.ring(square_at(rounded(clipped.front())), true);
    out.ring(std::move(outer), true);
    for (const auto& hole : polygon.holes) {
        Path inner = path_of(clip_ring(hole, kLow, kHigh));
        if (inner.size() >= 3 && twice_area(inner) != 0) out.ring(std::move(inner), false);
    }
}

std::string value_bytes(const gdal::Value& value) {
    std::string out;
    if (const auto* text = std::get_if<std::string>(&value)) {
        append_bytes(out, 1, *text);
    } else if (const auto* integer = std::get_if<long long>(&value)) {
        append_number(out, 6, zigzag(*integer));
    } else if (const auto* real = std::get_if<double>(&value)) {
        append_tag(out, 3, kDouble);
        const auto bits = std::bit_cast<std::array<char, sizeof(double)>>(*real);
        out.append(bits.data(), bits.size());
    }
    return out;
}

bool is_inside(grid::Point p, int side, double low, double high) {
    switch (side) {
        case 0:
            return p.x >= low;
        case 1:
            return p.x <= high;
        case 2:
            return p.y >= low;
        default:
            return p.y <= high;
    }
}

grid::Point crossing(grid::Point a, grid::Point b, int side, double low, double high) {
    const double at = side % 2 == 0 ? low : high;
    if (side < 2) return {at, a.y + (at - a.x) * (b.y - a.y) / (b.x - a.x)};
    return {a.x + (at - a.y) * (b.x - a.x) / (b.y - a.y), at};
}

}  // namespace

grid::Ring clip_ring(const grid::Ring& ring, double low, double high) {
    grid::Ring kept = ring;
    for (int side = 0; side < 4 && !kept.empty(); ++side) {
        grid::Ring next;
        for (std::size_t i = 0; i + 1 < kept.size(); ++i) {
            const auto a = kept[i];
            const auto b = kept[i + 1];
            const bool from = is_inside(a, side, low, high);
            const bool to = is_inside(b, side, low, high);
            if (from) next.push_back(a);
            if (from != to) next.push_back(crossing(a, b, side, low, high));
        }
        if (!next.empty()) next.push_back(next.front());
        kept = std::move(next);
    }
    return kept;
}

std::uint32_t VectorTileLayer::key_of(const std::string& key) {
    const auto [at, fresh] = key_numbers_.try_emplace(key, static_cast<std::uint32_t>(keys_.size()));
    if (fresh) keys_.push_back(key);
    return at->second;
}

std::uint32_t VectorTileLayer::value_of(const gdal::Value& value) {
    auto bytes = value_bytes(value);
    const auto [at, fresh] = value_numbers_.try_emplace(bytes, static_cast<std::uint32_t>(values_.size()));
    if (fresh) values_.push_back(std::move(bytes));
    return at->second;
}

bool VectorTileLayer::add(std::uint64_t id, const gdal::Geometry& geometry, const Properties& properties) {
    GeometryWriter shape;
    const bool is_point = geometry.kind == gdal::GeometryKind::point;
    if (is_point) {
        const auto p = geometry.point;
        const bool inside =
            p.x >= -kMargin && p.y >= -kMargin && p.x <= kExtent + kMargin && p.y <= kExtent + kMargin;
        if (inside) shape.point(rounded(p));
    }
    for (const auto& polygon : geometry.polygons) write_polygon(polygon, shape);
    if (shape.bytes().empty()) return false;

    std::string tags;
    for (const auto& [key, value] : properties) {
        if (std::holds_alternative<std::monostate>(value)) continue;
        append_varint(tags, key_of(key));
        append_varint(tags, value_of(value));
    }
    std::string feature;
    append_number(feature, 1, id);
    append_bytes(feature, 2, tags);
    append_number(feature, 3,
                  static_cast<std::uint32_t>(is_point ? GeometryType::point : GeometryType::polygon));
    append_bytes(feature, 4, shape.bytes());
    features_.push_back(std::move(feature));
    return true;
}

std::string VectorTileLayer::tile() const {
    std::string layer;
    append_number(layer, 15, 2);
    append_bytes(layer, 1, name_);
    for (const auto& feature : features_) append_bytes(layer, 2, feature);
    for (const auto& key : keys_) append_bytes(layer, 3, key);
    for (const auto& value : values_) append_bytes(layer, 4, value);
    append_number(layer, 5, kExtent);
    std::string tile;
    append_bytes(tile, 3, layer);
    return tile;
}

}  // namespace riskmap::tileserver::tiles
