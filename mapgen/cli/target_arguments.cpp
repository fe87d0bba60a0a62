#include "mapgen/cli/target_arguments.hpp"

#include <filesystem>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::cli {

bool check_target(const std::string& at, const std::vector<double>& extent,
                  const std::optional<double>& cell_size, const std::string& output) {
    const bool raster = !extent.empty() || cell_size;
    if (at.empty() == !raster) throw core::usage_error("give either --at, or --extent with --cell-size");
    if (raster && (extent.empty() || !cell_size)) {
        throw core::usage_error("--extent and --cell-size belong together");
    }
    const auto ending = core::to_lower_ascii(std::filesystem::path(output).extension().string());
    if (raster && ending != ".tif" && ending != ".tiff") {
        throw core::usage_error("--output: '{}' should end in .tif for a raster", output);
    }
    if (!raster && ending != ".csv") {
        throw core::usage_error("--output: '{}' should end in .csv for --at", output);
    }
    return raster;
}

}  // namespace riskmap::cli
