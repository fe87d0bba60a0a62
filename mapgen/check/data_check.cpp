#include "mapgen/check/data_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "mapgen/check/places_check.hpp"
#include "mapgen/check/table_reading.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/risk/exposure.hpp"
#include "mapgen/risk/exposure_table.hpp"
#include "mapgen/risk/reference_values.hpp"

namespace riskmap::check {
namespace {

// Above this share of non-detects no field is made of a substance.
constexpr double kMostCensored = 0.7;
// A tenth of the lowest cut between levels.
constexpr double kLimitRisk = 1e-7;

/// One substance over all stations, in its own unit.
struct Summary {
    std::size_t n_stations = 0;
    std::size_t n_censored = 0;
    double highest_limit = 0;
};

Summary summarize(std::size_t pollutant, const std::vector<observations::StationMean>& means) {
    Summary summary;
    for (const auto& mean : means) {
        if (mean.pollutant != pollutant || !mean.used) continue;
        ++summary.n_stations;
        if (mean.censored) ++summary.n_censored;
        const double limit = mean.detection_limit.value_or(mean.censored ? mean.value : 0);
        summary.highest_limit = std::max(summary.highest_limit, limit);
    }
    return summary;
}

/// A project file is copied and sent around; its passwords with it.
void find_passwords(const project::Project& project, std::vector<Finding>& findings) {
    const auto judge = [&](const project::DataFile& file) {
        if (!file.database || !file.database->connection.holds_password()) return;
        Finding finding;
        finding.code = "password-in-file";
        finding.file = project.file.filename().string();
        finding.found = {fmt::format("{}的密码写在项目文件里", file.name()),
                         fmt::format("the password for {} stands in the project file", file.name())};
        finding.expected = {"密码在项目文件之外", "the password outside the project file"};
        finding.advice = {"改用PGPASSWORD、~/.pgpass或${变量名}", "use PGPASSWORD, ~/.pgpass or ${NAME}"};
        findings.push_back(std::move(finding));
    };
    judge(project.stations);
    judge(project.observations);
    if (project.receptors) judge(*project.receptors);
    if (project.berths) judge(project.berths->file);
    if (project.sources) judge(*project.sources);
}

class DataCheck {
  public:
    DataCheck(const project::Project& project, std::vector<Finding>& findings)
        : project_(project), findings_(findings) {}

    void find_silent_stations(const std::vector<observations::Station>& stations,
                              const std::vector<observations::StationMean>& means) {
        for (std::size_t i = 0; i < stations.size(); ++i) {
            const bool measured =
                std::any_of(means.begin(), means.end(), [&](const auto& mean) { return mean.station == i; });
            if (measured) continue;
            Finding finding = make(Severity::info, "station-without-data", project_.stations);
            finding.row = stations[i].row;
            finding.id = stations[i].id;
            finding.name = stations[i].name_zh;
            finding.found = {"没有任何有效数据", "has no valid record"};
            finding.advice = {"保留在清单中，不参与插值",
                              "it stays in the list and takes no part in the map"};
            findings_.push_back(std::move(finding));
        }
    }

    void judge(const project::Pollutant& pollutant, const Summary& summary) {
        const auto n_stations = static_cast<double>(summary.n_stations);
        if (summary.n_stations == 0) {
            Finding finding = make(Severity::warning, "substance-without-data", project_.observations);
            finding.id = pollutant.key;
            finding.name = pollutant.name.zh;
            finding.found = {"没有任何有效数据", "has no valid record at any station"};
            findings_.push_back(std::move(finding));
        } else if (static_cast<double>(summary.n_censored) > kMostCensored * n_stations) {
            Finding finding = make(Severity::warning, "mostly-below-detection", project_.observations);
            finding.id = pollutant.key;
            finding.name = pollutant.name.zh;
            finding.found = {
                fmt::format("{}个站中{}个低于检出限，不能成图", summary.n_stations, summary.n_censored),
                fmt::format("{} of {} stations are below the detection limit: no field can be made of it",
                            summary.n_censored, summary.n_stations)};
            finding.expected = {"至多70%", "at most 70 %"};
            finding.advice = {"换用检出限更低的方法", "measure with a lower detection limit"};
            findings_.push_back(std::move(finding));
        }
    }

    void judge_limit(const project::Pollutant& pollutant, const Summary& summary,
                     const risk::DoseResponse& entry) {
        const auto& scenario = risk::default_scenarios().front();
        const double ure_per_ug_m3 = risk::used_unit_risk(entry, scenario)->per_ug_m3;
        const double limit_ug_m3 = summary.highest_limit * observations::unit_factor(pollutant.unit, "ug/m3");
        const double risk = limit_ug_m3 * ure_per_ug_m3 * risk::cancer_exposure_share(scenario);
        if (!(risk > kLimitRisk)) return;
        Finding finding = make(Severity::warning, "detection-limit-risk", project_.observations);
        finding.id = pollutant.key;
        finding.name = pollutant.name.zh;
        finding.found = {
            fmt::format("检出限{} {}本身相当于致癌风险{:.2g}({})", summary.highest_limit, pollutant.unit,
                        risk, scenario.name_zh),
            fmt::format("the detection limit {} {} alone stands for a cancer risk of {:.2g} ({})",
                        summary.highest_limit, pollutant.unit, risk, scenario.name_en)};
        finding.expected = {fmt::format("低于{:.0e}", kLimitRisk), fmt::format("below {:.0e}", kLimitRisk)};
        finding.advice = {"未检出不等于无风险；图件会写明", "not detected is not without risk; maps say so"};
        findings_.push_back(std::move(finding));
    }

    [[nodiscard]] std::optional<risk::DoseResponseTable> toxicity() {
        if (!project_.risk) return std::nullopt;
        const auto& own = project_.risk->dose_response;
        try {
            return risk::toxicity_table(
                project_, [](const std::filesystem::path& file) { return observations::read_table(file); });
        } catch (const core::Error& error) {
            findings_.push_back(
                refusal(error, file_name(project_, own.value_or(project_.file)), 0, "input-invalid"));
            return std::nullopt;
        }
    }

    void judge_toxicity(const risk::DoseResponseTable& table, const project::Pollutant& pollutant,
                        const Summary& summary) {
        try {
            const auto& entry = table.find(pollutant.cas, pollutant.name.zh, pollutant.name.en);
            if (entry.ure_per_ug_m3) judge_limit(pollutant, summary, entry);
        } catch (const core::Error& error) {
            Finding finding = refusal(error, project_.file.filename().string(), 0, "substance-unknown");
            finding.id = pollutant.key;
            finding.name = pollutant.name.zh;
            findings_.push_back(std::move(finding));
        }
    }

  private:
    [[nodiscard]] Finding make(Severity severity, std::string_view code,
                               const project::DataFile& file) const {
        Finding finding;
        finding.severity = severity;
        finding.code = code;
        finding.file = file_name(project_, file);
        return finding;
    }

    const project::Project& project_;
    std::vector<Finding>& findings_;
};

}  // namespace

std::vector<Finding> check_data(const project::Project& project,
                                const std::vector<observations::Station>& stations,
                                const std::vector<observations::StationMean>& means) {
    std::vector<Finding> findings;
    find_passwords(project, findings);
    if (means.empty()) return findings;
    DataCheck check(project, findings);
    check.find_silent_stations(stations, means);
    const auto toxicity = check.toxicity();
    for (std::size_t i = 0; i < project.pollutants.size(); ++i) {
        const Summary summary = summarize(i, means);
        check.judge(project.pollutants[i], summary);
        if (toxicity) check.judge_toxicity(*toxicity, project.pollutants[i], summary);
    }
    return findings;
}

}  // namespace riskmap::check
