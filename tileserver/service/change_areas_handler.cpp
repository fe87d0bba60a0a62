#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/change_pair.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/legend_json.hpp"
#include "tileserver/service/tile_drawing.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

/// Single cells of a raster by row; the last row asked for is kept.
class Rows {
  public:
    explicit Rows(const tiles::Pyramid& pyramid) : pyramid_(pyramid) {}

    /// NaN outside and where there is nothing.
    float at(int column, int row) {
        const auto& grid = pyramid_.grid();
        if (column < 0 || row < 0 || column >= grid.width || row >= grid.height) return kNothing;
        if (row != row_) read(row);
        if (pyramid_.type() == tiles::CellType::values) return values_.at(column, row);
        const auto level = bytes_.at(column, row);
        return level == tiles::Pyramid::kNoLevel ? kNothing : static_cast<float>(level);
    }

  private:
    static constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();

    void read(int row) {
        const int width = pyramid_.grid().width;
        if (pyramid_.type() == tiles::CellType::values) {
            values_ = pyramid_.values(0, 0, row, width, row + 1, value_scratch_);
        } else {
            bytes_ = pyramid_.bytes(0, 0, row, width, row + 1, byte_scratch_);
        }
        row_ = row;
    }

    const tiles::Pyramid& pyramid_;
    int row_ = -1;
    tiles::Window<float> values_;
    tiles::Window<std::uint8_t> bytes_;
    std::vector<float> value_scratch_;
    std::vector<std::uint8_t> byte_scratch_;
};

/// Cells of the later run per change; the earlier run's cell is the one at their centres.
std::array<double, 256> cells_per_change(const ChangePair& pair) {
    const auto& after = *pair.after->drawable;
    const auto& before = *pair.before->drawable;
    const auto& grid = after.pyramid->grid();
    const auto& earlier = before.pyramid->grid();
    const auto* transform = after.crs == before.crs
                                ? nullptr
                                : &tiles::TransformCache::of_this_thread().get(after.crs, before.crs);
    Rows was(*before.pyramid);
    Rows is(*after.pyramid);
    std::array<double, 256> cells{};
    std::vector<grid::Point> centres(static_cast<std::size_t>(grid.width));
    for (int row = 0; row < grid.height; ++row) {
        for (int column = 0; column < grid.width; ++column) {
            centres[static_cast<std::size_t>(column)] = grid.centre(column, row);
        }
        if (transform != nullptr) transform->apply(centres);
        for (int column = 0; column < grid.width; ++column) {
            int x = -1;
            int y = -1;
            const auto place = centres[static_cast<std::size_t>(column)];
            if (!std::isfinite(place.x) || !earlier.cell_at(place, x, y)) x = -1;
            const auto change = pair.change(was.at(x, y), is.at(column, row));
            cells[static_cast<std::size_t>(change)] += 1;
        }
    }
    return cells;
}

}  // namespace

Answer get_change_areas(Call& call) {
    const auto pair = change_pair(call, layer_of_file(call.path["file"]));
    const auto cells = cells_per_change(pair);
    const double cell_m2 = pair.after->drawable->pyramid->grid().cell_area();
    auto classes = ordered_json::array();
    for (const auto& entry : pair.palette.style.classes) {
        if (!entry.value) continue;
        classes.push_back({{"value", *entry.value},
                           {"label", text_json(entry.label)},
                           {"colour", entry.colour.hex()},
                           {"area_m2", cells[static_cast<std::size_t>(*entry.value)] * cell_m2}});
    }
    ordered_json document{{"layer", pair.after->meta.id},
                          {"from", pair.from->manifest.id},
                          {"to", pair.to->manifest.id},
                          {"synthetic", pair.synthetic()},
                          {"classes", std::move(classes)}};
    if (pair.synthetic()) document["mark"] = run::kSyntheticMark;
    return finished_change(json_answer(document.dump(2) + "\n"), pair);
}

}  // namespace riskmap::tileserver::service
