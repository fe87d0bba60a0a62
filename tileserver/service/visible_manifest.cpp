#include "tileserver/service/visible_manifest.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

/// What the file of that name (without folder and ending) tells of: tables of the run and inputs.
struct Subject {
    std::string_view stem;
    std::array<std::string_view, 3> vectors;  ///< vector layers whose features it lists or tells apart
    bool concentrations;
    bool risks;
};

constexpr std::array kTables{
    Subject{"stations", {"stations"}, true, false},
    Subject{"exceedances", {"stations"}, true, false},
    Subject{"areas", {}, false, true},
    Subject{"area-statistics", {}, true, true},
    Subject{"risk-zones", {"risk-zones"}, false, true},
    Subject{"drivers", {}, true, true},
    Subject{"population", {}, false, true},
    Subject{"receptors", {"receptors", "berths", "sources"}, false, true},
    Subject{"receptor-concentrations", {"receptors"}, true, false},
    Subject{"receptor-substances", {"receptors"}, true, true},
    Subject{"receptor-organs", {"receptors"}, false, true},
    Subject{"sensitivity", {"receptors"}, false, true},
    Subject{"berths", {"berths", "receptors", "sources"}, false, true},
    Subject{"place-levels", {"receptors", "berths"}, false, true},
    Subject{"attribution", {"sources", "stations"}, true, false},
    Subject{"attribution-receptors", {"sources", "stations", "receptors"}, true, false},
    Subject{"source-surroundings", {"sources", "receptors"}, false, true},
    Subject{"substances", {"sources", "stations"}, true, false},
    Subject{"enterprises", {"sources"}, true, true},
    Subject{"control-list", {"sources"}, true, true},
    Subject{"network-stations", {"stations"}, true, true},
    Subject{"network-new-sites", {"stations"}, true, true},
    Subject{"network-receptors", {"stations", "receptors"}, true, true},
};

constexpr std::array kInputs{
    Subject{"project", {}, false, false},
    Subject{"land", {}, false, false},
    Subject{"zones", {"zones"}, false, false},
    Subject{"districts", {}, false, false},
    Subject{"stations", {"stations"}, false, false},
    Subject{"observations", {"stations"}, true, false},
    Subject{"receptors", {"receptors"}, false, false},
    Subject{"berths", {"berths"}, false, false},
    Subject{"sources", {"sources"}, false, false},
    Subject{"weather", {"sources"}, false, false},
    Subject{"enterprises", {"sources"}, false, false},
};

class Filter {
  public:
    explicit Filter(const ServedRun& run) : run_(run) {
        for (const auto& layer : run.layers) {
            if (!layer.restricted) continue;
            concentrations_ = concentrations_ || layer.meta.pollutant.has_value();
            risks_ = risks_ || layer.meta.scenario.has_value();
            if (!layer.meta.pollutant && !layer.meta.scenario) concentrations_ = risks_ = true;
        }
    }

    [[nodiscard]] bool hides(const std::string& id) const { return run_.is_restricted(id); }
    [[nodiscard]] bool hides_pollutant(const std::string& key) const {
        return hides("concentration-" + key) || hides("sd-" + key);
    }
    template <class Subjects>
    [[nodiscard]] bool shows(const Subjects& subjects, const std::string& path) const {
        const auto stem = std::filesystem::path(path).stem().string();
        const auto found = std::find_if(subjects.begin(), subjects.end(),
                                        [&](const Subject& subject) { return subject.stem == stem; });
        if (found == subjects.end() || hides(path)) return false;
        for (const auto vector : found->vectors) {
            if (!vector.empty() && hides(std::string(vector))) return false;
        }
        return !(found->concentrations && concentrations_) && !(found->risks && risks_);
    }

  private:
    const ServedRun& run_;
    bool concentrations_ = false;
    bool risks_ = false;
};

std::string text_at(const ordered_json& entry, const char* key) {
    const auto found = entry.is_object() ? entry.find(key) : entry.end();
    return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Leaves in the list under `key` what `shows` says of its entries.
template <class Shows>
void keep(ordered_json& document, const char* key, Shows shows) {
    const auto list = document.find(key);
    if (list == document.end() || !list->is_array()) return;
    auto kept = ordered_json::array();
    for (auto& entry : *list) {
        if (shows(entry)) kept.push_back(std::move(entry));
    }
    *list = std::move(kept);
}

}  // namespace

std::string visible_manifest(const ServedRun& run, bool authorised) {
    if (authorised || run.manifest.restricted.empty()) return run.manifest.document;
    auto document = ordered_json::parse(run.manifest.document);
    const Filter filter(run);
    keep(document, "layers", [&](const auto& entry) { return !filter.hides(text_at(entry, "id")); });
    if (document.contains("vectors") && document["vectors"].is_object()) {
        keep(document["vectors"], "layers",
             [&](const auto& entry) { return !filter.hides(text_at(entry, "name")); });
    }
    keep(document, "fields",
         [&](const auto& entry) { return !filter.hides_pollutant(text_at(entry, "pollutant")); });
    if (document.contains("pollutants") && document["pollutants"].is_array()) {
        for (auto& entry : document["pollutants"]) {
            // how many values there are, and from when to when
            if (entry.contains("averaging") && filter.hides_pollutant(text_at(entry, "key")))
                entry["averaging"] = nullptr;
        }
    }
    keep(document, "tables",
         [&](const auto& entry) { return filter.shows(kTables, text_at(entry, "path")); });
    keep(document, "inputs",
         [&](const auto& entry) { return filter.shows(kInputs, text_at(entry, "path")); });
    keep(document, "findings", [&](const auto& entry) {
        const auto file = text_at(entry, "file");
        return filter.shows(kInputs, file) && std::filesystem::path(file).stem() != "project";
    });
    if (!filter.shows(kTables, "sensitivity.csv"))
        keep(document, "sensitivity", [](const auto&) { return false; });
    if (filter.hides("sources") && document.contains("enterprise_pages"))
        document["enterprise_pages"] = nullptr;
    return document.dump(2) + "\n";
}

}  // namespace riskmap::tileserver::service
