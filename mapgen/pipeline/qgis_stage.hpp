#pragma once

#include <filesystem>

#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/pipeline/summary.hpp"

namespace riskmap::pipeline {

/// Writes the run's QGIS project. @pre layers, vectors and styles of `contents` are written
/// @return its entry in the manifest
[[nodiscard]] artefacts::FileEntry write_qgis(const std::filesystem::path& run, const Inputs& inputs,
                                              const Contents& contents);

}  // namespace riskmap::pipeline
