#include "mapgen/artefacts/vectors.hpp"

#include <fmt/format.h>

#include <fstream>

#include "geocore/core/error.hpp"
#include "geocore/gdal/vector_sink.hpp"
#include "geocore/run/fixed_words.hpp"
#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/judgement.hpp"

namespace riskmap::artefacts {
namespace {

using gdal::FieldType;
using gdal::Value;

Value text(const std::string& value) {
    return value.empty() ? Value{} : Value{value};
}

/// A layer under construction: fields once, then features; the marks of a synthetic run are added to each.
class LayerBuilder {
  public:
    LayerBuilder(std::string name, const project::Project& project, gdal::GeometryKind kind,
                 std::vector<gdal::FieldSpec> fields)
        : synthetic_(project.synthetic) {
        layer_.name = std::move(name);
        layer_.crs = project.crs;
        layer_.kind = kind;
        layer_.fields = std::move(fields);
        if (synthetic_) {
            layer_.fields.push_back({"synthetic", FieldType::integer});
            layer_.fields.push_back({"mark", FieldType::text});
        }
    }

    void add(std::vector<Value> values, grid::Point point) {
        add_feature(std::move(values), {gdal::GeometryKind::point, point, {}});
    }
    void add(std::vector<Value> values, grid::MultiPolygon area) {
        add_feature(std::move(values), {gdal::GeometryKind::polygon, {}, std::move(area)});
    }
    [[nodiscard]] gdal::VectorLayer take() { return std::move(layer_); }

  private:
    void add_feature(std::vector<Value> values, gdal::Geometry geometry) {
        if (synthetic_) {
            values.emplace_back(1LL);
            values.emplace_back(std::string(run::kSyntheticMark));
        }
        layer_.features.push_back({0, std::move(values), std::move(geometry)});
    }

    bool synthetic_;
    gdal::VectorLayer layer_;
};

gdal::VectorLayer zones_layer(const VectorContents& c) {
    LayerBuilder layer("zones", c.project, gdal::GeometryKind::polygon,
                       {{"id", FieldType::text},
                        {"name_zh", FieldType::text},
                        {"name_en", FieldType::text},
                        {"approximate", FieldType::integer},
                        {"uncertainty_m", FieldType::real},
                        {"area_m2", FieldType::real}});
    for (const auto& zone : c.area.zones) {
        layer.add({zone.id, text(zone.name_zh), text(zone.name_en), zone.approximate ? 1LL : 0LL,
                   zone.uncertainty_m ? Value{*zone.uncertainty_m} : Value{}, grid::area(zone.area)},
                  zone.area);
    }
    return layer.take();
}

gdal::VectorLayer risk_zones_layer(const VectorContents& c) {
    LayerBuilder layer("risk-zones", c.project, gdal::GeometryKind::polygon,
                       {{"level", FieldType::integer},
                        {"scenario", FieldType::text},
                        {"area_m2", FieldType::real},
                        {"area_km2", FieldType::real},
                        {"merged_m2", FieldType::real},
                        {"below_unit", FieldType::integer}});
    for (const auto& group : c.risk_zones) {
        for (const auto& zone : group.zones.list) {
            layer.add({static_cast<long long>(zone.level), group.scenario, zone.area_m2, zone.area_m2 / 1e6,
                       zone.merged_m2, zone.below_unit ? 1LL : 0LL},
                      zone.outline);
        }
    }
    return layer.take();
}

gdal::VectorLayer stations_layer(const VectorContents& c) {
    std::vector<gdal::FieldSpec> fields{{"id", FieldType::text},
                                        {"name_zh", FieldType::text},
                                        {"zone", FieldType::text},
                                        {"kind", FieldType::text},
                                        {"representativeness", FieldType::text},
                                        {"n_samples", FieldType::integer},
                                        {"remark", FieldType::text},
                                        {"precision_m", FieldType::real}};
    for (const auto& pollutant : c.project.pollutants) {
        fields.push_back({pollutant.key, FieldType::real});
        fields.push_back({pollutant.key + "_unit", FieldType::text});
        fields.push_back({pollutant.key + "_limit", FieldType::real});
        fields.push_back({pollutant.key + "_below", FieldType::integer});
    }
    LayerBuilder layer("stations", c.project, gdal::GeometryKind::point, std::move(fields));
    for (std::size_t s = 0; s < c.stations.size(); ++s) {
        const auto& station = c.stations[s];
        constexpr std::size_t kFixed = 8;
        std::vector<Value> values(kFixed + 4 * c.project.pollutants.size());
        long long n_samples = 0;
        std::string remark;
        for (const auto& mean : c.means) {
            if (mean.station != s) continue;
            const std::size_t at = kFixed + 4 * mean.pollutant;
            values[at] = mean.censored || !mean.used ? Value{} : Value{mean.value};
            values[at + 1] = c.project.pollutants[mean.pollutant].unit;
            values[at + 2] = mean.detection_limit ? Value{*mean.detection_limit} : Value{};
            values[at + 3] = mean.censored ? 1LL : 0LL;
            n_samples = std::max(n_samples, mean.n_samples);
            if (!mean.used) {
                remark += fmt::format("{}{}: {}", remark.empty() ? "" : "; ",
                                      c.project.pollutants[mean.pollutant].key, mean.reason.en);
            }
        }
        values[6] = text(remark);
        values[7] = station.precision_m;
        values[0] = station.id;
        values[1] = text(station.name_zh);
        values[2] = text(station.zone);
        values[3] = text(station.kind);
        values[4] = c.project.representativeness;
        values[5] = n_samples;
        layer.add(std::move(values), station.position);
    }
    return layer.take();
}

/// The columns of a judgement that a layer of this project may have.
std::vector<const JudgementColumn*> columns_for(const project::Project& project) {
    std::vector<const JudgementColumn*> columns;
    for (const auto& column : judgement_columns()) {
        if (project.public_audience || !column.tells_sources) columns.push_back(&column);
    }
    return columns;
}

std::vector<gdal::FieldSpec> with_judgement(std::vector<gdal::FieldSpec> fields,
                                            const project::Project& project) {
    for (const auto* column : columns_for(project)) fields.push_back(column->spec);
    return fields;
}

std::vector<Value> with_judgement(std::vector<Value> values, const zones::PlaceJudgement& judgement,
                                  const project::Project& project) {
    for (const auto* column : columns_for(project)) values.push_back(column->value(judgement));
    return values;
}

gdal::VectorLayer receptors_layer(const VectorContents& c) {
    LayerBuilder layer("receptors", c.project, gdal::GeometryKind::point,
                       with_judgement({{"id", FieldType::text},
                                       {"name_zh", FieldType::text},
                                       {"type", FieldType::text},
                                       {"source", FieldType::text},
                                       {"licence", FieldType::text}},
                                      c.project));
    for (const auto& [receptor, judgement] : c.receptors) {
        layer.add(with_judgement({receptor.id, c.project.synthetic ? Value{} : text(receptor.name_zh),
                                  text(receptor.type), text(receptor.source), text(receptor.licence)},
                                 judgement, c.project),
                  receptor.position);
    }
    return layer.take();
}

gdal::VectorLayer berths_layer(const VectorContents& c) {
    LayerBuilder layer("berths", c.project, gdal::GeometryKind::point,
                       with_judgement({{"id", FieldType::text},
                                       {"name_zh", FieldType::text},
                                       {"section", FieldType::text},
                                       {"port_area", FieldType::text},
                                       {"district", FieldType::text},
                                       {"lat_text", FieldType::text},
                                       {"lon_text", FieldType::text},
                                       {"precision_m", FieldType::real},
                                       {"open_year_text", FieldType::text},
                                       {"capacity_text", FieldType::text},
                                       {"level_lowest", FieldType::integer},
                                       {"level_highest", FieldType::integer},
                                       {"findings", FieldType::text}},
                                      c.project));
    for (const auto& result : c.berths) {
        const auto& b = result.berth;
        const bool judged = result.judgement.risk.has_value();
        layer.add(with_judgement({b.id, c.project.synthetic ? Value{} : text(b.name_zh), text(b.section),
                                  text(b.port_area), text(b.district), text(b.lat_text), text(b.lon_text),
                                  b.precision_m, text(b.open_year_text), text(b.capacity_text),
                                  judged ? Value{static_cast<long long>(result.level_lowest)} : Value{},
                                  judged ? Value{static_cast<long long>(result.level_highest)} : Value{},
                                  text(result.findings)},
                                 result.judgement, c.project),
                  b.position);
    }
    return layer.take();
}

gdal::VectorLayer sources_layer(const VectorContents& c) {
    LayerBuilder layer("sources", c.project, gdal::GeometryKind::point,
                       {{"id", FieldType::text},
                        {"name_zh", FieldType::text},
                        {"name_en", FieldType::text},
                        {"type", FieldType::text},
                        {"zone", FieldType::text},
                        {"substances", FieldType::text},
                        {"height_m", FieldType::real},
                        {"enterprise", FieldType::text},
                        {"grade", FieldType::text},
                        {"code", FieldType::text},
                        {"code_status", FieldType::text}});
    for (const auto& source : c.sources) {
        const auto found = c.source_marks.find(source.id);
        const SourceMark mark = found == c.source_marks.end() ? SourceMark{} : found->second;
        layer.add({source.id, text(source.name_zh), text(source.name_en), text(source.type),
                   text(source.zone), text(source.substances), source.height_m, text(mark.enterprise),
                   text(mark.grade), text(mark.code), text(mark.status)},
                  source.position);
    }
    return layer.take();
}

std::string ring_json(const grid::Ring& ring) {
    std::string json = "[";
    for (std::size_t i = 0; i < ring.size(); ++i) {
        json += fmt::format("{}[{:.5f},{:.5f}]", i == 0 ? "" : ",", ring[i].x, ring[i].y);
    }
    return json + "]";
}

}  // namespace

std::vector<run::VectorLayer> write_vectors(const std::filesystem::path& run,
                                            const VectorContents& contents) {
    gdal::GeoPackageSink sink(run / "vectors.gpkg");
    std::vector<run::VectorLayer> written;
    for (const auto& layer : {zones_layer(contents), risk_zones_layer(contents), stations_layer(contents),
                              receptors_layer(contents), berths_layer(contents), sources_layer(contents)}) {
        sink.add(layer);
        written.push_back({layer.name, static_cast<long long>(layer.features.size())});
    }
    sink.finish();
    return written;
}

void write_base_land(const std::filesystem::path& run, const zones::StudyArea& area) {
    if (area.land_lon_lat.empty()) return;
    std::filesystem::create_directories(run / "base");
    std::ofstream out(run / "base" / "land.geojson", std::ios::binary);
    out << R"({"type":"FeatureCollection","features":[)";
    bool first = true;
    for (const auto& land : area.land_lon_lat) {
        for (const auto& polygon : land) {
            out << (first ? "\n" : ",\n")
                << R"({"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[)"
                << ring_json(polygon.outer);
            for (const auto& hole : polygon.holes) out << "," << ring_json(hole);
            out << "]}}";
            first = false;
        }
    }
    out << "\n]}\n";
    out.close();
    if (!out)
        throw core::data_error("{}: cannot be written; is the disk full?",
                               (run / "base/land.geojson").string());
}

}  // namespace riskmap::artefacts
