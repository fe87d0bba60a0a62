#include "geocore/crs/proj_handles.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::crs {
namespace {

constexpr std::size_t kNameLength = 60;

// WKT runs over many lines; a message needs its beginning only.
std::string shown(const std::string& crs) {
    const std::string line = crs.substr(0, crs.find('\n'));
    return line.size() <= kNameLength ? line : line.substr(0, kNameLength) + "...";
}

bool is_horizontal(PJ_CONTEXT* context, const PJ* object) {
    switch (proj_get_type(object)) {
        case PJ_TYPE_GEOGRAPHIC_2D_CRS:
        case PJ_TYPE_GEOGRAPHIC_3D_CRS:
        case PJ_TYPE_PROJECTED_CRS:
            return true;
        case PJ_TYPE_COMPOUND_CRS:
            return is_horizontal(context, ProjObject(proj_crs_get_sub_crs(context, object, 0)).get());
        case PJ_TYPE_BOUND_CRS:
            return is_horizontal(context, ProjObject(proj_get_source_crs(context, object)).get());
        default:
            return false;
    }
}

void ignore_log(void* /*data*/, int /*level*/, const char* /*message*/) {}

}  // namespace

ProjContext make_context() {
    ProjContext context(proj_context_create());
    proj_log_func(context.get(), nullptr, ignore_log);
    proj_context_set_enable_network(context.get(), 0);
    return context;
}

std::string last_error(PJ_CONTEXT* context) {
    const int code = proj_context_errno(context);
    const char* text = code == 0 ? nullptr : proj_context_errno_string(context, code);
    return text == nullptr ? "no reason given" : text;
}

ProjObject make_crs(PJ_CONTEXT* context, const std::string& crs) {
    const std::string text(core::trim(crs));
    ProjObject object(text.empty() ? nullptr : proj_create(context, text.c_str()));
    if (!object) {
        throw core::Error(core::ErrorKind::data,
                          fmt::format("coordinate system '{}' is not known to PROJ ({})", shown(text),
                                      text.empty() ? "the name is empty" : last_error(context)),
                          "Allowed: a code such as EPSG:4326, EPSG:4490 or EPSG:4550, WKT, GCJ-02, BD-09.");
    }
    if (!is_horizontal(context, object.get())) {
        throw core::data_error("'{}' is not a geographic or projected coordinate system", shown(text));
    }
    return object;
}

}  // namespace riskmap::crs
