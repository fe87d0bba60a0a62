#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geocore/run/manifest.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/observations/places.hpp"
#include "mapgen/project/project.hpp"
#include "mapgen/sources/assessment.hpp"
#include "mapgen/zones/study_area.hpp"

namespace riskmap::artefacts {

/// What every enterprise's page says besides the enterprise.
struct PageContext {
    const project::Project& project;
    const zones::StudyArea& area;
    const std::vector<observations::Receptor>& receptors;
    const std::vector<check::Finding>& findings;  ///< on every input
    std::string digits;                           ///< of the run; pages hold no time
    std::string rules_version;
};

/// A receptor and the nearest of an enterprise's sources.
struct NearReceptor {
    const observations::Receptor* receptor = nullptr;
    double distance_m = 0;
    std::string source;
};

/// The five receptors that are nearest to any of its sources, the nearest first. @pre `context` outlives
/// them.
[[nodiscard]] std::vector<NearReceptor> nearest_receptors(const sources::AssessedEnterprise& assessed,
                                                          const PageContext& context);
/// Findings on its row of the register and on its sources.
[[nodiscard]] std::vector<check::Finding> findings_of(const sources::AssessedEnterprise& assessed,
                                                      const PageContext& context);

/// One enterprise, one file (一企一档), for programs; keys in docs/sources.md.
[[nodiscard]] std::string enterprise_json(const sources::AssessedEnterprise& assessed,
                                          const PageContext& context);
/// The same for people: one page without any other file, Chinese with an English switch, fit for A4.
[[nodiscard]] std::string enterprise_html(const sources::AssessedEnterprise& assessed,
                                          const PageContext& context);

/// Where the list of pages stands.
struct PageIndex {
    std::string path;
    std::string sha256;
    int enterprises = 0;
    std::string rules_version;
};

/// Writes enterprises/ID.json, ID.html and enterprises/index.json with the digest of each.
/// @throws Error (data) where a file cannot be written whole.
[[nodiscard]] PageIndex write_enterprise_pages(const std::filesystem::path& run,
                                               const std::vector<sources::AssessedEnterprise>& enterprises,
                                               const PageContext& context);

}  // namespace riskmap::artefacts
