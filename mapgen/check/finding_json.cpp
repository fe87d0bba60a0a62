#include <nlohmann/json.hpp>

#include "mapgen/check/finding.hpp"

namespace riskmap::check {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(const std::string& text) {
    return text.empty() ? ordered_json() : ordered_json(text);
}

ordered_json to_json(const Finding& finding) {
    ordered_json json;
    json["severity"] = name(finding.severity);
    json["code"] = finding.code;
    const Text title = title_of(finding.code);
    json["title"] = {{"zh", title.zh}, {"en", title.en}};
    json["file"] = text_or_null(finding.file);
    json["row"] = finding.row > 0 ? ordered_json(finding.row) : ordered_json();
    json["id"] = text_or_null(finding.id);
    json["name"] = text_or_null(finding.name);
    json["other_id"] = text_or_null(finding.other_id);
    json["found"] = finding.found.en;
    json["expected"] = finding.expected.en;
    json["advice"] = finding.advice.en;
    json["found_zh"] = finding.found.zh;
    json["expected_zh"] = finding.expected.zh;
    json["advice_zh"] = finding.advice.zh;
    return json;
}

}  // namespace

std::string findings_json(const std::vector<Finding>& findings) {
    ordered_json list = ordered_json::array();
    for (const auto& finding : findings) list.push_back(to_json(finding));
    return list.dump(1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace riskmap::check
