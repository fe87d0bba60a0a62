#include "mapgen/artefacts/run_diff.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "geocore/run/manifest.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::artefacts {
namespace {

using nlohmann::json;
using Named = std::map<std::string, std::string>;

Named digests_of(const json& entries, const char* name) {
    Named digests;
    for (const auto& entry : entries) {
        digests[entry.at(name).get<std::string>()] = entry.at("sha256").get<std::string>();
    }
    return digests;
}

/// One line per name that only one side has, or that differs.
std::string compare(const std::string& title, const Named& before, const Named& after, bool show_values) {
    std::string lines;
    for (const auto& [name, value] : after) {
        const auto old = before.find(name);
        if (old == before.end()) {
            lines += fmt::format("  + {}{}\n", name, show_values ? ": " + value : "");
        } else if (old->second != value) {
            lines += fmt::format("  ~ {}{}\n", name, show_values ? ": " + old->second + " -> " + value : "");
        }
    }
    for (const auto& [name, value] : before) {
        if (!after.contains(name)) lines += fmt::format("  - {}{}\n", name, show_values ? ": " + value : "");
    }
    return lines.empty() ? title + ": none\n" : title + ":\n" + lines;
}

/// Values of one column by the text of others, from a table of a run; empty where the run has no such table.
Named column(const std::filesystem::path& run, const std::string& table_name,
             const std::vector<std::string>& keys, const std::string& value) {
    Named values;
    const auto path = run / "tables" / table_name;
    if (!std::filesystem::exists(path)) return values;
    const observations::Table table = observations::read_table(path);
    const std::size_t at = table.column(value);
    for (const auto& row : table.rows) {
        std::vector<std::string> name;
        for (const auto& key : keys) name.push_back(table.text(row, table.column(key)));
        values[core::join(name, " ")] = table.text(row, at).empty() ? "none" : table.text(row, at);
    }
    return values;
}

/// Areas in km2.
Named areas(const std::filesystem::path& run) {
    Named values = column(run, "areas.csv", {"scenario", "zone", "level", "level_en"}, "area_m2");
    for (auto& [name, value] : values) {
        value = fmt::format("{:.4f} km2", core::parse_double(value).value_or(0) / 1e6);
    }
    return values;
}

Named findings(const json& entries) {
    Named values;
    for (const auto& entry : entries) {
        const json& id = entry.at("id");
        values[fmt::format("{} {} {}", entry.at("code").get<std::string>(),
                           entry.at("file").get<std::string>(), id.is_null() ? "" : id.get<std::string>())] =
            entry.at("found").get<std::string>();
    }
    return values;
}

}  // namespace

std::string describe_changes(const std::filesystem::path& before, const std::filesystem::path& after) {
    const run::Manifest old_run = run::read_manifest(before);
    const run::Manifest new_run = run::read_manifest(after);
    const json old_json = json::parse(old_run.document);
    const json new_json = json::parse(new_run.document);
    std::string text = fmt::format("{} -> {}\n", old_run.id, new_run.id);
    text += compare("inputs changed", digests_of(old_json.at("inputs"), "path"),
                    digests_of(new_json.at("inputs"), "path"), false);
    text += compare("layers changed", digests_of(old_json.at("layers"), "id"),
                    digests_of(new_json.at("layers"), "id"), false);
    text += compare("area per level changed", areas(before), areas(after), true);
    text += compare("receptors with another level", column(before, "receptors.csv", {"id"}, "level"),
                    column(after, "receptors.csv", {"id"}, "level"), true);
    text += compare("berths with another level", column(before, "berths.csv", {"id"}, "level"),
                    column(after, "berths.csv", {"id"}, "level"), true);
    text += compare("findings changed", findings(old_json.at("findings")), findings(new_json.at("findings")),
                    true);
    return text;
}

}  // namespace riskmap::artefacts
