#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "geocore/gdal/vector.hpp"
#include "geocore/grid/geometry.hpp"

namespace riskmap::tileserver::tiles {

/// One layer of a Mapbox Vector Tile 2.1 (https://github.com/mapbox/vector-tile-spec), features one by one.
/// Geometries come in tile units: 0 to kExtent from the west and from the north. They are clipped to the tile
/// and a margin, so that outlines do not show along tile borders. What would be too small to be seen stays as
/// a square of a unit: a hot spot does not disappear by zooming out.
class VectorTileLayer {
  public:
    static constexpr int kExtent = 4096;
    static constexpr int kMargin = 80;

    explicit VectorTileLayer(std::string name) : name_(std::move(name)) {}

    using Properties = std::vector<std::pair<std::string, gdal::Value>>;
    /// Nulls are left out. `id` is a number of the feature's own. False where nothing of it lies in the tile.
    bool add(std::uint64_t id, const gdal::Geometry& geometry, const Properties& properties);
    [[nodiscard]] bool empty() const { return features_.empty(); }
    /// The whole tile with this one layer.
    [[nodiscard]] std::string tile() const;

  private:
    [[nodiscard]] std::uint32_t key_of(const std::string& key);
    [[nodiscard]] std::uint32_t value_of(const gdal::Value& value);

    std::string name_;
    std::vector<std::string> features_;
    std::vector<std::string> keys_;
    std::map<std::string, std::uint32_t> key_numbers_;
    std::vector<std::string> values_;
    std::map<std::string, std::uint32_t> value_numbers_;
};

/// The part of a ring inside the square from `low` to `high` in both directions (Sutherland and Hodgman);
/// closed like the ring, empty where nothing is inside.
[[nodiscard]] grid::Ring clip_ring(const grid::Ring& ring, double low, double high);

}  // namespace riskmap::tileserver::tiles
