#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "mapgen/artefacts/csv_writer.hpp"
#include "mapgen/sources/assessment.hpp"

namespace riskmap::artefacts {

/// One line of the graded control list: an area, a grade, an industry.
struct ControlLine {
    std::string area;
    sources::Grade grade = sources::Grade::unknown;
    std::string industry;
    std::vector<std::string> enterprises;
    std::vector<std::string> substances;  ///< each once, in order of appearance
    double hazard = 0;
    bool at_least = false;
    int red = 0;
    int yellow = 0;
    int green = 0;
    int drafts = 0;  ///< enterprises whose code no person has released
    run::Text measures;
};

/// By area, then the gravest grade first, then industry; without those that are withheld.
[[nodiscard]] std::vector<ControlLine> control_lines(
    const std::vector<sources::AssessedEnterprise>& enterprises);

/// 分区分级管控清单 as tables/control-list.csv, and as tables/control-list.xlsx with a second sheet that
/// lists the enterprises. @throws Error (data) where a file cannot be written.
[[nodiscard]] TableEntry write_control_list(const std::filesystem::path& run, bool synthetic,
                                            const std::vector<sources::AssessedEnterprise>& enterprises);

}  // namespace riskmap::artefacts
