#include "geocore/crs/transform.hpp"

#include <cmath>
#include <limits>
#include <optional>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/chinese_datum.hpp"
#include "geocore/crs/proj_handles.hpp"

namespace riskmap::crs {
namespace {

using grid::Point;

constexpr const char* kWgs84 = "EPSG:4326";

ProjObject make_pipeline(PJ_CONTEXT* context, const std::string& from, const std::string& to) {
    const ProjObject source = make_crs(context, from);
    const ProjObject target = make_crs(context, to);
    const ProjObject pair(
        proj_create_crs_to_crs_from_pj(context, source.get(), target.get(), nullptr, nullptr));
    ProjObject pipeline(pair ? proj_normalize_for_visualization(context, pair.get()) : nullptr);
    if (!pipeline) {
        throw core::data_error("no transformation leads from '{}' to '{}' ({})", from, to,
                               last_error(context));
    }
    return pipeline;
}

bool is_finite(Point p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

}  // namespace

struct Transform::Steps {
    std::string from;
    std::string to;
    std::optional<ChineseDatum> first;  ///< to WGS 84 before PROJ
    std::optional<ChineseDatum> last;   ///< from WGS 84 after PROJ
    ProjContext context;
    ProjObject pipeline;  ///< none where both ends are WGS 84

    Steps(const std::string& from_crs, const std::string& to_crs)
        : from(core::trim(from_crs)),
          to(core::trim(to_crs)),
          first(chinese_datum(from)),
          last(chinese_datum(to)) {
        if (first && first == last) {
            first.reset();
            last.reset();
            return;
        }
        const std::string inner_from = first ? kWgs84 : from;
        const std::string inner_to = last ? kWgs84 : to;
        if (first && last) return;
        context = make_context();
        if (inner_from == inner_to) {
            (void)make_crs(context.get(), inner_from);
        } else {
            pipeline = make_pipeline(context.get(), inner_from, inner_to);
        }
    }

    void apply(std::span<Point> points) const {
        if (first) {
            for (Point& p : points) p = to_wgs84(*first, p);
        }
        if (pipeline && !points.empty()) {
            proj_errno_reset(pipeline.get());
            proj_trans_generic(pipeline.get(), PJ_FWD, &points.front().x, sizeof(Point), points.size(),
                               &points.front().y, sizeof(Point), points.size(), nullptr, 0, 0, nullptr, 0, 0);
        }
        if (last) {
            for (Point& p : points) p = from_wgs84(*last, p);
        }
        constexpr double kNowhere = std::numeric_limits<double>::infinity();
        for (Point& p : points) {
            if (!is_finite(p)) p = {kNowhere, kNowhere};
        }
    }
};

Transform::Transform(const std::string& from, const std::string& to)
    : steps_(std::make_unique<Steps>(from, to)) {}
Transform::~Transform() = default;
Transform::Transform(Transform&&) noexcept = default;
Transform& Transform::operator=(Transform&&) noexcept = default;

Point Transform::operator()(Point p) const {
    Point image = p;
    steps_->apply({&image, 1});
    if (!is_finite(image)) {
        throw core::data_error("position ({}, {}) in '{}' has no image in '{}'", p.x, p.y, steps_->from,
                               steps_->to);
    }
    return image;
}

void Transform::apply(std::span<Point> points) const {
    steps_->apply(points);
}

namespace {

/// The geographic or projected CRS inside a compound or bound one.
ProjObject horizontal_crs(PJ_CONTEXT* context, const std::string& crs) {
    ProjObject object = make_crs(context, crs);
    for (PJ_TYPE type = proj_get_type(object.get());
         type == PJ_TYPE_COMPOUND_CRS || type == PJ_TYPE_BOUND_CRS; type = proj_get_type(object.get())) {
        object.reset(type == PJ_TYPE_COMPOUND_CRS ? proj_crs_get_sub_crs(context, object.get(), 0)
                                                  : proj_get_source_crs(context, object.get()));
    }
    return object;
}

}  // namespace

bool is_geographic(const std::string& crs) {
    if (chinese_datum(crs)) return true;
    const ProjContext context = make_context();
    const PJ_TYPE type = proj_get_type(horizontal_crs(context.get(), crs).get());
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

bool is_northing_first(const std::string& crs) {
    if (chinese_datum(crs)) return false;
    const ProjContext context = make_context();
    const ProjObject object = horizontal_crs(context.get(), crs);
    const ProjObject axes(proj_crs_get_coordinate_system(context.get(), object.get()));
    const char* direction = nullptr;
    const bool known = axes && proj_cs_get_axis_info(context.get(), axes.get(), 0, nullptr, nullptr,
                                                     &direction, nullptr, nullptr, nullptr, nullptr) != 0;
    return known && direction != nullptr && std::string_view(direction) == "north";
}

}  // namespace riskmap::crs
