#pragma once

// For the .cpp files of geocore/crs alone: owners of PROJ's handles.

#include <proj.h>

#include <memory>
#include <string>

namespace riskmap::crs {

struct ProjContextDeleter {
    void operator()(PJ_CONTEXT* context) const noexcept { proj_context_destroy(context); }
};
struct ProjDeleter {
    void operator()(PJ* object) const noexcept { proj_destroy(object); }
};
using ProjContext = std::unique_ptr<PJ_CONTEXT, ProjContextDeleter>;
using ProjObject = std::unique_ptr<PJ, ProjDeleter>;

/// A context of its own, silent and offline.
[[nodiscard]] ProjContext make_context();
/// A horizontal CRS (geographic or projected, the horizontal part of a compound or bound one included).
/// @throws Error (data) naming the CRS.
[[nodiscard]] ProjObject make_crs(PJ_CONTEXT* context, const std::string& crs);
[[nodiscard]] std::string last_error(PJ_CONTEXT* context);

}  // namespace riskmap::crs
