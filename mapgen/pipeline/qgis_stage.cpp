#include "mapgen/pipeline/qgis_stage.hpp"

#include "geocore/core/digest.hpp"
#include "mapgen/exports/qgis_project.hpp"

namespace riskmap::pipeline {

artefacts::FileEntry write_qgis(const std::filesystem::path& run, const Inputs& inputs,
                                const Contents& contents) {
    const auto& p = inputs.project;
    exports::QgisProject project;
    project.title = p.title;
    project.crs = p.crs;
    project.extent = inputs.grid.extent();
    project.synthetic = p.synthetic;
    project.review_number = p.review_number;
    for (const auto& entry : contents.layers) project.layers.push_back(entry.layer);
    project.vectors = contents.vectors;
    exports::write_qgis_project(run, project);
    return {exports::kQgisProjectFile, core::sha256_file(run / exports::kQgisProjectFile)};
}

}  // namespace riskmap::pipeline
