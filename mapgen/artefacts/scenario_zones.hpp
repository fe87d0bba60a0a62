#pragma once

#include <string>

#include "mapgen/zones/level_zones.hpp"

namespace riskmap::artefacts {

/// The risk zones of one scenario.
struct ScenarioZones {
    std::string scenario;
    zones::RiskZones zones;
};

}  // namespace riskmap::artefacts
