#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/sources/assessment.hpp"
#include "mapgen/sources/screening.hpp"

namespace riskmap::artefacts {

/// Why a substance is on the list of risk substances, or is not.
[[nodiscard]] run::Text screening_reason(const sources::ScreenedSubstance& substance);
/// 草案 draft, or 已发布 released.
[[nodiscard]] run::Text release_word(const sources::ReleaseState& release);
/// Names of the rules that hold, separated by "; ".
[[nodiscard]] run::Text problem_words(const sources::Grading& grading);

/// 风险污染物清单: every substance with its score's parts and why it is in or out.
[[nodiscard]] TableEntry write_substance_table(const std::filesystem::path& run, bool synthetic,
                                               const std::vector<sources::ScreenedSubstance>& substances,
                                               const std::string& rules_version);
/// One row per enterprise: hazard, grade, code, problems.
[[nodiscard]] TableEntry write_enterprise_table(const std::filesystem::path& run, bool synthetic,
                                                const std::vector<sources::AssessedEnterprise>& enterprises,
                                                const std::string& rules_version);

}  // namespace riskmap::artefacts
