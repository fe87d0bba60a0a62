#include "mapgen/pipeline/findings_stage.hpp"

#include <algorithm>
#include <iterator>

#include "geocore/core/error.hpp"
#include "mapgen/check/data_check.hpp"
#include "mapgen/check/places_check.hpp"

namespace riskmap::pipeline {
namespace {

core::Error as_error(const check::Finding& finding) {
    const std::string row = finding.row > 0 ? fmt::format(", row {}", finding.row) : "";
    return {core::ErrorKind::data,
            fmt::format("{}{}: '{}' {}; {} is expected", finding.file, row, finding.id, finding.found.en,
                        finding.expected.en),
            finding.advice.en};
}

}  // namespace

std::vector<check::Finding> judge_inputs(const Inputs& inputs) {
    auto findings = check::check_places(inputs.project,
                                        {inputs.stations, inputs.receptors, inputs.berths, inputs.sources},
                                        inputs.area, inputs.grid.extent());
    auto of_data = check::check_data(inputs.project, inputs.stations, inputs.means);
    findings.insert(findings.end(), std::make_move_iterator(of_data.begin()),
                    std::make_move_iterator(of_data.end()));
    check::sort_findings(findings);
    if (check::has_error(findings)) throw as_error(findings.front());
    return findings;
}

void attach_findings(const Inputs& inputs, const std::vector<check::Finding>& findings,
                     std::vector<zones::BerthResult>& berths) {
    if (!inputs.project.berths) return;
    const std::string file = check::file_name(inputs.project, inputs.project.berths->file.path);
    for (auto& result : berths) {
        for (const auto& finding : findings) {
            if (finding.file != file) continue;
            if (finding.id != result.berth.id && finding.other_id != result.berth.id) continue;
            if (result.findings.find(finding.code) != std::string::npos) continue;
            result.findings += (result.findings.empty() ? "" : ";") + finding.code;
        }
    }
}

}  // namespace riskmap::pipeline
