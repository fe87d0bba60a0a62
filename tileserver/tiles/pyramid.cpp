#include "tileserver/tiles/pyramid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "geocore/core/error.hpp"

namespace riskmap::tileserver::tiles {

Pyramid::Pyramid(std::filesystem::path path, CellType type) : path_(std::move(path)), type_(type) {
    auto source = std::make_unique<gdal::RasterSource>(path_);
    nodata_ = source->nodata();
    levels_.push_back({source->grid(), 1, 1, {}, {}});
    for (int i = 0; i < source->overviews(); ++i) {
        Level level{source->overview_grid(i), 1, 1, {}, {}};
        level.fx = static_cast<double>(grid().width) / level.grid.width;
        level.fy = static_cast<double>(grid().height) / level.grid.height;
        if (type_ ==
            CellType::levels) {  // made of whole blocks of 2 x 2, the last ones reach beyond the edge
            level.fx = level.fy = std::exp2(std::round(std::log2(level.fx)));
        }
        levels_.push_back(std::move(level));
    }
    idle_.push_back(std::move(source));
}

std::size_t Pyramid::bytes() const {
    std::size_t cells = 0;
    for (const auto& level : levels_) cells += level.grid.size();
    return cells * (type_ == CellType::values ? sizeof(float) : 1);
}

void Pyramid::load() {
    for (int i = 0; i < levels(); ++i) {
        Level& level = levels_[static_cast<std::size_t>(i)];
        type_ == CellType::values ? read(i, 0, 0, level.grid.width, level.grid.height, level.values)
                                  : read(i, 0, 0, level.grid.width, level.grid.height, level.bytes);
    }
    loaded_ = true;
    const std::lock_guard lock(mutex_);
    idle_.clear();
}

template <class T>
void Pyramid::read(int level, int x0, int y0, int width, int height, std::vector<T>& out) const {
    std::unique_ptr<gdal::RasterSource> source;
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            source = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!source) source = std::make_unique<gdal::RasterSource>(path_);
    out.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    source->read(1, x0, y0, width, height, out.data(), level - 1);
    if constexpr (std::is_same_v<T, float>) {
        if (nodata_ && !std::isnan(*nodata_)) {
            std::replace(out.begin(), out.end(), static_cast<float>(*nodata_),
                         std::numeric_limits<float>::quiet_NaN());
        }
    } else if (nodata_ && *nodata_ >= 0 && *nodata_ < kNoLevel) {
        std::replace(out.begin(), out.end(), static_cast<std::uint8_t>(*nodata_), kNoLevel);
    }
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(source));
}

template <class T>
Window<T> Pyramid::window(int level, int x0, int y0, int x1, int y1, const std::vector<T>& whole,
                          std::vector<T>& scratch) const {
    const auto& size = at(level).grid;
    x0 = std::clamp(x0, 0, size.width);
    y0 = std::clamp(y0, 0, size.height);
    const int width = std::clamp(x1, x0, size.width) - x0;
    const int height = std::clamp(y1, y0, size.height) - y0;
    if (width == 0 || height == 0) return {};
    if (loaded_) {
        return {whole.data() + static_cast<std::ptrdiff_t>(y0) * size.width + x0,
                size.width,
                x0,
                y0,
                width,
                height};
    }
    read(level, x0, y0, width, height, scratch);
    return {scratch.data(), width, x0, y0, width, height};
}

Window<float> Pyramid::values(int level, int x0, int y0, int x1, int y1, std::vector<float>& scratch) const {
    return window(level, x0, y0, x1, y1, at(level).values, scratch);
}

Window<std::uint8_t> Pyramid::bytes(int level, int x0, int y0, int x1, int y1,
                                    std::vector<std::uint8_t>& scratch) const {
    return window(level, x0, y0, x1, y1, at(level).bytes, scratch);
}

}  // namespace riskmap::tileserver::tiles
