#include "mapgen/pipeline/findings_stage.hpp"

#include <algorithm>
#include <iterator>

#include "geocore/core/error.hpp"
#include "mapgen/check/data_check.hpp"
#include "mapgen/check/enterprise_check.hpp"
#include "mapgen/check/places_check.hpp"
#include "mapgen/check/records_check.hpp"

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
    for (const auto& more : {check::check_data(inputs.project, inputs.stations, inputs.means),
                             check::check_records(inputs.project, inputs),
                             check::check_enterprises(inputs.project, inputs.enterprises.enterprises,
                                                      inputs.enterprises.emissions, inputs.area)}) {
        findings.insert(findings.end(), more.begin(), more.end());
    }
    check::sort_findings(findings);
    if (check::has_error(findings)) throw as_error(findings.front());
    return findings;
}

void attach_findings(const Inputs& inputs, const std::vector<check::Finding>& findings,
                     std::vector<zones::BerthResult>& berths) {
    if (!inputs.project.berths) return;
    const std::string file = check::file_name(inputs.project, inputs.project.berths->file);
    for (auto& result : berths) {
        for (const auto& finding : findings) {
            if (finding.file != file) continue;
            if (finding.id != result.berth.id && finding.other_id != result.berth.id) continue;
            if (result.findings.find(finding.code) != std::string::npos) continue;
            result.findings += (result.findings.empty() ? "" : ";") + finding.code;
        }
    }
}

std::vector<check::Finding> field_findings(const Inputs& inputs, const std::vector<PollutantField>& fields) {
    constexpr double kLeastMsdr = 0.5;
    constexpr double kMostMsdr = 2;
    std::vector<check::Finding> findings;
    for (const auto& field : fields) {
        if (!field.field || !field.field->facts().has_variance) continue;
        const auto& pollutant = inputs.project.pollutants[field.pollutant];
        const auto& scores = field.field->facts().scores;
        const std::string file = check::file_name(inputs.project, inputs.project.observations);
        if (scores.msdr < kLeastMsdr || scores.msdr > kMostMsdr) {
            const bool narrow = scores.msdr > kMostMsdr;
            findings.push_back(
                {check::Severity::warning,
                 "cross-validation-spread",
                 file,
                 0,
                 pollutant.key,
                 "",
                 "",
                 {fmt::format("标准化残差方差(MSDR)为{:.2f}", scores.msdr),
                  fmt::format("the mean squared standardised residual (MSDR) is {:.2f}", scores.msdr)},
                 {"0.5至2", "0.5 to 2"},
                 {narrow ? "区间偏窄，不确定性被低估" : "区间偏宽，不确定性被高估",
                  narrow ? "intervals are too narrow: the uncertainty is larger than the map says"
                         : "intervals are too wide: the uncertainty is smaller than the map says"}});
        }
        if (field.idw_rmse && *field.idw_rmse < scores.rmse) {
            findings.push_back(
                {check::Severity::warning,
                 "cross-validation-idw",
                 file,
                 0,
                 pollutant.key,
                 "",
                 "",
                 {fmt::format("反距离加权误差{:.3g}，克里金误差{:.3g}", *field.idw_rmse, scores.rmse),
                  fmt::format("inverse distance errs by {:.3g}, kriging by {:.3g} at left-out stations",
                              *field.idw_rmse, scores.rmse)},
                 {"克里金误差较小", "kriging errs less"},
                 {"检查变异函数与站点分布", "look at the variogram and at where stations stand"}});
        }
    }
    return findings;
}

}  // namespace riskmap::pipeline
