#include <algorithm>

#include "mapgen/sources/assessment.hpp"

namespace riskmap::sources {

AssessedEnterprise public_part(const AssessedEnterprise& assessed) {
    if (assessed.release.released) return assessed;
    AssessedEnterprise open;
    open.withheld = true;
    open.enterprise = assessed.enterprise;
    open.enterprise.permit_number.clear();
    for (const auto& load : assessed.loads) {
        AssessedLoad named{load.cas, load.name_zh, load.name_en, load.lists, load.on_list, {}};
        named.load.pollutant = load.load.pollutant;
        open.loads.push_back(std::move(named));
    }
    std::sort(open.loads.begin(), open.loads.end(),
              [](const auto& a, const auto& b) { return a.load.pollutant < b.load.pollutant; });
    open.points = assessed.points;
    return open;
}

std::vector<AssessedEnterprise> register_for(bool public_audience,
                                             const std::vector<AssessedEnterprise>& enterprises) {
    if (!public_audience) return enterprises;
    std::vector<AssessedEnterprise> open;
    for (const auto& assessed : enterprises) open.push_back(public_part(assessed));
    return open;
}

}  // namespace riskmap::sources
