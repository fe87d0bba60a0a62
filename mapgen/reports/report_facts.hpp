#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "mapgen/exports/run_source.hpp"
#include "mapgen/sheets/facts.hpp"
#include "mapgen/sheets/words.hpp"

namespace riskmap::reports {

/// What a report is made from.
struct ReportSource {
    exports::RunSource run;
    sheets::RunFacts facts;
    sheets::Language language;

    [[nodiscard]] const std::string& of(const run::Text& text) const { return sheets::of(text, language); }
    [[nodiscard]] bool zh() const { return language == sheets::Language::zh; }
};

/// Everything that a template may name; docs/reports.md lists it. Numbers are texts as they are printed:
/// risks and indices to one figure. What may not go out is not in it, and `withheld` names it.
/// @throws Error (data) naming file and key of the manifest.
[[nodiscard]] nlohmann::ordered_json report_facts(const ReportSource& source);

/// Parts of report_facts(): what was put in and by which rules, and what came out.
void add_method_facts(const ReportSource& source, const nlohmann::ordered_json& manifest,
                      nlohmann::ordered_json& facts);
void add_result_facts(const ReportSource& source, const nlohmann::ordered_json& manifest,
                      nlohmann::ordered_json& facts);
class RunTables;
/// What a summary says of the results, and what is to be advised by the rules in docs/reports.md.
void add_summary_facts(const RunTables& tables, const nlohmann::ordered_json& manifest,
                       nlohmann::ordered_json& facts);

/// All figures, those below 0.001 as 1e-5.
[[nodiscard]] std::string exact(double value);
/// A number of the manifest as text, empty for null: with `figures` significant figures, 0 for all.
[[nodiscard]] std::string printed(const nlohmann::ordered_json& object, const char* key, int figures = 0);
/// A text of the manifest, empty for null.
[[nodiscard]] std::string text_at(const nlohmann::ordered_json& object, const char* key);
/// {"zh", "en"} of the manifest in the report's language.
[[nodiscard]] std::string words_at(const ReportSource& source, const nlohmann::ordered_json& object,
                                   const char* key);
/// A substance's name; the key itself where the run has no such substance.
[[nodiscard]] std::string substance_name(const ReportSource& source, const std::string& key);
[[nodiscard]] std::string scenario_name(const ReportSource& source, const std::string& key);
/// A list of the manifest, empty where it is missing or null.
[[nodiscard]] const nlohmann::ordered_json& list_at(const nlohmann::ordered_json& object, const char* key);

}  // namespace riskmap::reports
