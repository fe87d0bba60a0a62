#pragma once

#include <string>

#include "geocore/gdal/raster_sink.hpp"
#include "geocore/run/manifest.hpp"

namespace riskmap::artefacts {

/// The kinds of raster layers that a run can hold.
enum class LayerKind {
    concentration,
    standard_deviation,
    exceedance,
    share,  ///< of a zone in a pollutant: subject P-Z
    cancer_risk,
    cancer_risk_increment,
    hazard_index,
    substance_cancer_risk,
    hazard_quotient,
    risk_level,
    risk_level_upper,
    driver,
    status,
};

/// What a layer is called, drawn with and summarised by; `subject` is a pollutant's or a scenario's key and
/// name.
struct LayerDescription {
    std::string id;
    std::string kind;
    std::string quantity;
    std::string unit;
    run::Text title;
    std::string style;
    gdal::OverviewRule overview = gdal::OverviewRule::average;
};

/// The one table of layer ids. `unit` is used where the kind has the pollutant's own unit.
[[nodiscard]] LayerDescription describe_layer(LayerKind kind, const std::string& key, const run::Text& name,
                                              const std::string& unit);

/// "average", "risk_level" (first in the order), "mode", "nearest": the manifest's word.
[[nodiscard]] std::string overview_word(gdal::OverviewRule rule);

}  // namespace riskmap::artefacts
