#include "geocore/gdal/vector_sink.hpp"

#include <cpl_string.h>

#include "geocore/core/error.hpp"
#include "geocore/gdal/common.hpp"
#include "geocore/gdal/geometry.hpp"

namespace riskmap::gdal {
namespace {

struct FieldDeleter {
    void operator()(OGRFieldDefnH field) const noexcept { OGR_Fld_Destroy(field); }
};
using FieldHandle = std::unique_ptr<std::remove_pointer_t<OGRFieldDefnH>, FieldDeleter>;

OGRFieldType ogr_type(FieldType type) {
    switch (type) {
        case FieldType::integer:
            return OFTInteger64;
        case FieldType::real:
            return OFTReal;
        case FieldType::text:
            return OFTString;
    }
    return OFTString;
}

void set_value(OGRFeatureH feature, int field, const Value& value) {
    if (const auto* integer = std::get_if<long long>(&value)) {
        OGR_F_SetFieldInteger64(feature, field, *integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
        OGR_F_SetFieldDouble(feature, field, *real);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        OGR_F_SetFieldString(feature, field, text->c_str());
    } else {
        OGR_F_SetFieldNull(feature, field);
    }
}

}  // namespace

/// A dataset of layers being written.
struct GeoPackageSink::State {
    std::string path;
    DatasetHandle dataset;

    [[nodiscard]] core::Error failure(const std::string& what) const {
        return core::data_error("{}: {}: {}", path, what, last_message());
    }
    [[nodiscard]] OGRLayerH create_layer(const VectorLayer& layer, const std::string& identifier) const;
    void add_feature(OGRLayerH target, const VectorLayer& layer, const Feature& feature) const;
    void add(const VectorLayer& layer, const std::string& identifier) const;
};

OGRLayerH GeoPackageSink::State::create_layer(const VectorLayer& layer, const std::string& identifier) const {
    const SpatialReferenceHandle srs =
        layer.crs.empty() ? SpatialReferenceHandle() : spatial_reference(layer.crs);
    const OGRwkbGeometryType type = layer.kind == GeometryKind::point     ? wkbPoint
                                    : layer.kind == GeometryKind::polygon ? wkbMultiPolygon
                                                                          : wkbNone;
    char** options = nullptr;
    if (!identifier.empty()) options = CSLSetNameValue(options, "IDENTIFIER", identifier.c_str());
    OGRLayerH target = GDALDatasetCreateLayer(dataset.get(), layer.name.c_str(), srs.get(), type, options);
    CSLDestroy(options);
    if (target == nullptr) throw failure("layer '" + layer.name + "' cannot be created");
    for (const auto& field : layer.fields) {
        const FieldHandle definition(OGR_Fld_Create(field.name.c_str(), ogr_type(field.type)));
        if (OGR_L_CreateField(target, definition.get(), FALSE) != OGRERR_NONE) {
            throw failure("field '" + field.name + "' cannot be created");
        }
    }
    return target;
}

void GeoPackageSink::State::add_feature(OGRLayerH target, const VectorLayer& layer,
                                        const Feature& source) const {
    const FeatureHandle feature(OGR_F_Create(OGR_L_GetLayerDefn(target)));
    for (std::size_t i = 0; i < source.values.size(); ++i) {
        set_value(feature.get(), static_cast<int>(i), source.values[i]);
    }
    if (source.geometry.kind != GeometryKind::none) {
        OGR_F_SetGeometryDirectly(feature.get(), to_ogr(source.geometry).release());
    }
    if (OGR_L_CreateFeature(target, feature.get()) != OGRERR_NONE) {
        throw failure("a feature of layer '" + layer.name + "' cannot be written");
    }
}

void GeoPackageSink::State::add(const VectorLayer& layer, const std::string& identifier) const {
    CPLErrorReset();
    OGRLayerH target = create_layer(layer, identifier);
    const bool transactions = GDALDatasetTestCapability(dataset.get(), ODsCTransactions) != 0;
    if (transactions) GDALDatasetStartTransaction(dataset.get(), FALSE);
    for (const auto& feature : layer.features) add_feature(target, layer, feature);
    if (transactions && GDALDatasetCommitTransaction(dataset.get()) != OGRERR_NONE) {
        throw failure("layer '" + layer.name + "' cannot be written");
    }
}

GeoPackageSink::GeoPackageSink(const std::filesystem::path& path) : state_(std::make_unique<State>()) {
    ensure_registered();
    state_->path = path.string();
    CPLErrorReset();
    state_->dataset.reset(
        GDALCreate(GDALGetDriverByName("GPKG"), path.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
    if (!state_->dataset) throw state_->failure("cannot be created");
}

GeoPackageSink::~GeoPackageSink() = default;

void GeoPackageSink::add(const VectorLayer& layer, const std::string& identifier) {
    state_->add(layer, identifier);
}

void GeoPackageSink::describe(const std::vector<std::pair<std::string, std::string>>& metadata) {
    for (const auto& [key, value] : metadata) {
        GDALSetMetadataItem(state_->dataset.get(), key.c_str(), value.c_str(), nullptr);
    }
}

void GeoPackageSink::finish() {
    CPLErrorReset();
    state_->dataset.reset();
    if (CPLGetLastErrorType() >= CE_Failure) throw state_->failure("cannot be completed");
}

}  // namespace riskmap::gdal
