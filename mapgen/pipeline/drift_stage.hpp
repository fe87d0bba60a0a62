#pragma once

#include <vector>

#include "geocore/core/digest.hpp"
#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/check/finding.hpp"
#include "mapgen/fields/drift_choice.hpp"
#include "mapgen/pipeline/fields_stage.hpp"

namespace riskmap::pipeline {

/// True where a pollutant has sources and the project weather, and its method leaves a choice.
[[nodiscard]] bool has_drift(const Inputs& inputs, std::size_t pollutant);

/// What of weather and sources decides the field of a pollutant.
void add_drift(const Inputs& inputs, std::size_t pollutant, core::Sha256& digest);

/// Makes the plumes of the pollutant's sources and lets cross-validation choose among kriging around them,
/// kriging of logarithms and inverse distance: fills method, transform, choice and wind_suspect of `result`.
[[nodiscard]] FittedField fit_with_drift(const Inputs& inputs, std::vector<fields::Sample> samples,
                                         const fields::FieldOptions& options, PollutantField& result);

/// Zones whose emissions look far from the inventory, and wind that looks turned round.
[[nodiscard]] std::vector<check::Finding> drift_findings(const Inputs& inputs,
                                                         const std::vector<PollutantField>& fields);

/// Per cell the share of one zone's plumes in background and plumes together, to a hundredth; row by row.
struct ZoneShare {
    std::string zone;
    std::string key;  ///< for a layer's id: letters, digits, '-' and '_'; other zones have other keys
    std::vector<float> values;
};

/// One per zone that emits the pollutant, drawn now or by an earlier build; nothing where its field has no
/// drift.
[[nodiscard]] std::vector<ZoneShare> draw_shares(const Inputs& inputs, const PollutantField& field);

/// tables/attribution.csv: measured / inventory per pollutant and zone with its 95 % interval.
[[nodiscard]] artefacts::TableEntry write_attribution_table(const std::filesystem::path& run,
                                                            const Inputs& inputs,
                                                            const std::vector<PollutantField>& fields);

/// tables/attribution-receptors.csv: per receptor and drifted pollutant the shares of the background and of
/// each zone in what the plumes and the background make there.
[[nodiscard]] artefacts::TableEntry write_receptor_attribution(const std::filesystem::path& run,
                                                               const Inputs& inputs,
                                                               const std::vector<PollutantField>& fields);

}  // namespace riskmap::pipeline
