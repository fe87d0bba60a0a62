#pragma once

#include "mapgen/sheets/map_frame.hpp"

namespace riskmap::sheets {

/// Data, method, cross-validation, uncertainty, toxicity, what is not in it, the fixed caption, the run.
[[nodiscard]] std::vector<std::string> note_lines(const MapRequest& request);
void draw_notes(Canvas& canvas, const MapRequest& request, const PageLayout& layout);
/// Compiler, reviewer, approver, map-review number.
void draw_signatures(Canvas& canvas, const RunFacts& facts, const Words& words, const PageLayout& layout);

}  // namespace riskmap::sheets
