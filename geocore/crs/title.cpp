#include "geocore/crs/title.hpp"

#include "geocore/core/error.hpp"
#include "geocore/crs/proj_handles.hpp"

namespace riskmap::crs {

std::string title(const std::string& crs) {
    const ProjContext context = make_context();
    const ProjObject object = make_crs(context.get(), crs);
    const char* text = proj_get_name(object.get());
    return text == nullptr || std::string(text) == "unknown" ? "" : text;
}

std::string wkt(const std::string& crs) {
    const ProjContext context = make_context();
    const ProjObject object = make_crs(context.get(), crs);
    const char* const options[] = {"MULTILINE=NO", nullptr};
    const char* text = proj_as_wkt(context.get(), object.get(), PJ_WKT2_2019, options);
    if (text == nullptr) throw core::data_error("{}: has no WKT: {}", crs, last_error(context.get()));
    return text;
}

}  // namespace riskmap::crs
