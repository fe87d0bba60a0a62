#include "tileserver/service/openapi_schemas.hpp"

namespace riskmap::tileserver::service {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSchemas = R"json({
  "Text": {"type": "object", "required": ["zh", "en"], "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
  "TextOrNull": {"type": "object", "nullable": true, "required": ["zh", "en"],
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}},
  "Grade": {"type": "string", "nullable": true, "enum": ["severe", "high", "moderate", "low", "unknown", null]},
  "Code": {"type": "string", "nullable": true, "enum": ["red", "yellow", "green", "none", null]},
  "Status": {"type": "string", "enum": ["draft", "released"]},
  "Link": {"type": "object", "required": ["href", "rel"],
    "properties": {"href": {"type": "string"}, "rel": {"type": "string"}, "type": {"type": "string"}, "title": {"type": "string"}}},
  "Enterprises": {"type": "object", "required": ["enterprises", "rules_version", "run", "synthetic", "links"],
    "properties": {
      "enterprises": {"type": "array", "description": "all but id and status is null where it is a draft that only a key opens", "items": {"type": "object",
        "required": ["enterprise", "name", "zone", "industry", "grade", "code", "status", "links"],
        "properties": {
          "enterprise": {"type": "string", "description": "its id"},
          "name": {"$ref": "#/components/schemas/TextOrNull"},
          "zone": {"type": "string", "nullable": true},
          "industry": {"type": "string", "nullable": true},
          "grade": {"$ref": "#/components/schemas/Grade"},
          "code": {"$ref": "#/components/schemas/Code"},
          "status": {"$ref": "#/components/schemas/Status"},
          "links": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}}}}},
      "rules_version": {"type": "string"},
      "run": {"type": "string"},
      "synthetic": {"type": "boolean"},
      "mark": {"type": "string"},
      "links": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}}}},
  "Enterprise": {"type": "object",
    "required": ["enterprise", "name", "permit_number", "zone", "grading", "problems", "release", "substances", "sources", "surroundings"],
    "properties": {
      "enterprise": {"type": "string", "description": "its id"},
      "name": {"$ref": "#/components/schemas/Text"},
      "permit_number": {"type": "string", "description": "of its pollutant discharge permit; empty where it is missing"},
      "permit_fault": {"$ref": "#/components/schemas/TextOrNull"},
      "zone": {"type": "string"},
      "industry": {"type": "string"},
      "synthetic": {"type": "boolean"},
      "mark": {"type": "string"},
      "rules_version": {"type": "string"},
      "grading": {"type": "object", "required": ["hazard", "hazard_share", "grade", "code"], "properties": {
        "hazard": {"type": "number", "description": "kg a year times toxicity weight"},
        "hazard_at_least": {"type": "boolean"},
        "hazard_share": {"type": "number", "description": "of all enterprises, 0 to 1"},
        "benzene_equivalent_t_a": {"type": "number"},
        "emission_kg_a": {"type": "number"},
        "grade": {"$ref": "#/components/schemas/Grade"},
        "grade_name": {"$ref": "#/components/schemas/Text"},
        "grade_rule": {"type": "string", "nullable": true},
        "grade_rule_name": {"$ref": "#/components/schemas/TextOrNull"},
        "code": {"$ref": "#/components/schemas/Code"},
        "code_name": {"$ref": "#/components/schemas/Text"}}},
      "problems": {"type": "array", "description": "rules of red and yellow codes that hold", "items": {"type": "object",
        "required": ["rule", "result", "name"], "properties": {
          "rule": {"type": "string"}, "result": {"type": "string", "enum": ["red", "yellow"]},
          "name": {"$ref": "#/components/schemas/Text"}, "source": {"type": "string"}}}},
      "release": {"type": "object", "required": ["status", "changed_since_release", "by", "time", "run", "note"], "properties": {
        "status": {"$ref": "#/components/schemas/Status"},
        "name": {"$ref": "#/components/schemas/Text"},
        "changed_since_release": {"type": "boolean"},
        "by": {"type": "string", "nullable": true},
        "time": {"type": "string", "nullable": true, "description": "UTC"},
        "run": {"type": "string", "nullable": true},
        "note": {"type": "string", "nullable": true}}},
      "digest": {"type": "string"},
      "substances": {"type": "array", "items": {"type": "object", "required": ["pollutant", "name", "emission_kg_a", "hazard"], "properties": {
        "pollutant": {"type": "string"},
        "cas": {"type": "string", "nullable": true},
        "name": {"$ref": "#/components/schemas/Text"},
        "risk_substance": {"type": "boolean"},
        "emission_kg_a": {"type": "number", "nullable": true},
        "at_least": {"type": "boolean"},
        "toxicity_weight_cancer": {"type": "number", "nullable": true},
        "toxicity_weight_non_cancer": {"type": "number", "nullable": true},
        "hazard": {"type": "number", "nullable": true},
        "lists": {"type": "array", "items": {"type": "string"}}}}},
      "sources": {"type": "array", "items": {"type": "object", "required": ["source", "lon", "lat"], "properties": {
        "source": {"type": "string"}, "type": {"type": "string"}, "height_m": {"type": "number"},
        "x": {"type": "number"}, "y": {"type": "number"}, "lon": {"type": "number"}, "lat": {"type": "number"},
        "substances": {"type": "array", "items": {"type": "string"}},
        "area_level": {"type": "integer", "nullable": true, "description": "measured level there, 1 to 4"}}}},
      "surroundings": {"type": "object", "properties": {
        "receptors_1km": {"type": "integer", "nullable": true},
        "receptors_3km": {"type": "integer", "nullable": true},
        "receptors_5km": {"type": "integer", "nullable": true},
        "area_level": {"type": "integer", "nullable": true},
        "nearest_receptors": {"type": "array", "items": {"type": "object", "required": ["receptor", "distance_m", "source"], "properties": {
          "receptor": {"type": "string"}, "type": {"type": "string", "nullable": true},
          "distance_m": {"type": "number"}, "source": {"type": "string"}}}}}},
      "findings": {"type": "array", "description": "data checks on its row of the register and on its sources", "items": {
        "type": "object", "required": ["severity", "code", "found", "found_zh"], "properties": {
          "severity": {"type": "string", "enum": ["error", "warning", "info"]}, "code": {"type": "string"},
          "title": {"$ref": "#/components/schemas/Text"}, "file": {"type": "string", "nullable": true},
          "row": {"type": "integer", "nullable": true}, "id": {"type": "string", "nullable": true},
          "found": {"type": "string"}, "found_zh": {"type": "string"},
          "expected": {"type": "string"}, "expected_zh": {"type": "string"},
          "advice": {"type": "string"}, "advice_zh": {"type": "string"}}}},
      "measures": {"$ref": "#/components/schemas/Text"}}}
})json";

ordered_json reference(const char* name) {
    return {{"schema", {{"$ref", std::string("#/components/schemas/") + name}}}};
}

}  // namespace

const ordered_json& openapi_schemas() {
    static const ordered_json schemas = ordered_json::parse(kSchemas);
    return schemas;
}

ordered_json openapi_content(std::string_view route_id) {
    if (route_id == "enterprises") return {{"application/json", reference("Enterprises")}};
    if (route_id == "enterprise") {
        return {{"application/json", reference("Enterprise")},
                {"text/html", {{"schema", {{"type", "string"}}}}}};
    }
    return nullptr;
}

}  // namespace riskmap::tileserver::service
