#include "mapgen/check/rules.hpp"

namespace riskmap::check {

PointRules default_rules(PointKind kind) {
    PointRules rules;
    switch (kind) {
        case PointKind::berth:
            rules.inland_m = 500;
            rules.offshore_m = 3000;
            rules.near_duplicate_m = 300;
            rules.at_shore = true;
            break;
        case PointKind::station:
        case PointKind::source:
            rules.offshore_m = 1000;
            rules.far_is_error = true;
            break;
        case PointKind::receptor:
            rules.offshore_m = 1000;
            rules.shared_severity = Severity::info;
            rules.far_is_error = true;
            break;
    }
    return rules;
}

}  // namespace riskmap::check
