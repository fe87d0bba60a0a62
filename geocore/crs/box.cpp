#include "geocore/crs/box.hpp"

#include <cmath>
#include <vector>

namespace riskmap::crs {

grid::Box transformed(const grid::Box& box, const Transform& transform) {
    constexpr int kSteps = 32;
    std::vector<grid::Point> outline;
    for (int i = 0; i <= kSteps; ++i) {
        const double x = box.xmin + box.width() * i / kSteps;
        const double y = box.ymin + box.height() * i / kSteps;
        outline.insert(outline.end(), {{x, box.ymin}, {x, box.ymax}, {box.xmin, y}, {box.xmax, y}});
    }
    transform.apply(outline);
    grid::Box all = grid::Box::empty();
    for (const auto p : outline) {
        if (std::isfinite(p.x) && std::isfinite(p.y)) all.extend(p);
    }
    return all;
}

}  // namespace riskmap::crs
