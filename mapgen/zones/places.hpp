#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/observations/places.hpp"
#include "mapgen/risk/risk_model.hpp"

namespace riskmap::zones {

/// What the map says of one position; nothing but the reason where it says nothing.
struct PlaceJudgement {
    std::optional<risk::PlaceRisk> risk;
    std::string driver;        ///< key of the substance that contributes most; empty where there is none
    std::string reason;        ///< why there is no value: outside-study-area, unknown
    std::string nearest_zone;  ///< id; empty without zones
    double zone_distance_m = 0;
};

struct ReceptorResult {
    observations::Receptor receptor;
    PlaceJudgement judgement;
};

struct BerthResult {
    observations::Berth berth;
    PlaceJudgement judgement;
    int level_lowest = 0;  ///< over the positions that the coordinate's precision allows
    int level_highest = 0;
    std::string findings;  ///< codes, separated by ';'
};

}  // namespace riskmap::zones
