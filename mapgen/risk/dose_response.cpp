#include "mapgen/risk/dose_response.hpp"

#include <algorithm>

#include "embedded/default_dose_response_csv.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/risk/reference_table.hpp"

namespace riskmap::risk {
namespace {

std::vector<std::string> parts_of(const std::string& text) {
    return text.empty() ? std::vector<std::string>{} : core::split(text, '|');
}

void check_adult_values(const ReferenceRow& row, const DoseResponse& entry) {
    const auto& adult = entry.ure_adult_per_ug_m3;
    if (adult && !entry.early_life_adjusted) {
        throw core::data_error("{}: an adult value belongs to a row whose early_life is 'adjusted'",
                               row.place("ure_adult_per_ug_m3"));
    }
    if (entry.ure_by_age_per_ug_m3 && (!adult || *entry.ure_by_age_per_ug_m3 > *adult)) {
        throw core::data_error("{}: {} is not allowed; a part of ure_adult_per_ug_m3 is expected",
                               row.place("ure_by_age_per_ug_m3"), *entry.ure_by_age_per_ug_m3);
    }
}

DoseResponse read_dose_response_row(const ReferenceRow& row) {
    DoseResponse entry;
    entry.version = row.text("version");
    entry.cas = row.text("cas");
    entry.name_zh = row.text("name_zh");
    entry.name_en = row.text("name_en");
    entry.aliases = parts_of(row.text_or_empty("aliases"));
    entry.ure_per_ug_m3 = row.positive("ure_per_ug_m3");
    entry.ure_adult_per_ug_m3 = row.positive("ure_adult_per_ug_m3");
    entry.ure_by_age_per_ug_m3 = row.positive("ure_by_age_per_ug_m3");
    entry.rfc_mg_m3 = row.positive("rfc_mg_m3");
    entry.target_organs = parts_of(row.text("target_organs"));
    const std::string early_life = row.text("early_life");
    if (!early_life.empty() && early_life != "adjusted") {
        throw core::data_error("{}: '{}' is not allowed; 'adjusted', or nothing, is expected",
                               row.place("early_life"), early_life);
    }
    entry.early_life_adjusted = early_life == "adjusted";
    entry.provisional = row.flag("provisional");
    entry.averaging = row.text_or_empty("averaging");
    entry.source = row.text("source");
    entry.source_adult = row.text_or_empty("source_adult");
    entry.valid_from = row.date("valid_from");
    entry.valid_to = row.date("valid_to");
    check_adult_values(row, entry);
    return entry;
}

}  // namespace

std::optional<UsedUnitRisk> used_unit_risk(const DoseResponse& entry, const ExposureScenario& scenario) {
    if (!entry.ure_per_ug_m3) return std::nullopt;
    return used_unit_risk(UnitRisks{*entry.ure_per_ug_m3, entry.early_life_adjusted,
                                    entry.ure_adult_per_ug_m3, entry.ure_by_age_per_ug_m3},
                          scenario);
}

std::vector<std::string> DoseResponseTable::built_in_versions() {
    return {"HEM5", "HEM4"};
}

DoseResponseTable DoseResponseTable::built_in(const std::string& version) {
    return from(observations::parse_csv(default_dose_response_csv, "built-in dose-response table"),
                {version, {}});
}

DoseResponseTable DoseResponseTable::from(const observations::Table& table, const RowSelection& selection) {
    DoseResponseTable result;
    result.path_ = table.path;
    (void)table.column("ure_per_ug_m3");
    (void)table.column("rfc_mg_m3");
    std::vector<std::string> versions;
    for (const auto& row : table.rows) {
        DoseResponse entry = read_dose_response_row(ReferenceRow(table, row));
        if (std::find(versions.begin(), versions.end(), entry.version) == versions.end()) {
            versions.push_back(entry.version);
        }
        if (!selection.version.empty() && entry.version != selection.version) continue;
        if (!in_force(entry.valid_from, entry.valid_to, selection.date)) continue;
        result.names_.push_back({entry.cas, entry.name_zh, entry.name_en, entry.aliases});
        result.numbers_.push_back(row.number);
        result.rows_.push_back(std::move(entry));
    }
    if (!selection.version.empty() &&
        std::find(versions.begin(), versions.end(), selection.version) == versions.end()) {
        throw core::data_error("{}: no row has the version '{}'{}", table.path, selection.version,
                               core::suggestion(selection.version, versions));
    }
    return result;
}

const DoseResponse* DoseResponseTable::find_if_known(const std::string& cas, const std::string& name_zh,
                                                     const std::string& name_en) const {
    const SubstanceQuery query{cas, name_zh, name_en};
    for (const auto wanted : {SubstanceMatch::by_cas, SubstanceMatch::by_name}) {
        const DoseResponse* found = nullptr;
        long long first = 0;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            if (match(names_[i], query) != wanted) continue;
            if (found != nullptr) {
                throw core::data_error(
                    "{}, row {}: '{}' {} stands in row {} already; choose one in [risk] "
                    "dose_response_version or give the rows dates that do not overlap",
                    path_, numbers_[i], rows_[i].cas, rows_[i].name_zh, first);
            }
            found = &rows_[i];
            first = numbers_[i];
        }
        if (found != nullptr) return found;
    }
    return nullptr;
}

const DoseResponse& DoseResponseTable::find(const std::string& cas, const std::string& name_zh,
                                            const std::string& name_en) const {
    if (const auto* found = find_if_known(cas, name_zh, name_en)) return *found;
    const std::string near = suggest(names_, {cas, name_zh, name_en});
    throw core::data_error(
        "{}: no toxicity values for '{}' ({}){}", path_, cas.empty() ? name_en : cas, name_zh,
        near.empty() ? "; add it to a table of your own and name that in [risk] dose_response" : near);
}

}  // namespace riskmap::risk
