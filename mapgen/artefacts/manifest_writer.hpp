#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/enterprise_page.hpp"
#include "mapgen/artefacts/layer_writer.hpp"
#include "mapgen/artefacts/run_styles.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/risk/dose_response.hpp"
#include "mapgen/risk/level_table.hpp"
#include "mapgen/sources/rules.hpp"

namespace riskmap::artefacts {

struct InputRecord {
    std::string path;
    std::string sha256;
    std::optional<long long> rows;
    std::string crs;
    std::string encoding;
};

/// What a pollutant's station means rest on.
struct AveragingRecord {
    int n_stations = 0;       ///< with valid records
    int n_stations_used = 0;  ///< with enough of them
    long long n_values = 0;   ///< of the stations used, as the following
    long long n_samples = 0;
    long long n_censored = 0;
    long long n_negative = 0;
    std::optional<double> least_capture_percent;
    std::string first;
    std::string last;
};

/// How a pollutant's field was made; numbers are absent where there is no field.
struct FieldRecord {
    std::string pollutant;
    bool estimable = false;
    std::string reason;  ///< why it is not estimable
    std::string method;
    std::string transform;
    std::string variogram;  ///< empty where the method has none
    std::optional<double> practical_range_m;
    int n_samples = 0;
    int n_censored = 0;
    struct Scores {
        int n = 0;
        double mean_error = 0;
        double rmse = 0;
        double mae = 0;
        double msdr = 0;
        double correlation = 0;
    };
    std::optional<Scores> cross_validation;
    std::vector<std::string> remarks;
};

struct DoseResponseRecord {
    std::string pollutant;
    risk::DoseResponse values;
    std::map<std::string, risk::UsedUnitRisk> ure_used;  ///< per scenario
};

/// A measured substance that is nowhere estimable, with the risk that its detection limit alone stands for.
struct NotEstimableRecord {
    std::string pollutant;
    run::Text name;
    std::string reason;
    double detection_limit = 0;
    std::string unit;
    std::map<std::string, double> cancer_risk_at_detection_limit;  ///< per scenario
    std::map<std::string, double> hazard_quotient_at_detection_limit;
};

/// What the declared backgrounds make of a scenario's cancer risk.
struct BackgroundRecord {
    double cancer_risk = 0;               ///< at the backgrounds alone
    double mean_cancer_risk = 0;          ///< over the cells that have a level
    std::vector<std::string> undeclared;  ///< substances without a declared background, taken as 0
};

/// What the manifest says of some layers beyond what all have.
struct LayerNote {
    std::vector<DriverClass> classes;            ///< of a category layer
    std::optional<project::Limit> limit;         ///< that an exceedance layer is about
    std::optional<BackgroundRecord> background;  ///< that an increment layer leaves out
};

/// Receptors that change level under another assumption.
struct SensitivityRecord {
    std::string variant;
    run::Text name;
    int judged = 0;
    int changed = 0;
};

/// A file of the run that is neither layer nor table.
struct FileEntry {
    std::string path;  ///< relative to the run folder
    std::string sha256;
};

struct VersionRecord {
    std::string gdal;
    std::string proj;
    std::string geos;
};

/// What manifest.json says; keys as in docs/interface.md.
struct ManifestContents {
    const project::Project& project;
    std::string id;
    std::string digits;
    std::string created;  ///< UTC, ISO 8601
    std::string isa;
    VersionRecord versions;
    std::vector<InputRecord> inputs;
    std::vector<DoseResponseRecord> dose_response;
    std::vector<risk::ExposureScenario> scenarios;
    risk::LevelTable levels;
    std::array<std::string, 5>
        level_colours;  ///< "#rrggbb" of levels 0 to 4, as styles/risk-level.sld draws them
    std::vector<AveragingRecord> averaging;  ///< per pollutant
    std::vector<FieldRecord> fields;
    std::vector<NotEstimableRecord> not_estimable;
    std::vector<LayerEntry> layers;
    std::map<std::string, LayerNote> layer_notes;  ///< by layer id
    std::vector<SensitivityRecord> sensitivity;
    std::vector<TableEntry> tables;
    std::vector<run::VectorLayer> vectors;
    std::vector<check::Finding> findings;
    std::optional<PageIndex> enterprise_pages{};
    std::optional<FileEntry> qgis_project{};
    std::optional<sources::RuleTable> source_rules{};  ///< of a project with sources or enterprises
};

/// Writes `run`/manifest.json. @throws Error (data) where the file cannot be written whole.
void write_manifest(const std::filesystem::path& run, const ManifestContents& contents);

}  // namespace riskmap::artefacts
