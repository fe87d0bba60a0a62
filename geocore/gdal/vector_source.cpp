#include "geocore/gdal/vector_source.hpp"

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/gdal/common.hpp"
#include "geocore/gdal/geometry.hpp"

namespace riskmap::gdal {
namespace {

struct FeatureDeleter {
    void operator()(OGRFeatureH feature) const noexcept { OGR_F_Destroy(feature); }
};
using FeatureHandle = std::unique_ptr<std::remove_pointer_t<OGRFeatureH>, FeatureDeleter>;

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

FieldType field_type(OGRFieldType type) {
    switch (type) {
        case OFTInteger:
        case OFTInteger64:
            return FieldType::integer;
        case OFTReal:
            return FieldType::real;
        default:
            return FieldType::text;
    }
}

/// OGR writes dates as 2025/09/01; a time of midnight says nothing more.
std::string iso_text(std::string text, OGRFieldType type) {
    if ((type != OFTDate && type != OFTDateTime) || text.size() < 10) return text;
    text[4] = text[7] = '-';
    const std::string_view time = std::string_view(text).substr(10);
    if (time.starts_with(" 00:00:00") && time.find_first_of("123456789.") == std::string_view::npos)
        text.resize(10);
    return text;
}

Value value_of(OGRFeatureH feature, int field, FieldType type) {
    if (OGR_F_IsFieldSetAndNotNull(feature, field) == 0) return {};
    switch (type) {
        case FieldType::integer:
            return static_cast<long long>(OGR_F_GetFieldAsInteger64(feature, field));
        case FieldType::real:
            return OGR_F_GetFieldAsDouble(feature, field);
        case FieldType::text:
            return iso_text(OGR_F_GetFieldAsString(feature, field),
                            OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field)));
    }
    return {};
}

std::vector<FieldSpec> fields_of(OGRLayerH layer) {
    std::vector<FieldSpec> fields;
    OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
        OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
        fields.push_back({OGR_Fld_GetNameRef(field), field_type(OGR_Fld_GetType(field))});
    }
    return fields;
}

Feature feature_of(OGRFeatureH source, const std::vector<FieldSpec>& fields) {
    Feature feature;
    feature.fid = OGR_F_GetFID(source);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        feature.values.push_back(value_of(source, static_cast<int>(i), fields[i].type));
    }
    feature.geometry = from_ogr(OGR_F_GetGeometryRef(source));
    return feature;
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
    VectorLayer result;
    result.name = OGR_L_GetName(source);
    result.crs = crs_name(OGR_L_GetSpatialRef(source));
    result.fields = fields_of(source);
    OGR_L_ResetReading(source);
    CPLErrorReset();
    while (const FeatureHandle feature{OGR_L_GetNextFeature(source)}) {
        try {
            result.features.push_back(feature_of(feature.get(), result.fields));
        } catch (const core::Error& e) {
            throw e.within(fmt::format("{}, feature {}", path.string(), OGR_F_GetFID(feature.get())));
        }
        if (result.kind == GeometryKind::none) result.kind = result.features.back().geometry.kind;
    }
    if (CPLGetLastErrorType() >= CE_Failure) {
        throw core::data_error("{}: damaged after feature {}: {}", path.string(), result.features.size(),
                               last_message());
    }
    return result;
}

}  // namespace riskmap::gdal
