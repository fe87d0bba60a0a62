#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace riskmap::run {

/// The same text in Chinese and English.
struct Text {
    std::string zh;
    std::string en;
};

/// One entry of the manifest's `layers`.
struct Layer {
    std::string id;
    std::string kind;  ///< continuous | probability | level | category
    std::string quantity;
    std::optional<std::string> pollutant;
    std::optional<std::string> scenario;
    std::string unit;
    Text title;
    std::string path;   ///< relative to the run folder
    std::string style;  ///< file name in the run's styles folder
    std::string crs;
    double cell_size_m = 0;
    std::optional<double> nodata;
    std::optional<double> min;
    std::optional<double> max;
    std::string overview;
    std::string sha256;
};

struct VectorLayer {
    std::string name;
    long long features = 0;
};

/// What the server needs of a run's manifest; `document` keeps the whole JSON text.
struct Manifest {
    int schema_version = 1;
    std::string id;
    std::string digits;
    std::string created;
    std::string project_name;
    Text project_title;
    bool synthetic = false;
    std::string audience;
    std::vector<Layer> layers;
    std::string vectors_path;
    std::vector<VectorLayer> vector_layers;
    std::vector<std::string> restricted;
    std::string document;
};

/// Reads and validates `folder`/manifest.json.
/// @throws Error (data) naming file, key and value where it is missing, not JSON or not schema version 1.
[[nodiscard]] Manifest read_manifest(const std::filesystem::path& folder);

}  // namespace riskmap::run
