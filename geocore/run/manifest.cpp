#include "geocore/run/manifest.hpp"

#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/run/manifest_text.hpp"

namespace riskmap::run {
namespace {

using nlohmann::json;

template <class T>
std::optional<T> optional_of(const json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end() || found->is_null()) return std::nullopt;
    return found->get<T>();
}

Text text_of(const json& object, const char* key) {
    const json& text = object.at(key);
    return {text.at("zh").get<std::string>(), text.at("en").get<std::string>()};
}

/// A path inside the run folder: relative, never upwards.
std::string inner_path(const json& object, const char* key) {
    auto path = object.at(key).get<std::string>();
    const std::filesystem::path parsed(path);
    bool inside = !path.empty() && parsed.is_relative();
    for (const auto& part : parsed) inside = inside && part != "..";
    if (!inside)
        throw core::data_error("{} is '{}'; a relative path inside the run folder is expected", key, path);
    return path;
}

Layer layer_of(const json& entry) {
    Layer layer;
    layer.id = entry.at("id").get<std::string>();
    layer.kind = entry.at("kind").get<std::string>();
    layer.quantity = entry.at("quantity").get<std::string>();
    layer.pollutant = optional_of<std::string>(entry, "pollutant");
    layer.scenario = optional_of<std::string>(entry, "scenario");
    layer.unit = entry.at("unit").get<std::string>();
    layer.title = text_of(entry, "title");
    layer.path = inner_path(entry, "path");
    layer.style = entry.at("style").get<std::string>();
    layer.crs = entry.at("crs").get<std::string>();
    layer.cell_size_m = entry.at("cell_size_m").get<double>();
    layer.nodata = optional_of<double>(entry, "nodata");
    layer.min = optional_of<double>(entry, "min");
    layer.max = optional_of<double>(entry, "max");
    layer.overview = optional_of<std::string>(entry, "overview").value_or("");
    layer.sha256 = entry.at("sha256").get<std::string>();
    return layer;
}

Manifest manifest_of(const json& root) {
    Manifest manifest;
    manifest.schema_version = root.at("schema_version").get<int>();
    if (manifest.schema_version != 1) {
        throw core::data_error("schema_version is {}; this version reads 1", manifest.schema_version);
    }
    manifest.id = root.at("id").get<std::string>();
    manifest.digits = root.at("digits").get<std::string>();
    manifest.created = root.at("created").get<std::string>();
    manifest.project_name = root.at("project").at("name").get<std::string>();
    manifest.project_title = text_of(root.at("project"), "title");
    manifest.synthetic = root.at("synthetic").get<bool>();
    manifest.audience = root.at("audience").get<std::string>();
    for (const auto& entry : root.at("layers")) manifest.layers.push_back(layer_of(entry));
    if (!root.at("vectors").is_null()) {
        manifest.vectors_path = inner_path(root.at("vectors"), "path");
        for (const auto& entry : root.at("vectors").at("layers")) {
            manifest.vector_layers.push_back(
                {entry.at("name").get<std::string>(), entry.at("features").get<long long>()});
        }
    }
    manifest.restricted = root.at("restricted").get<std::vector<std::string>>();
    return manifest;
}

}  // namespace

Manifest parse_manifest(std::string document, const std::string& source) {
    try {
        Manifest manifest = manifest_of(json::parse(document));
        manifest.document = std::move(document);
        return manifest;
    } catch (const json::exception& e) {
        throw core::data_error("{}: {}", source, e.what());
    } catch (const core::Error& e) {
        throw e.within(source);
    }
}

Manifest read_manifest(const std::filesystem::path& folder) {
    const auto path = folder / "manifest.json";
    const auto text = core::read_file(path);
    if (!text) throw core::data_error("{}: cannot be read", path.string());
    return parse_manifest(*text, path.string());
}

}  // namespace riskmap::run
