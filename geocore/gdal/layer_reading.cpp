#include "geocore/gdal/layer_reading.hpp"

#include "geocore/core/error.hpp"
#include "geocore/gdal/geometry.hpp"

namespace riskmap::gdal {
namespace {

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
    if (std::string_view(text).substr(10) == " 00:00:00") text.resize(10);
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

VectorLayer read_layer(OGRLayerH source, const std::string& place) {
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
            throw e.within(fmt::format("{}, feature {}", place, OGR_F_GetFID(feature.get())));
        }
        if (result.kind == GeometryKind::none) result.kind = result.features.back().geometry.kind;
    }
    if (CPLGetLastErrorType() >= CE_Failure) {
        throw core::data_error("{}: damaged after feature {}: {}", place, result.features.size(),
                               last_message());
    }
    return result;
}

}  // namespace riskmap::gdal
