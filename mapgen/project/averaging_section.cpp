#include "mapgen/project/averaging_section.hpp"

#include <algorithm>

#include "geocore/core/text.hpp"

namespace riskmap::project {
namespace {

/// Marks of automatic monitoring, HJ 212-2017: N in order; F out of operation, M under maintenance, S set by
/// hand, D out of order, C being calibrated, T above the range, B no communication.
Flags flags_of_hj212() {
    return {{"N"}, {"F", "M", "S", "D", "C", "T", "B"}, {}};
}

Flags read_flags(Section& section) {
    if (!section.has("flags")) return {};
    if (!section.is_table("flags")) {
        (void)section.word_or("flags", "", {"HJ 212"});
        return flags_of_hj212();
    }
    Section table = section.required_child("flags");
    Flags flags{table.texts("valid"), table.texts("invalid"), table.texts("below_limit")};
    table.finish();
    return flags;
}

std::vector<ValueColumn> read_values(Section& section) {
    std::vector<ValueColumn> values;
    auto table = section.child("values");
    if (!table) return values;
    for (const auto& key : table->keys()) {
        Section entry = table->required_child(key);
        ValueColumn value;
        value.pollutant = key;
        value.column = entry.text_or("column", key);
        value.unit = entry.text("unit");
        if (entry.has("detection_limit")) value.detection_limit = entry.positive("detection_limit");
        entry.finish();
        values.push_back(std::move(value));
    }
    table->finish();
    return values;
}

void read_completeness(Section& section, Averaging& rules) {
    const bool campaign = rules.resolution == "campaign";
    const char* other = campaign ? "capture_percent" : "min_samples";
    if (section.has(other)) {
        throw core::data_error("{} is of no use with resolution = \"{}\"; {} is the rule there",
                               section.place(other), rules.resolution,
                               campaign ? "min_samples" : "capture_percent");
    }
    if (campaign) {
        rules.min_samples = section.integer("min_samples").value_or(rules.min_samples);
        if (rules.min_samples < 1)
            throw core::data_error("{}: at least 1 is expected", section.place("min_samples"));
    } else {
        rules.capture_percent = section.not_negative_or("capture_percent", rules.capture_percent);
        if (rules.capture_percent > 100) {
            throw core::data_error("{} is {}; 0 to 100 is expected", section.place("capture_percent"),
                                   rules.capture_percent);
        }
    }
}

}  // namespace

Averaging read_averaging(Section& section) {
    Averaging rules;
    rules.resolution = section.word_or("resolution", rules.resolution, {"hourly", "daily", "campaign"});
    read_completeness(section, rules);
    const long long hours = section.integer("min_hours_per_day").value_or(rules.min_hours_per_day);
    if (hours < 1 || hours > 24) {
        throw core::data_error("{} is {}; 1 to 24 is expected", section.place("min_hours_per_day"), hours);
    }
    rules.min_hours_per_day = static_cast<int>(hours);
    rules.stamp = section.word_or("stamp", rules.stamp, {"end", "start"});
    rules.negative =
        section.word_or("negative", rules.negative, {"refuse", "zero", "keep", "half-limit", "below-limit"});
    if (section.has("percentiles")) rules.percentiles = section.numbers("percentiles");
    for (const double percent : rules.percentiles) {
        if (!(percent >= 0 && percent <= 100)) {
            throw core::data_error("{}: {} is not a percentile; 0 to 100 is expected",
                                   section.place("percentiles"), percent);
        }
    }
    rules.missing = section.texts("missing");
    rules.ignore_stations = section.texts("ignore_stations");
    rules.flags = read_flags(section);
    rules.values = read_values(section);
    rules.reference_temperature_c =
        section.number("reference_temperature_c").value_or(rules.reference_temperature_c);
    if (!(rules.reference_temperature_c > -90 && rules.reference_temperature_c < 60)) {
        throw core::data_error("{} is {}; degrees Celsius of air are expected",
                               section.place("reference_temperature_c"), rules.reference_temperature_c);
    }
    rules.reference_pressure_kpa =
        section.positive_or("reference_pressure_kpa", rules.reference_pressure_kpa);
    return rules;
}

void check_value_columns(const Project& project, const std::set<std::string>& keys, const Section& root) {
    for (const auto& value : project.averaging.values) {
        if (keys.contains(value.pollutant)) continue;
        throw core::data_error(
            "{}.values.{}: no pollutant has this key{}", root.place("observations"), value.pollutant,
            core::suggestion(value.pollutant, std::vector<std::string>(keys.begin(), keys.end())));
    }
}

}  // namespace riskmap::project
