#include "mapgen/exports/geopackage_export.hpp"

#include "geocore/core/error.hpp"
#include "geocore/gdal/vector_sink.hpp"
#include "mapgen/exports/vector_qml.hpp"

namespace riskmap::exports {
namespace {

constexpr const char* kGeometryColumn = "geom";  // as GDAL names it

gdal::VectorLayer style_table() {
    using gdal::FieldType;
    gdal::VectorLayer table;
    table.name = "layer_styles";
    for (const char* name : {"f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column",
                             "styleName", "styleQML", "styleSLD"}) {
        table.fields.push_back({name, FieldType::text});
    }
    table.fields.push_back({"useAsDefault", FieldType::integer});
    for (const char* name : {"description", "owner", "ui", "update_time"}) {
        table.fields.push_back({name, FieldType::text});
    }
    return table;
}

void add_style(gdal::VectorLayer& table, const RunSource& source, const std::string& name,
               const std::string& shown, const std::string& qml) {
    gdal::Feature row;
    row.values = {std::string(), std::string(),          shown, std::string(kGeometryColumn), name,
                  qml,           std::string(),          1LL,   "run " + source.manifest.id,  std::string(),
                  std::string(), source.manifest.created};
    table.features.push_back(std::move(row));
}

std::vector<std::pair<std::string, std::string>> metadata_of(const RunSource& source, Language language) {
    std::vector<std::pair<std::string, std::string>> items{
        {"RUN", source.manifest.id},
        {"AUDIENCE", of(source.release.audience_words(source.review_number.has_value()), language)}};
    if (!source.mark.empty()) items.emplace_back("SYNTHETIC", source.mark);
    for (const auto& [label, text] : source.facts())
        items.emplace_back(of(label, language), of(text, language));
    return items;
}

}  // namespace

void export_geopackage(const RunSource& source, const std::vector<std::string>& names,
                       const std::filesystem::path& output, Language language) {
    const auto wanted = wanted_vectors(source, names);
    if (wanted.empty())
        throw core::data_error("{}: the run has no vector layer to export", source.folder.string());
    const std::filesystem::path partial(output.string() + ".part.gpkg");
    std::filesystem::remove(partial);
    auto styles = style_table();
    try {
        gdal::GeoPackageSink sink(partial);
        for (const auto& name : wanted) {
            for (auto& [title, layer, scenario] : vector_parts(source, name)) {
                const std::string id = scenario.empty() ? name : name + "-" + scenario;
                layer.name = language == Language::zh ? title.zh : id;
                add_style(styles, source, id, layer.name, vector_qml(source, name, layer, language));
                sink.add(layer, title.zh + " / " + title.en);
            }
        }
        sink.add(styles);
        sink.describe(metadata_of(source, language));
        sink.finish();
    } catch (...) {
        std::error_code ignored;
        std::filesystem::remove(partial, ignored);
        throw;
    }
    std::filesystem::rename(partial, output);
}

}  // namespace riskmap::exports
