#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/fields/interval.hpp"
#include "mapgen/observations/places.hpp"
#include "mapgen/risk/risk_model.hpp"
#include "mapgen/zones/nearest.hpp"

namespace riskmap::zones {

/// A substance and its share, 0 to 1, in the cancer risk or, where that decides the level, in the sum of
/// hazard quotients.
struct Driver {
    std::string key;
    double share = 0;
};

/// A field at a position, in the pollutant's unit.
struct SubstanceEstimate {
    std::size_t pollutant = 0;
    fields::Field::Estimate estimate;
    fields::Interval range;
};

/// What the map says of one position; nothing but the reason where it says nothing.
struct PlaceJudgement {
    std::optional<risk::PlaceRisk> risk;
    std::string driver;           ///< key of the substance that contributes most; empty where there is none
    std::string reason;           ///< why there is no value: outside-study-area, unknown
    risk::PlaceRisk low;          ///< every known substance at 2.5 % of its estimate
    risk::PlaceRisk high;         ///< at 97.5 %
    bool has_range = false;       ///< the method gives an uncertainty
    std::vector<Driver> drivers;  ///< of what decides the level, the largest first
    std::vector<SubstanceEstimate> estimates;  ///< of every field, known here or not
    Nearest zone;
    std::optional<double> zone_uncertainty_m;  ///< of the nearest zone's outline, where it is approximate
    Nearest source;
    Nearest berth;  ///< another one, for a berth
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
