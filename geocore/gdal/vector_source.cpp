#include "geocore/gdal/vector_source.hpp"

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/layer_reading.hpp"

namespace riskmap::gdal {
namespace {

DatasetHandle open(const std::filesystem::path& path) {
    ensure_registered();
    // A sheet's first row names its columns even where every cell is text.
    CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", "FORCE");
    CPLErrorReset();
    DatasetHandle dataset(GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                                     nullptr, nullptr, nullptr));
    if (!dataset)
        throw core::data_error("{}: cannot be read as vector data: {}", path.string(), last_message());
    return dataset;
}

std::vector<std::string> names_of(const DatasetHandle& dataset) {
    std::vector<std::string> names;
    for (int i = 0; i < GDALDatasetGetLayerCount(dataset.get()); ++i) {
        names.emplace_back(OGR_L_GetName(GDALDatasetGetLayer(dataset.get(), i)));
    }
    return names;
}

}  // namespace

std::vector<std::string> vector_layers(const std::filesystem::path& path) {
    return names_of(open(path));
}

VectorLayer read_vector(const std::filesystem::path& path, const std::string& layer) {
    const DatasetHandle dataset = open(path);
    OGRLayerH source = layer.empty() ? GDALDatasetGetLayer(dataset.get(), 0)
                                     : GDALDatasetGetLayerByName(dataset.get(), layer.c_str());
    if (source == nullptr) {
        throw core::data_error("{}: layer '{}' is missing{}", path.string(), layer,
                               core::suggestion(layer, names_of(dataset)));
    }
    return read_layer(source, path.string());
}

}  // namespace riskmap::gdal
