#include "mapgen/cli/failure.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "geocore/core/error.hpp"

namespace riskmap::cli {

int tell_failure(const std::exception& failure) {
    fmt::print(stderr, "mapgen: {}\n", failure.what());
    const auto* error = dynamic_cast<const core::Error*>(&failure);
    if (error == nullptr) return 1;
    if (!error->advice().empty()) fmt::print(stderr, "  {}\n", error->advice());
    return error->kind() == core::ErrorKind::usage ? 2 : 1;
}

}  // namespace riskmap::cli
