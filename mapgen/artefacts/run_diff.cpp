#include "mapgen/artefacts/run_diff.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "geocore/run/manifest.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::artefacts {
namespace {

using json = nlohmann::ordered_json;

/// What one side has of a section: values by the words that name them, in the order of the run.
struct Side {
    std::vector<std::vector<std::string>> names;
    std::map<std::vector<std::string>, json> values;

    void add(std::vector<std::string> name, json value) {
        if (!values.contains(name)) names.push_back(name);
        values[std::move(name)] = std::move(value);
    }
    [[nodiscard]] json value(const std::vector<std::string>& name) const {
        const auto found = values.find(name);
        return found != values.end() ? found->second : json(nullptr);
    }
};

struct Run {
    run::Manifest manifest;
    json document;
    std::filesystem::path folder;
};

Run read(const std::filesystem::path& folder) {
    Run run{run::read_manifest(folder), {}, folder};
    run.document = json::parse(run.manifest.document);
    return run;
}

/// Numbers where the text is one.
json value_of(const std::string& text) {
    if (text.empty()) return nullptr;
    if (const auto number = core::parse_double(text)) return *number;
    return text;
}

/// One column of a table of the run by the text of others; nothing where the run has no such table.
Side column(const Run& run, const std::string& table_name, const std::vector<std::string>& keys,
            const std::string& value) {
    Side side;
    const auto path = run.folder / "tables" / table_name;
    if (!std::filesystem::exists(path)) return side;
    const observations::Table table = observations::read_table(path);
    const std::size_t at = table.column(value);
    for (const auto& row : table.rows) {
        std::vector<std::string> name;
        for (const auto& key : keys) name.push_back(table.text(row, table.column(key)));
        side.add(std::move(name), value_of(table.text(row, at)));
    }
    return side;
}

Side digests(const Run& run, const char* section, const char* name) {
    Side side;
    for (const auto& entry : run.document.at(section)) {
        side.add({entry.at(name).get<std::string>()}, entry.at("sha256"));
    }
    return side;
}

/// How each pollutant's field was made.
Side fields(const Run& run) {
    Side side;
    for (const auto& field : run.document.at("fields")) {
        json told;
        for (const char* key : {"method", "transform", "variogram", "n_samples", "n_censored", "reason"}) {
            told[key] = field.value(key, json(nullptr));
        }
        const json scores = field.value("cross_validation", json(nullptr));
        told["rmse"] = scores.is_object() ? scores.value("rmse", json(nullptr)) : json(nullptr);
        side.add({field.at("pollutant").get<std::string>()}, std::move(told));
    }
    return side;
}

/// The text found, or how many findings a code, file and id have where they are several.
Side findings(const Run& run) {
    Side side;
    for (const auto& entry : run.document.at("findings")) {
        const auto text = [&](const char* key) {
            const json value = entry.value(key, json(nullptr));
            return value.is_string() ? value.get<std::string>() : std::string();
        };
        const std::vector<std::string> name{text("code"), text("file"), text("id")};
        const json before = side.value(name);
        side.add(name, before.is_null() ? json(text("found"))
                                        : json(before.get<std::string>() + "; " + text("found")));
    }
    return side;
}

struct Section {
    const char* key;
    const char* title;
    std::vector<std::string> names;  ///< what the words of a name are
    Side (*read)(const Run&);
    std::string (*show)(const json&);  ///< a value for people; nullptr: that it changed says it all
};

std::string plain(const json& value) {
    if (value.is_null()) return "none";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string square_kilometres(const json& value) {
    return value.is_number() ? fmt::format("{:.4f} km2", value.get<double>() / 1e6) : "none";
}

std::string method(const json& value) {
    if (!value.is_object()) return "none";
    if (value.at("method").is_null()) return "not estimable: " + plain(value.at("reason"));
    const auto& rmse = value.at("rmse");
    return fmt::format("{} ({}, {} samples, {} censored{}{})", plain(value.at("method")),
                       plain(value.at("transform")), plain(value.at("n_samples")),
                       plain(value.at("n_censored")),
                       value.at("variogram").is_null() ? "" : ", " + plain(value.at("variogram")),
                       rmse.is_number() ? fmt::format(", rmse {:.3g}", rmse.get<double>()) : "");
}

/// The one table of what is compared.
const std::vector<Section>& sections() {
    static const std::vector<Section> all{
        {"inputs",
         "inputs changed",
         {"path"},
         [](const Run& r) { return digests(r, "inputs", "path"); },
         nullptr},
        {"fields", "fields made otherwise", {"pollutant"}, fields, method},
        {"layers",
         "layers changed",
         {"id"},
         [](const Run& r) { return digests(r, "layers", "id"); },
         nullptr},
        {"areas",
         "area per level changed",
         {"scenario", "zone", "level", "name"},
         [](const Run& r) {
             return column(r, "areas.csv", {"scenario", "zone", "level", "level_en"}, "area_m2");
         },
         square_kilometres},
        {"receptors",
         "receptors with another level",
         {"id"},
         [](const Run& r) { return column(r, "receptors.csv", {"id"}, "level"); },
         plain},
        {"berths",
         "berths with another level",
         {"id"},
         [](const Run& r) { return column(r, "berths.csv", {"id"}, "level"); },
         plain},
        {"findings", "findings changed", {"code", "file", "id"}, findings, plain},
    };
    return all;
}

struct Change {
    std::vector<std::string> name;
    char mark;  ///< + added, - removed, ~ changed
    json before;
    json after;
};

std::vector<Change> compare(const Side& before, const Side& after) {
    std::vector<Change> changes;
    for (const auto& name : after.names) {
        const json& value = after.values.at(name);
        if (!before.values.contains(name)) {
            changes.push_back({name, '+', nullptr, value});
        } else if (before.values.at(name) != value) {
            changes.push_back({name, '~', before.values.at(name), value});
        }
    }
    for (const auto& name : before.names) {
        if (!after.values.contains(name)) changes.push_back({name, '-', before.values.at(name), nullptr});
    }
    return changes;
}

std::string line(const Section& section, const Change& change) {
    std::string text = fmt::format("  {} {}", change.mark, core::join(change.name, " "));
    if (section.show == nullptr) return text + "\n";
    if (change.mark == '~')
        return text + fmt::format(": {} -> {}\n", section.show(change.before), section.show(change.after));
    return text + fmt::format(": {}\n", section.show(change.mark == '+' ? change.after : change.before));
}

}  // namespace

std::string describe_changes(const std::filesystem::path& before, const std::filesystem::path& after) {
    const Run old_run = read(before);
    const Run new_run = read(after);
    std::string text = fmt::format("{} -> {}\n", old_run.manifest.id, new_run.manifest.id);
    for (const auto& section : sections()) {
        const auto changes = compare(section.read(old_run), section.read(new_run));
        text += section.title;
        text += changes.empty() ? ": none\n" : ":\n";
        for (const auto& change : changes) text += line(section, change);
    }
    return text;
}

std::string changes_json(const std::filesystem::path& before, const std::filesystem::path& after) {
    const Run old_run = read(before);
    const Run new_run = read(after);
    json root{{"before", old_run.manifest.id}, {"after", new_run.manifest.id}};
    for (const auto& section : sections()) {
        json list = json::array();
        for (const auto& change : compare(section.read(old_run), section.read(new_run))) {
            json entry;
            for (std::size_t i = 0; i < section.names.size(); ++i) entry[section.names[i]] = change.name[i];
            entry["change"] = change.mark == '+' ? "added" : change.mark == '-' ? "removed" : "changed";
            entry["before"] = change.before;
            entry["after"] = change.after;
            list.push_back(std::move(entry));
        }
        root[section.key] = std::move(list);
    }
    return root.dump(2) + "\n";
}

}  // namespace riskmap::artefacts
