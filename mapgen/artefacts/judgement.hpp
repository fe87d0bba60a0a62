#pragma once

#include <string>
#include <vector>

#include "geocore/gdal/vector.hpp"
#include "mapgen/zones/places.hpp"

namespace riskmap::artefacts {

/// One column of what the map says of a place: the same in tables and vectors.
struct JudgementColumn {
    gdal::FieldSpec spec;
    bool tells_sources;  ///< gives a source away: left out of vectors unless the audience is public
    gdal::Value (*value)(const zones::PlaceJudgement& judgement);
};

[[nodiscard]] const std::vector<JudgementColumn>& judgement_columns();

/// A value as a cell of a table; empty for null.
[[nodiscard]] std::string cell_of(const gdal::Value& value);

}  // namespace riskmap::artefacts
