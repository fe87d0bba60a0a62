#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "geocore/gdal/vector.hpp"
#include "geocore/run/manifest.hpp"

namespace riskmap::sheets {

/// A limit of the project's table.
struct LimitFact {
    double value = 0;
    std::string unit;
    std::string averaging;
    std::string applies_to;
    std::string source;
};

struct Substance {
    std::string key;
    run::Text name;
    std::string unit;
    std::string representativeness;
    std::optional<long long> n_stations;  ///< that have values of it
    std::optional<long long> n_used;      ///< those with enough of them
    std::vector<LimitFact> limits;
};

/// Cross-validation, in the scale that the field was estimated in (logarithms where `transform` is "log").
struct Scores {
    long long n = 0;
    std::optional<double> rmse;
    std::optional<double> msdr;
    std::optional<double> correlation;
};

struct FieldFact {
    std::string pollutant;
    std::string method;  ///< empty where the substance is not estimable
    std::string transform;
    long long n_samples = 0;
    long long n_censored = 0;
    std::optional<Scores> scores;
};

struct NotEstimable {
    std::string pollutant;
    run::Text name;
    std::optional<double> detection_limit;
    std::string unit;
    std::map<std::string, double> cancer_risk;  ///< at the detection limit, per scenario
};

struct LevelFact {
    int level = 0;
    std::optional<double> cancer_risk_min;
    std::optional<double> hazard_index_min;
};

struct ScenarioFact {
    std::string key;
    run::Text name;
    std::string area;  ///< "everywhere" or "sites"
    double et_h = 0;
    double ef_d = 0;
    double ed_y = 0;
    double lifetime_y = 0;
};

/// A finished run as a sheet sees it: what its manifest says and what its GeoPackage holds.
struct RunFacts {
    std::filesystem::path folder;
    run::Manifest manifest;
    std::string crs;
    std::string period_start;
    std::string period_end;
    std::optional<std::string> review_number;
    std::string mark;  ///< of synthetic data; empty for real
    std::vector<Substance> pollutants;
    std::vector<FieldFact> fields;
    std::vector<NotEstimable> not_estimable;
    std::vector<LevelFact> levels;
    std::vector<ScenarioFact> scenarios;
    std::vector<std::string> toxicity;  ///< "source, version", each once

    gdal::VectorLayer zones;
    gdal::VectorLayer stations;
    gdal::VectorLayer receptors;
    gdal::VectorLayer berths;
    grid::MultiPolygon land;  ///< in `crs`
    /// Its edges without those along which the land file was cut, in `crs`.
    std::vector<std::vector<grid::Point>> coast;
    /// Where the land file knows land from sea, in `crs`; empty: everywhere.
    grid::Ring coast_known;
    run::Text contact;

    [[nodiscard]] const run::Layer* layer(const std::string& id) const;
    /// The levels that say where a layer was drawn at all: the layer's scenario's, or the first scenario's.
    [[nodiscard]] const run::Layer* mask_of(const run::Layer& layer) const;
    /// Whether the run has risks: what is said of them stands on every sheet, and not on mere concentrations.
    [[nodiscard]] bool has_risks() const { return !scenarios.empty(); }
    [[nodiscard]] const run::Layer* status_of(const run::Layer& layer) const;
};

/// @throws Error (data) naming file and key.
[[nodiscard]] RunFacts read_facts(const std::filesystem::path& folder);

/// An attribute as text; empty where there is no such field or it is null.
[[nodiscard]] std::string text_value(const gdal::VectorLayer& layer, const gdal::Feature& feature,
                                     const std::string& field);
/// The same as a number; nothing for text.
[[nodiscard]] std::optional<double> number_value(const gdal::VectorLayer& layer, const gdal::Feature& feature,
                                                 const std::string& field);

}  // namespace riskmap::sheets
