#include "mapgen/sheets/facts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "geocore/gdal/vector_source.hpp"
#include "geocore/run/fixed_words.hpp"

namespace riskmap::sheets {
namespace {

using nlohmann::json;

template <class T>
std::optional<T> optional_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return std::nullopt;
    return found->get<T>();
}

std::string string_of(const json& object, const char* key) {
    return optional_of<std::string>(object, key).value_or("");
}

run::Text text_of(const json& object, const char* key) {
    return {object.at(key).at("zh").get<std::string>(), object.at(key).at("en").get<std::string>()};
}

FieldFact field_of(const json& entry) {
    FieldFact field;
    field.pollutant = entry.at("pollutant").get<std::string>();
    field.method = string_of(entry, "method");
    field.transform = string_of(entry, "transform");
    field.n_samples = entry.at("n_samples").get<long long>();
    field.n_censored = entry.at("n_censored").get<long long>();
    const auto scores = entry.find("cross_validation");
    if (scores != entry.end() && !scores->is_null()) {
        field.scores =
            Scores{scores->at("n").get<long long>(), optional_of<double>(*scores, "rmse"),
                   optional_of<double>(*scores, "msdr"), optional_of<double>(*scores, "correlation")};
    }
    return field;
}

NotEstimable not_estimable_of(const json& entry) {
    NotEstimable row;
    row.pollutant = entry.at("pollutant").get<std::string>();
    row.name = text_of(entry, "name");
    row.detection_limit = optional_of<double>(entry, "detection_limit");
    row.unit = string_of(entry, "unit");
    const auto risks = entry.find("cancer_risk_at_detection_limit");
    if (risks != entry.end() && risks->is_object()) {
        for (const auto& [scenario, risk] : risks->items()) {
            if (risk.is_number()) row.cancer_risk[scenario] = risk.get<double>();
        }
    }
    return row;
}

Substance substance_of(const json& entry) {
    Substance substance{entry.at("key").get<std::string>(),
                        text_of(entry, "name"),
                        string_of(entry, "unit"),
                        string_of(entry, "representativeness"),
                        {},
                        {},
                        {}};
    if (const auto averaging = entry.find("averaging"); averaging != entry.end() && averaging->is_object()) {
        substance.n_stations = optional_of<long long>(*averaging, "n_stations");
        substance.n_used = optional_of<long long>(*averaging, "n_stations_used");
    }
    const auto limits = entry.find("limits");
    if (limits == entry.end() || !limits->is_array()) return substance;
    for (const auto& row : *limits) {
        substance.limits.push_back({row.at("value").get<double>(), string_of(row, "unit"),
                                    string_of(row, "averaging"), string_of(row, "applies_to"),
                                    string_of(row, "source")});
    }
    return substance;
}

std::vector<std::string> toxicity_of(const json& rows) {
    std::vector<std::string> versions;
    for (const auto& row : rows) {
        const std::string version = string_of(row, "source") + " (" + string_of(row, "version") + ")";
        if (std::find(versions.begin(), versions.end(), version) == versions.end())
            versions.push_back(version);
    }
    return versions;
}

void read_document(RunFacts& facts, const json& root) {
    const auto& project = root.at("project");
    facts.crs = project.at("crs").get<std::string>();
    if (const auto contact = project.find("contact"); contact != project.end() && contact->is_object())
        facts.contact = {string_of(*contact, "zh"), string_of(*contact, "en")};
    facts.period_start = string_of(project.at("period"), "start");
    facts.period_end = string_of(project.at("period"), "end");
    facts.review_number = optional_of<std::string>(root, "review_number");
    if (facts.manifest.synthetic) {
        facts.mark = string_of(root, "mark");
        if (facts.mark.empty()) facts.mark = run::kSyntheticMark;
    }
    for (const auto& p : root.at("pollutants")) {
        facts.pollutants.push_back(substance_of(p));
    }
    for (const auto& entry : root.at("fields")) facts.fields.push_back(field_of(entry));
    if (const auto rows = root.find("not_estimable"); rows != root.end()) {
        for (const auto& row : *rows) facts.not_estimable.push_back(not_estimable_of(row));
    }
    for (const auto& row : root.at("levels")) {
        facts.levels.push_back({row.at("level").get<int>(), optional_of<double>(row, "cancer_risk_min"),
                                optional_of<double>(row, "hazard_index_min")});
    }
    for (const auto& row : root.at("scenarios")) {
        facts.scenarios.push_back({row.at("key").get<std::string>(), text_of(row, "name"),
                                   string_of(row, "area"), row.at("et_h").get<double>(),
                                   row.at("ef_d").get<double>(), row.at("ed_y").get<double>(),
                                   row.at("lifetime_y").get<double>()});
    }
    facts.toxicity = toxicity_of(root.at("dose_response"));
}

gdal::VectorLayer vectors(const RunFacts& facts, const std::string& name) {
    for (const auto& layer : facts.manifest.vector_layers) {
        if (layer.name == name) return gdal::read_vector(facts.folder / facts.manifest.vectors_path, name);
    }
    return {};
}

/// Edges along the land's own bounds in degrees are where somebody cut it out, no coast.
class Coast {
  public:
    explicit Coast(const grid::MultiPolygon& land) : bounds_(grid::bounds(land)) {}

    [[nodiscard]] bool is_cut(grid::Point a, grid::Point b) const {
        return along(a.x, b.x, bounds_.xmin) || along(a.x, b.x, bounds_.xmax) ||
               along(a.y, b.y, bounds_.ymin) || along(a.y, b.y, bounds_.ymax);
    }

    /// The ring in pieces without its cuts.
    void add(const grid::Ring& ring, std::vector<std::vector<grid::Point>>& lines) {
        bool open = false;
        for (std::size_t i = 1; i < ring.size(); ++i) {
            if (is_cut(ring[i - 1], ring[i])) {
                open = false;
                cut_ = true;
                continue;
            }
            if (!open) lines.push_back({ring[i - 1]});
            lines.back().push_back(ring[i]);
            open = true;
        }
    }

    /// Corners every so often, for the sides are no straight lines in a plane.
    [[nodiscard]] grid::Ring known() const {
        grid::Ring ring;
        if (!cut_) return ring;
        constexpr int kPieces = 32;
        const grid::Box& b = bounds_;
        const std::array<grid::Point, 4> corners{
            {{b.xmin, b.ymin}, {b.xmax, b.ymin}, {b.xmax, b.ymax}, {b.xmin, b.ymax}}};
        for (std::size_t c = 0; c < corners.size(); ++c) {
            const auto& from = corners[c];
            const auto& to = corners[(c + 1) % corners.size()];
            for (int i = 0; i < kPieces; ++i) {
                ring.push_back(
                    {from.x + (to.x - from.x) * i / kPieces, from.y + (to.y - from.y) * i / kPieces});
            }
        }
        return ring;
    }

  private:
    static bool along(double a, double b, double side) {
        constexpr double kDegrees = 1e-6;
        return std::abs(a - side) < kDegrees && std::abs(b - side) < kDegrees;
    }

    grid::Box bounds_;
    bool cut_ = false;
};

void read_land(RunFacts& facts) {
    const auto path = facts.folder / "base" / "land.geojson";
    if (!std::filesystem::exists(path)) return;
    for (auto& feature : gdal::read_vector(path).features) {
        for (auto& polygon : feature.geometry.polygons) facts.land.push_back(std::move(polygon));
    }
    if (facts.land.empty()) return;
    const crs::Transform transform("EPSG:4326", facts.crs);
    Coast coast(facts.land);
    for (auto& polygon : facts.land) {
        coast.add(polygon.outer, facts.coast);
        for (const auto& hole : polygon.holes) coast.add(hole, facts.coast);
        transform.apply(polygon.outer);
        for (auto& hole : polygon.holes) transform.apply(hole);
    }
    for (auto& line : facts.coast) transform.apply(line);
    facts.coast_known = coast.known();
    transform.apply(facts.coast_known);
}

}  // namespace

const run::Layer* RunFacts::layer(const std::string& id) const {
    const auto found = std::find_if(manifest.layers.begin(), manifest.layers.end(),
                                    [&](const run::Layer& l) { return l.id == id; });
    return found == manifest.layers.end() ? nullptr : &*found;
}

const run::Layer* RunFacts::mask_of(const run::Layer& wanted) const {
    for (const auto& l : manifest.layers) {
        if (l.kind != "level" || !l.id.starts_with("risk-level-") || l.id.starts_with("risk-level-upper")) {
            continue;
        }
        if (!wanted.scenario || l.scenario == wanted.scenario) return &l;
    }
    return nullptr;
}

const run::Layer* RunFacts::status_of(const run::Layer& wanted) const {
    return wanted.kind == "level" && wanted.scenario ? layer("status-" + *wanted.scenario) : nullptr;
}

RunFacts read_facts(const std::filesystem::path& folder) {
    RunFacts facts;
    facts.folder = folder;
    facts.manifest = run::read_manifest(folder);
    try {
        read_document(facts, json::parse(facts.manifest.document));
    } catch (const json::exception& e) {
        throw core::data_error("{}: {}", (folder / "manifest.json").string(), e.what());
    }
    facts.zones = vectors(facts, "zones");
    facts.stations = vectors(facts, "stations");
    facts.receptors = vectors(facts, "receptors");
    facts.berths = vectors(facts, "berths");
    read_land(facts);
    return facts;
}

std::string text_value(const gdal::VectorLayer& layer, const gdal::Feature& feature,
                       const std::string& field) {
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        if (layer.fields[i].name != field) continue;
        const auto& value = feature.values[i];
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* whole = std::get_if<long long>(&value)) return std::to_string(*whole);
        if (const auto* real = std::get_if<double>(&value)) return core::format_double(*real);
    }
    return {};
}

std::optional<double> number_value(const gdal::VectorLayer& layer, const gdal::Feature& feature,
                                   const std::string& field) {
    for (std::size_t i = 0; i < layer.fields.size(); ++i) {
        if (layer.fields[i].name != field) continue;
        const auto& value = feature.values[i];
        if (const auto* whole = std::get_if<long long>(&value)) return static_cast<double>(*whole);
        if (const auto* real = std::get_if<double>(&value)) return *real;
    }
    return std::nullopt;
}

}  // namespace riskmap::sheets
