#include "mapgen/artefacts/judgement.hpp"

#include <fmt/format.h>

#include <cmath>

#include "mapgen/artefacts/csv_writer.hpp"

namespace riskmap::artefacts {
namespace {

using gdal::FieldType;
using gdal::Value;
using zones::Nearest;
using zones::PlaceJudgement;

Value text(const std::string& value) {
    return value.empty() ? Value{} : Value{value};
}

Value number(double value) {
    return std::isnan(value) ? Value{} : Value{value};
}

bool known(const PlaceJudgement& j) {
    return j.risk && j.risk->level > 0;
}

std::string drivers_text(const PlaceJudgement& j) {
    std::string list;
    for (const auto& driver : j.drivers) {
        list += fmt::format("{}{} {:.0f} %", list.empty() ? "" : "; ", driver.key, 100 * driver.share);
    }
    return list;
}

/// To the metre: coordinates are not better than that.
Value metres(const Nearest& nearest) {
    return nearest.id.empty() ? Value{} : Value{std::round(nearest.distance_m)};
}
Value wind_zh(const Nearest& nearest) {
    return text(nearest.id.empty() ? "" : zones::direction_name(nearest.direction).zh);
}
Value wind_en(const Nearest& nearest) {
    return text(nearest.id.empty() ? "" : zones::direction_name(nearest.direction).en);
}

}  // namespace

const std::vector<JudgementColumn>& judgement_columns() {
    using J = const PlaceJudgement&;
    static const std::vector<JudgementColumn> columns{
        {{"level", FieldType::integer},
         false,
         [](J j) { return j.risk ? Value{static_cast<long long>(j.risk->level)} : Value{}; }},
        {{"level_upper", FieldType::integer},
         false,
         [](J j) { return j.risk ? Value{static_cast<long long>(j.risk->level_upper)} : Value{}; }},
        {{"cancer_risk", FieldType::real},
         false,
         [](J j) { return known(j) ? number(j.risk->cancer_risk) : Value{}; }},
        {{"cancer_risk_lower", FieldType::real},
         false,
         [](J j) { return j.has_range ? number(j.low.cancer_risk) : Value{}; }},
        {{"cancer_risk_upper", FieldType::real},
         false,
         [](J j) { return j.has_range ? number(j.high.cancer_risk) : Value{}; }},
        {{"hazard_index", FieldType::real},
         false,
         [](J j) { return known(j) ? number(j.risk->hazard_index) : Value{}; }},
        {{"hazard_index_lower", FieldType::real},
         false,
         [](J j) { return j.has_range ? number(j.low.hazard_index) : Value{}; }},
        {{"hazard_index_upper", FieldType::real},
         false,
         [](J j) { return j.has_range ? number(j.high.hazard_index) : Value{}; }},
        {{"driver", FieldType::text}, false, [](J j) { return text(j.driver); }},
        {{"drivers", FieldType::text}, false, [](J j) { return text(drivers_text(j)); }},
        {{"reason", FieldType::text}, false, [](J j) { return text(j.reason); }},
        {{"zone_nearest", FieldType::text}, false, [](J j) { return text(j.zone.id); }},
        {{"zone_distance_m", FieldType::real}, false, [](J j) { return metres(j.zone); }},
        {{"zone_direction_zh", FieldType::text}, false, [](J j) { return wind_zh(j.zone); }},
        {{"zone_direction_en", FieldType::text}, false, [](J j) { return wind_en(j.zone); }},
        {{"zone_uncertainty_m", FieldType::real},
         false,
         [](J j) { return j.zone_uncertainty_m ? number(*j.zone_uncertainty_m) : Value{}; }},
        {{"berth_nearest", FieldType::text}, false, [](J j) { return text(j.berth.id); }},
        {{"berth_distance_m", FieldType::real}, false, [](J j) { return metres(j.berth); }},
        {{"berth_direction_zh", FieldType::text}, false, [](J j) { return wind_zh(j.berth); }},
        {{"berth_direction_en", FieldType::text}, false, [](J j) { return wind_en(j.berth); }},
        {{"source_nearest", FieldType::text}, true, [](J j) { return text(j.source.id); }},
        {{"source_distance_m", FieldType::real}, true, [](J j) { return metres(j.source); }},
        {{"source_direction_zh", FieldType::text}, true, [](J j) { return wind_zh(j.source); }},
        {{"source_direction_en", FieldType::text}, true, [](J j) { return wind_en(j.source); }},
    };
    return columns;
}

std::string cell_of(const gdal::Value& value) {
    if (const auto* integer = std::get_if<long long>(&value)) return cell(*integer);
    if (const auto* real = std::get_if<double>(&value)) return cell(*real);
    if (const auto* words = std::get_if<std::string>(&value)) return *words;
    return {};
}

}  // namespace riskmap::artefacts
