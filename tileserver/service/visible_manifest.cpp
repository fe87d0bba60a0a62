#include "tileserver/service/visible_manifest.hpp"

#include <nlohmann/json.hpp>

namespace riskmap::tileserver::service {

using nlohmann::ordered_json;

std::string visible_manifest(const ServedRun& run, bool authorised) {
    const auto& manifest = run.manifest;
    if (authorised || manifest.restricted.empty()) return manifest.document;
    auto document = ordered_json::parse(manifest.document);
    const auto drop = [&](ordered_json& list, const char* key) {
        auto kept = ordered_json::array();
        for (auto& entry : list) {
            if (!entry.contains(key) || !run.is_restricted(entry[key].get<std::string>()))
                kept.push_back(entry);
        }
        list = std::move(kept);
    };
    if (document.contains("layers")) drop(document["layers"], "id");
    if (document.contains("vectors") && document["vectors"].is_object())
        drop(document["vectors"]["layers"], "name");
    for (const char* key : {"tables", "findings"}) {
        if (document.contains(key)) document[key] = ordered_json::array();
    }
    return document.dump(2) + "\n";
}

}  // namespace riskmap::tileserver::service
