#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "geocore/core/text.hpp"
#include "geocore/run/fixed_words.hpp"
#include "tileserver/service/handlers.hpp"
#include "tileserver/service/links.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

/// @throws ApiError (route_unknown) where the run has no pages, (unauthorised)
const EnterprisePages& pages_of(const Call& call) {
    const auto& pages = call.run->enterprises;
    if (!pages.present) {
        throw api::ApiError(api::ErrorCode::route_unknown, "the run has no enterprise pages");
    }
    if (!call.may_see(pages)) throw unauthorised("enterprises");
    return pages;
}

std::string address_of(const Call& call, const std::string& id, const char* format) {
    return call.link("/enterprises/" + api::percent_encode(id)) + "?f=" + format;
}

/// A draft that this caller may not read says that it is one, and nothing else.
ordered_json entry_json(const Call& call, const ServedEnterprise& entry) {
    const bool shown = call.may_see(entry);
    const auto text = [shown](const std::string& value) {
        return shown && !value.empty() ? ordered_json(value) : ordered_json();
    };
    ordered_json made{{"enterprise", entry.id}, {"name", nullptr}};
    if (shown) made["name"] = {{"zh", entry.name.zh}, {"en", entry.name.en}};
    made["zone"] = text(entry.zone);
    made["industry"] = text(entry.industry);
    made["grade"] = text(entry.grade);
    made["code"] = text(entry.code);
    made["status"] = entry.status;
    made["links"] = ordered_json::array();
    if (shown) {
        made["links"].push_back(link(address_of(call, entry.id, "json"), "item", "application/json"));
        made["links"].push_back(link(address_of(call, entry.id, "html"), "alternate", "text/html"));
    }
    return made;
}

const ServedEnterprise& entry_of(const Call& call, const std::string& id) {
    const auto& pages = pages_of(call);
    const auto* found = pages.find(id);
    if (found == nullptr) {
        std::vector<std::string> ids;
        for (const auto& entry : pages.entries) ids.push_back(entry.id);
        throw api::ApiError(api::ErrorCode::enterprise_unknown,
                            fmt::format("there is no enterprise '{}'{}", id, core::suggestion(id, ids)))
            .about("enterprise", id, "the ids under /enterprises");
    }
    if (!call.may_see(*found)) {
        throw api::ApiError(
            api::ErrorCode::unauthorised,
            fmt::format("'{}' is a draft that nobody has released; send Authorization: Bearer KEY",
                        found->id));
    }
    return *found;
}

/// Pages hold what people wrote: the one script that is mapgen's own runs, in an origin of its own that reads
/// no key of the viewer's, and nothing is fetched.
std::string content_policy(const ServedEnterprise& entry) {
    return "default-src 'none'; script-src " + entry.script_source +
           "; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors "
           "'none'; sandbox allow-scripts allow-modals";
}

}  // namespace

Answer get_enterprises(Call& call) {
    const auto& pages = pages_of(call);
    auto list = ordered_json::array();
    for (const auto& entry : pages.entries) list.push_back(entry_json(call, entry));
    const auto& manifest = call.run->manifest;
    ordered_json document{{"enterprises", std::move(list)},
                          {"rules_version", pages.rules_version},
                          {"run", manifest.id},
                          {"synthetic", manifest.synthetic}};
    if (manifest.synthetic) document["mark"] = run::kSyntheticMark;
    document["links"] =
        ordered_json::array({link(call.link("/enterprises"), "self", "application/json", "Enterprises")});
    Answer answer = json_answer(document.dump(2) + "\n");
    answer.headers.emplace_back("Vary", "Authorization");
    return answer;
}

Answer get_enterprise(Call& call) {
    const auto& entry = entry_of(call, call.path["enterprise"]);
    const bool html = wants_html(call);
    Answer answer = json_answer(read_page(html ? entry.html : entry.json),
                                html ? "text/html; charset=utf-8" : "application/json");
    if (html) answer.headers.emplace_back("Content-Security-Policy", content_policy(entry));
    answer.headers.emplace_back("Link", fmt::format("<{}>; rel=\"alternate\"; type=\"{}\"",
                                                    address_of(call, entry.id, html ? "json" : "html"),
                                                    html ? "application/json" : "text/html"));
    answer.headers.emplace_back("Vary", "Accept, Authorization");
    answer.keep = call.target.find("f") != nullptr;  // without it the same address has two answers
    return answer;
}

}  // namespace riskmap::tileserver::service
