#pragma once

#include <string>

#include "geocore/run/manifest.hpp"
#include "geocore/style/style.hpp"

namespace riskmap::sheets {

enum class Language { zh, en };

/// Every fixed word of a sheet, in one language.
struct Words {
    Language language;
    const char* legend;
    const char* area_km2;
    const char* share;
    const char* unknown;
    const char* total;
    const char* symbols;
    const char* zone;
    const char* approximate;
    const char* outside;
    const char* sea;
    const char* beyond;
    const char* receptors_filled;
    const char* berths_filled;
    const char* station;
    const char* hospital;
    const char* school;
    const char* receptor;
    const char* berth;
    const char* in_map;
    const char* labels_left_out;
    const char* north;
    const char* locator;
    const char* scale;
    const char* coordinates;
    const char* graticule;
    const char* period;
    const char* stations;
    const char* samples_each;
    const char* method;
    const char* left_out;
    const char* stations_with;
    const char* stations_used;
    const char* limits;
    const char* limits_apart;
    const char* uncertainty;
    const char* uncertainty_field;
    const char* uncertainty_level;
    const char* uncertainty_upper;
    const char* uncertainty_none;
    const char* toxicity;
    const char* scenario;
    const char* not_included;
    const char* included;
    const char* at_limit;
    const char* below_limit;
    const char* risk_at_limit;
    const char* caption;
    const char* caption_ambient;
    const char* default_classes;
    const char* run;
    const char* contact;
    const char* compiler;
    const char* reviewer;
    const char* approver;
    const char* date;
    const char* review_number;
    const char* no_review;
    const char* internal;
    const char* or_index;
    const char* worker_note;
    const char* page;
    const char* areas_title;
    const char* zone_page;
    const char* number;
    const char* name;
    const char* kind;
    const char* level;
    const char* level_upper;
    const char* cancer_risk;
    const char* hazard_index;
    const char* driver;
    const char* nearest_zone;
    const char* distance;
    const char* berth_worker;
    const char* contents;
    const char* scores_title;
    const char* scores_note;
    const char* substance;
    const char* printed_as_cut;
};

[[nodiscard]] const Words& words(Language language);

/// A word as files spell it, and as people read it.
struct Word {
    const char* key;
    const char* zh;
    const char* en;
};

/// The key's word in a table of Word; the key itself where the table does not have it.
template <class Table>
[[nodiscard]] std::string look_up(const Table& table, const std::string& key, Language language) {
    for (const Word& word : table) {
        if (key == word.key) return language == Language::zh ? word.zh : word.en;
    }
    return key;
}

[[nodiscard]] const std::string& of(const run::Text& text, Language language);
[[nodiscard]] const std::string& of(const style::Label& label, Language language);
/// A method or a representativeness as the manifest spells it, in words.
[[nodiscard]] std::string method_name(const std::string& method, Language language);
[[nodiscard]] std::string representativeness_name(const std::string& word, Language language);
/// What a limit applies to and its averaging time, as tables spell them, in words.
[[nodiscard]] std::string limit_class_name(const std::string& word, Language language);
[[nodiscard]] std::string averaging_name(const std::string& word, Language language);
/// A text that a table gives as "中文 English", in one language; any other as it is.
[[nodiscard]] std::string in_language(const std::string& text, Language language);
/// A class's label as print has it: "≥ 30", "28–30".
[[nodiscard]] std::string in_print(std::string label);
/// To one significant figure, as risks and cuts are printed: 7e-5, 0.3, 10.
[[nodiscard]] std::string one_figure(double value);
/// "ug/m3" as print has it.
[[nodiscard]] std::string unit_name(const std::string& unit);

}  // namespace riskmap::sheets
