#pragma once

#include <string>

#include "tileserver/service/call.hpp"

namespace riskmap::tileserver::service {

/// Parts of the document that a client may ask for alone; Themes has nothing in it here.
struct WmtsSections {
    bool identification = true;
    bool provider = true;
    bool operations = true;
    bool contents = true;
};
/// The WMTS 1.0.0 capabilities of all layers that the caller may see.
[[nodiscard]] std::string wmts_capabilities(const Call& call, const WmtsSections& sections = {});
/// An OWS 1.1 exception report.
[[nodiscard]] std::string wmts_exception(const std::string& code, const std::string& locator,
                                         const std::string& text);

}  // namespace riskmap::tileserver::service
