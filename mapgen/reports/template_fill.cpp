#include "mapgen/reports/template_fill.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::reports {
namespace {

namespace mustache = kainjow::mustache;
using nlohmann::ordered_json;

mustache::data data_of(const ordered_json& value) {
    if (value.is_object()) {
        mustache::data made{mustache::data::type::object};
        for (const auto& [key, entry] : value.items()) made.set(key, data_of(entry));
        return made;
    }
    if (value.is_array()) {
        mustache::data made{mustache::data::type::list};
        for (const auto& entry : value) made.push_back(data_of(entry));
        return made;
    }
    if (value.is_boolean()) return mustache::data(value.get<bool>());
    const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
    return text.empty() ? mustache::data(false) : mustache::data(text);  // {{^name}} holds for an empty text
}

void collect_names(const ordered_json& value, std::set<std::string>& names) {
    for (const auto& [key, entry] : value.items()) {
        if (value.is_object()) names.insert(key);
        if (entry.is_structured()) collect_names(entry, names);
    }
}

/// Counted from 1; 0 where the tag is not found.
long line_of(const std::string& text, const std::string& name) {
    const std::regex tag("\\{\\{[{#^&/ ]*" + std::regex_replace(name, std::regex("[.]"), "\\.") + "[ }]");
    std::smatch found;
    if (!std::regex_search(text, found, tag)) return 0;
    return 1 + std::count(text.begin(), text.begin() + found.position(), '\n');
}

/// Refuses names that the facts do not have; mustache itself would print nothing.
class StrictContext : public mustache::context<std::string> {
  public:
    StrictContext(const mustache::data& data, const ordered_json& facts, const std::string& text,
                  const std::string& source)
        : context(&data), facts_(facts), text_(text), source_(source) {}

    const mustache::data* get(const std::string& name) const override {
        if (const auto* found = context::get(name)) return found;
        std::set<std::string> names;
        collect_names(facts_, names);
        throw core::data_error("{}: line {}: there is no '{}'{}", source_, line_of(text_, name), name,
                               core::suggestion(name, {names.begin(), names.end()}));
    }

  private:
    const ordered_json& facts_;
    const std::string& text_;
    const std::string& source_;
};

}  // namespace

std::string fill(const std::string& text, const ordered_json& facts, const std::string& source) {
    mustache::mustache made(text);
    if (!made.is_valid()) throw core::data_error("{}: {}", source, made.error_message());
    const mustache::data data = data_of(facts);
    StrictContext context(data, facts, text, source);
    std::string filled = made.render(context);
    if (!made.is_valid()) throw core::data_error("{}: {}", source, made.error_message());
    return filled;
}

}  // namespace riskmap::reports
