#include "geocore/crs/title.hpp"

#include "geocore/crs/proj_handles.hpp"

namespace riskmap::crs {

std::string title(const std::string& crs) {
    const ProjContext context = make_context();
    const ProjObject object = make_crs(context.get(), crs);
    const char* text = proj_get_name(object.get());
    return text == nullptr || std::string(text) == "unknown" ? "" : text;
}

}  // namespace riskmap::crs
