#include "geocore/grid/crop.hpp"

#include <algorithm>
#include <cmath>

namespace riskmap::grid {

Grid cropped(const Grid& whole, const Box& box, double on_edge) {
    const auto upper = whole.affine.invert({box.xmin, box.ymax});
    const auto lower = whole.affine.invert({box.xmax, box.ymin});
    const auto within = [](double value, int most) {
        return static_cast<int>(std::clamp(value, 0.0, 1.0 * most));
    };
    Grid part = whole;
    if (!std::isfinite(upper.x + upper.y + lower.x + lower.y)) {
        part.width = part.height = 0;
        return part;
    }
    const int x0 = within(std::floor(upper.x + on_edge), whole.width);
    const int y0 = within(std::floor(upper.y + on_edge), whole.height);
    part.width = within(std::ceil(lower.x - on_edge), whole.width) - x0;
    part.height = within(std::ceil(lower.y - on_edge), whole.height) - y0;
    const auto corner = whole.affine.apply(x0, y0);
    part.affine.x0 = corner.x;
    part.affine.y0 = corner.y;
    return part;
}

}  // namespace riskmap::grid
