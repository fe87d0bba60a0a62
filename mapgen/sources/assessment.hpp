#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geocore/grid/geometry.hpp"
#include "mapgen/sources/grading.hpp"
#include "mapgen/sources/permit_number.hpp"
#include "mapgen/sources/register.hpp"

namespace riskmap::sources {

/// One substance of an enterprise.
struct AssessedLoad {
    std::string cas;
    std::string name_zh;
    std::string name_en;
    std::vector<std::string> lists;
    bool on_list = false;  ///< a risk substance by the screening
    Load load;
};

/// One place where an enterprise emits.
struct EmissionPoint {
    std::string id;
    std::string type;
    double height_m = 0;
    grid::Point position;  ///< in the project's CRS
    grid::Point lon_lat;
    std::vector<std::string> substances;
    std::optional<int> area_level;  ///< measured level there, 1 to 4; nothing: unknown
};

/// What a person has said of a code: published, and by whom. Without it a code is a draft.
struct ReleaseState {
    bool released = false;
    bool changed_since = false;  ///< it was released once, but code, grade or problems are others now
    std::string time;            ///< UTC, ISO 8601
    std::string run;
    std::string by;
    std::string note;
};

/// Everything that an enterprise's page says.
struct AssessedEnterprise {
    Enterprise enterprise;
    std::optional<Fault> permit_fault;
    std::vector<AssessedLoad> loads;  ///< by hazard, largest first
    std::vector<EmissionPoint> points;
    Surroundings around;
    std::optional<int> receptors_5km;
    Grading grading;
    Measure measure;
    std::string
        digest;  ///< over what a release stands for: permit, grade, code, problems, version of the rules
    ReleaseState release;
    bool withheld = false;  ///< grade, code and what leads to them were taken out, see public_part
};

/// What may leave in a public run: an enterprise that a person released, whole; of a draft its id, names,
/// zone, industry, substances and places, as the public layer of sources has them. Grade, code, problems,
/// permit number, amounts, hazard, surroundings and measures stay out: a code could be told from them.
[[nodiscard]] AssessedEnterprise public_part(const AssessedEnterprise& assessed);
/// The register as it leaves: whole, or for the public the public part of each.
[[nodiscard]] std::vector<AssessedEnterprise> register_for(
    bool public_audience, const std::vector<AssessedEnterprise>& enterprises);

}  // namespace riskmap::sources
