#include "mapgen/risk/substance_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geocore/core/text.hpp"

namespace riskmap::risk {
namespace {

std::vector<std::string> all_names(const SubstanceNames& entry) {
    std::vector<std::string> names{entry.zh, entry.en};
    names.insert(names.end(), entry.others.begin(), entry.others.end());
    std::erase(names, "");
    return names;
}

bool same_name(const SubstanceNames& entry, const SubstanceQuery& query) {
    const auto names = all_names(entry);
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        const auto plain = core::to_lower_ascii(name);
        return (!query.zh.empty() && plain == core::to_lower_ascii(query.zh)) ||
               (!query.en.empty() && plain == core::to_lower_ascii(query.en));
    });
}

}  // namespace

SubstanceMatch match(const SubstanceNames& entry, const SubstanceQuery& query) {
    if (!entry.cas.empty() && !query.cas.empty()) {
        return entry.cas == query.cas ? SubstanceMatch::by_cas : SubstanceMatch::none;
    }
    return same_name(entry, query) ? SubstanceMatch::by_name : SubstanceMatch::none;
}

std::string suggest(const std::vector<SubstanceNames>& entries, const SubstanceQuery& query) {
    for (const auto& entry : entries) {
        if (!query.cas.empty() && same_name(entry, query)) {
            return fmt::format("; did you mean '{}'? It is the CAS of {} {}", entry.cas, entry.zh, entry.en);
        }
    }
    std::vector<std::string> known;
    if (query.cas.empty()) {
        for (const auto& entry : entries) {
            for (auto& name : all_names(entry)) known.push_back(std::move(name));
        }
    } else {
        for (const auto& entry : entries) known.push_back(entry.cas);
    }
    for (const auto& word : query.cas.empty() ? std::vector{query.en, query.zh} : std::vector{query.cas}) {
        if (word.empty()) continue;
        if (const auto near = core::nearest_name(word, known))
            return fmt::format("; did you mean '{}'?", *near);
    }
    return {};
}

}  // namespace riskmap::risk
