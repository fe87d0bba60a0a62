#pragma once

#include <map>
#include <optional>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/artefacts/enterprise_page.hpp"
#include "mapgen/artefacts/vectors.hpp"
#include "mapgen/pipeline/fields_stage.hpp"
#include "mapgen/pipeline/inputs.hpp"
#include "mapgen/pipeline/risk_stage.hpp"
#include "mapgen/sources/assessment.hpp"
#include "mapgen/sources/screening.hpp"

namespace riskmap::pipeline {

/// What the sources stage makes: substances screened, enterprises graded.
struct SourceResults {
    std::vector<sources::ScreenedSubstance>
        substances;  ///< pollutants of the project, then others that are emitted
    std::vector<sources::AssessedEnterprise> enterprises;
};

/// Reads the log of releases below `output` and makes it one of the inputs: a release is part of the next
/// run.
/// @throws Error (data) where the log is damaged.
void read_releases(const std::filesystem::path& output, Inputs& inputs);

/// @pre `inputs` outlives the result, which points into its rules.
[[nodiscard]] SourceResults assess_sources(const Inputs& inputs, const std::vector<PollutantField>& fields,
                                           const std::vector<ScenarioModel>& scenarios);

/// The tables of substances (with [risk] or [sources]), of enterprises and of control (with [enterprises]).
[[nodiscard]] std::vector<artefacts::TableEntry> write_source_tables(const std::filesystem::path& run,
                                                                     const Inputs& inputs,
                                                                     const SourceResults& results);

/// One page per enterprise; nothing without [enterprises].
[[nodiscard]] std::optional<artefacts::PageIndex> write_pages(const std::filesystem::path& run,
                                                              const Inputs& inputs,
                                                              const std::vector<check::Finding>& findings,
                                                              const SourceResults& results);

/// Enterprise, grade and code of each source, for the vector layer of sources. In a public project a draft
/// says neither grade nor code: nobody has answered for it yet.
[[nodiscard]] std::map<std::string, artefacts::SourceMark> source_marks(const Inputs& inputs,
                                                                        const SourceResults& results);

}  // namespace riskmap::pipeline
