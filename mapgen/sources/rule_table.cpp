#include "mapgen/sources/rule_table.hpp"

#include <algorithm>

#include "embedded/default_measures_csv.hpp"
#include "embedded/default_source_rules_csv.hpp"
#include "embedded/default_substance_lists_csv.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::sources {
namespace {

using observations::Row;
using observations::Table;

/// A table's cells by column name.
class Reader {
  public:
    explicit Reader(const Table& table) : table_(table) {}

    [[nodiscard]] std::string text(const Row& row, std::string_view name) const {
        return std::string(core::trim(table_.text(row, table_.column(name))));
    }

    [[nodiscard]] double number(const Row& row, std::string_view name) const {
        return table_.number(row, table_.column(name));
    }

    /// One of `allowed`.
    [[nodiscard]] std::string word(const Row& row, std::string_view name,
                                   const std::vector<std::string>& allowed) const {
        std::string word = text(row, name);
        if (std::find(allowed.begin(), allowed.end(), word) == allowed.end()) {
            throw core::data_error("{}: '{}' is not known{}", table_.place(row, table_.column(name)), word,
                                   core::suggestion(word, allowed));
        }
        return word;
    }

    /// The version that every row has.
    [[nodiscard]] std::string version(const Row& row, const std::string& before) const {
        std::string version = text(row, "version");
        if (version.empty() || (!before.empty() && version != before)) {
            throw core::data_error("{}: version '{}' beside '{}'; a table has one version",
                                   table_.place(row, table_.column("version")), version, before);
        }
        return version;
    }

    [[nodiscard]] core::Error wrong(const Row& row, std::string_view name, const std::string& what) const {
        return core::data_error("{}: {}", table_.place(row, table_.column(name)), what);
    }

  private:
    const Table& table_;
};

RuleKind kind_of(const std::string& word) {
    return word == "substance" ? RuleKind::substance : word == "grade" ? RuleKind::grade : RuleKind::code;
}

Rule read_rule(const Reader& reader, const Row& row) {
    Rule rule;
    rule.kind = kind_of(reader.word(row, "kind", {"substance", "grade", "code"}));
    rule.id = reader.text(row, "rule");
    if (rule.id.empty()) throw reader.wrong(row, "rule", "a rule needs a name of its own");
    rule.result = reader.word(row, "result", results_of(rule.kind));
    rule.name_zh = reader.text(row, "name_zh");
    rule.name_en = reader.text(row, "name_en");
    if (rule.name_zh.empty() || rule.name_en.empty())
        throw reader.wrong(row, rule.name_zh.empty() ? "name_zh" : "name_en", "a rule says what it is for");
    rule.source = reader.text(row, "source");
    return rule;
}

}  // namespace

RuleTable read_rules(const Table& table) {
    const Reader reader(table);
    RuleTable result;
    for (const auto& row : table.rows) {
        result.version = reader.version(row, result.version);
        Rule rule = read_rule(reader, row);
        const Condition condition{reader.word(row, "quantity", quantities_of(rule.kind)),
                                  reader.number(row, "at_least")};
        const auto known = std::find_if(result.rules.begin(), result.rules.end(),
                                        [&](const Rule& other) { return other.id == rule.id; });
        if (known == result.rules.end()) {
            rule.conditions.push_back(condition);
            result.rules.push_back(std::move(rule));
            continue;
        }
        if (known->kind != rule.kind || known->result != rule.result) {
            throw reader.wrong(row, "rule",
                               fmt::format("rule '{}' gave {} '{}' before; its rows must agree", rule.id,
                                           name(known->kind), known->result));
        }
        known->conditions.push_back(condition);
    }
    if (result.rules.empty())
        throw core::data_error("{}: no rule stands there; at least one is expected", table.path);
    return result;
}

std::vector<ListEntry> read_lists(const Table& table) {
    const Reader reader(table);
    std::vector<ListEntry> entries;
    for (const auto& row : table.rows) {
        entries.push_back({reader.text(row, "list"), reader.text(row, "cas"), reader.text(row, "source"),
                           reader.word(row, "verified", {"Y", "N"}) == "Y"});
        if (entries.back().list.empty() || entries.back().cas.empty())
            throw reader.wrong(row, entries.back().list.empty() ? "list" : "cas", "nothing stands there");
    }
    return entries;
}

MeasureTable read_measures(const Table& table) {
    const Reader reader(table);
    MeasureTable result;
    for (const auto& row : table.rows) {
        result.version = reader.version(row, result.version);
        const std::string word = reader.word(row, "grade", {"severe", "high", "moderate", "low", "unknown"});
        Grade grade = Grade::unknown;
        for (const Grade candidate : {Grade::low, Grade::moderate, Grade::high, Grade::severe}) {
            if (name(candidate) == word) grade = candidate;
        }
        result.measures.push_back({grade, reader.text(row, "industry"), reader.text(row, "measures_zh"),
                                   reader.text(row, "measures_en")});
        if (result.measures.back().industry.empty())
            throw reader.wrong(row, "industry", "nothing stands there; an industry code or * is expected");
    }
    return result;
}

Measure MeasureTable::find(Grade grade, const std::string& industry) const {
    const Measure* general = nullptr;
    const Measure* special = nullptr;
    for (const auto& measure : measures) {
        if (measure.grade != grade) continue;
        if (measure.industry == "*") {
            general = &measure;
        } else if (industry.starts_with(measure.industry) &&
                   (special == nullptr || measure.industry.size() > special->industry.size())) {
            special = &measure;
        }
    }
    if (general != nullptr && special != nullptr)
        return {grade, special->industry, general->zh + ";" + special->zh, general->en + "; " + special->en};
    const Measure* found = special != nullptr ? special : general;
    return found != nullptr ? *found : Measure{grade, industry, "", ""};
}

RuleTable built_in_rules() {
    return read_rules(observations::parse_csv(default_source_rules_csv, "built-in rule table"));
}

std::vector<ListEntry> built_in_lists() {
    return read_lists(observations::parse_csv(default_substance_lists_csv, "built-in substance lists"));
}

MeasureTable built_in_measures() {
    return read_measures(observations::parse_csv(default_measures_csv, "built-in measures"));
}

}  // namespace riskmap::sources
