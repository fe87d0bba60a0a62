#include "mapgen/project/section.hpp"

#include <algorithm>
#include <sstream>

#include "geocore/core/text.hpp"

namespace riskmap::project {
namespace {

std::string shown(const toml::node& node) {
    std::ostringstream text;
    node.visit([&](const auto& value) { text << value; });
    return text.str();
}

std::string iso(const toml::date& date) {
    return fmt::format("{:04}-{:02}-{:02}", int{date.year}, int{date.month}, int{date.day});
}

}  // namespace

std::string Section::place(std::string_view key) const {
    const std::string full = name_.empty() ? std::string(key) : name_ + "." + std::string(key);
    const toml::node* node = table_->get(key);
    const auto line = node != nullptr ? node->source().begin.line : table_->source().begin.line;
    return line > 0 ? fmt::format("{}, line {}: {}", file_, line, full) : fmt::format("{}: {}", file_, full);
}

core::Error Section::wrong(std::string_view key, const toml::node& node, std::string_view expected) const {
    // A connection string may hold a password.
    if (key == "database") return core::data_error("{}: {} is expected", place(key), expected);
    return core::data_error("{} is {}; {} is expected", place(key), shown(node), expected);
}

const toml::node* Section::find(std::string_view key) {
    asked_.emplace(key);
    return table_->get(key);
}

const toml::node& Section::require(std::string_view key) {
    if (const auto* node = find(key)) return *node;
    std::vector<std::string> others;
    for (const auto& [other, node] : *table_) {
        if (!asked_.contains(std::string(other.str()))) others.emplace_back(other.str());
    }
    if (const auto near = core::nearest_name(key, others)) {
        throw core::data_error("{}: the key is not known; did you mean '{}'?", place(*near), key);
    }
    throw core::data_error("{} is missing", place(key));
}

bool Section::has(std::string_view key) {
    return find(key) != nullptr;
}

bool Section::is_table(std::string_view key) {
    const toml::node* node = find(key);
    return node != nullptr && node->is_table();
}

std::vector<std::string> Section::keys() const {
    std::vector<std::string> names;
    for (const auto& [key, node] : *table_) names.emplace_back(key.str());
    std::sort(names.begin(), names.end());
    return names;
}

std::string Section::text(std::string_view key) {
    const toml::node& node = require(key);
    const auto value = node.value<std::string>();
    if (!value || core::trim(*value).empty()) throw wrong(key, node, "a text that is not empty");
    return *value;
}

std::string Section::text_or(std::string_view key, std::string fallback) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    const auto value = node->value<std::string>();
    if (!value) throw wrong(key, *node, "a text");
    return *value;
}

std::string Section::word_or(std::string_view key, std::string fallback,
                             const std::vector<std::string>& allowed) {
    const std::string word = text_or(key, std::move(fallback));
    for (const auto& candidate : allowed) {
        if (candidate == word) return word;
    }
    throw core::data_error("{} is '{}'{}", place(key), word, core::suggestion(word, allowed));
}

std::optional<double> Section::number(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is_number()) throw wrong(key, *node, "a number");
    const auto value = node->value<double>();
    if (!value || !std::isfinite(*value)) throw wrong(key, *node, "a finite number");
    return value;
}

double Section::positive(std::string_view key) {
    const toml::node& node = require(key);
    const auto value = number(key);
    if (!value || !(*value > 0)) throw wrong(key, node, "a number greater than 0");
    return *value;
}

double Section::positive_or(std::string_view key, double fallback) {
    return find(key) != nullptr ? positive(key) : fallback;
}

double Section::not_negative_or(std::string_view key, double fallback) {
    const toml::node* node = find(key);
    if (node == nullptr) return fallback;
    const auto value = number(key);
    if (!value || *value < 0) throw wrong(key, *node, "a number of at least 0");
    return *value;
}

std::optional<long long> Section::integer(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (!node->is_integer()) throw wrong(key, *node, "a whole number");
    return node->value<long long>();
}

bool Section::flag(std::string_view key) {
    const toml::node& node = require(key);
    if (!node.is_boolean()) throw wrong(key, node, "true or false");
    return *node.value<bool>();
}

bool Section::flag_or(std::string_view key, bool fallback) {
    return find(key) != nullptr ? flag(key) : fallback;
}

std::string Section::date_or_empty(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    if (!node->is_date()) throw wrong(key, *node, "a date such as 2026-03-01, without quotation marks,");
    return iso(*node->value<toml::date>());
}

std::string Section::date(std::string_view key) {
    require(key);
    return date_or_empty(key);
}

std::vector<double> Section::numbers(std::string_view key) {
    std::vector<double> values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr) throw wrong(key, *node, "a list of numbers");
    for (const auto& item : *array) {
        const auto value = item.is_number() ? item.value<double>() : std::nullopt;
        if (!value) throw wrong(key, *node, "a list of numbers");
        values.push_back(*value);
    }
    return values;
}

std::vector<std::string> Section::texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    const toml::array* array = node->as_array();
    if (array == nullptr) throw wrong(key, *node, "a list of texts");
    for (const auto& item : *array) {
        const auto value = item.value<std::string>();
        if (!value) throw wrong(key, *node, "a list of texts");
        values.push_back(*value);
    }
    return values;
}

std::map<std::string, std::string> Section::text_map(std::string_view key) {
    std::map<std::string, std::string> values;
    const toml::node* node = find(key);
    if (node == nullptr) return values;
    const toml::table* table = node->as_table();
    if (table == nullptr) throw wrong(key, *node, "a table of texts");
    for (const auto& [name, item] : *table) {
        const auto value = item.value<std::string>();
        if (!value) throw wrong(key, item, "a table of texts");
        values.emplace(name.str(), *value);
    }
    return values;
}

std::optional<Section> Section::child(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    const toml::table* table = node->as_table();
    if (table == nullptr) throw wrong(key, *node, "a table");
    return Section(*table, file_, name_.empty() ? std::string(key) : name_ + "." + std::string(key));
}

Section Section::required_child(std::string_view key) {
    require(key);
    return *child(key);
}

std::vector<Section> Section::children(std::string_view key) {
    std::vector<Section> sections;
    const toml::node* node = find(key);
    if (node == nullptr) return sections;
    const toml::array* array = node->as_array();
    if (array == nullptr) throw wrong(key, *node, "a list of tables");
    for (const auto& item : *array) {
        if (!item.is_table()) throw wrong(key, *node, "a list of tables");
        sections.emplace_back(
            *item.as_table(), file_,
            fmt::format("{}[{}]", name_.empty() ? std::string(key) : name_ + "." + std::string(key),
                        sections.size()));
    }
    return sections;
}

std::vector<Section> Section::required_children(std::string_view key) {
    const toml::node& node = require(key);
    auto sections = children(key);
    if (sections.empty()) throw wrong(key, node, "at least one table");
    return sections;
}

void Section::finish() const {
    std::vector<std::string> allowed(asked_.begin(), asked_.end());
    for (const auto& [key, node] : *table_) {
        const std::string name(key.str());
        if (!asked_.contains(name)) {
            throw core::data_error("{}: the key is not known{}", place(name),
                                   core::suggestion(name, allowed));
        }
    }
}

}  // namespace riskmap::project
