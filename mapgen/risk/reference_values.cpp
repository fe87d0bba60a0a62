#include "mapgen/risk/reference_values.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/units.hpp"
#include "mapgen/risk/background_table.hpp"
#include "mapgen/risk/exposure_table.hpp"
#include "mapgen/risk/limit_table.hpp"

namespace riskmap::risk {
namespace {

class ReferenceReader {
  public:
    ReferenceReader(project::Project& project, const ReadTable& read)
        : project_(project), read_(read), date_(project.period.end) {}

    ReferenceValues read_all() {
        values_.dose_response.resize(project_.pollutants.size());
        values_.levels = default_levels();
        read_limits();
        if (!project_.risk) return std::move(values_);
        read_dose_response();
        read_known_scenarios();
        if (project_.risk->levels) values_.levels = read_levels(read_(*project_.risk->levels), date_);
        project_.level_names = values_.levels.names;
        if (project_.risk->backgrounds) read_backgrounds();
        return std::move(values_);
    }

  private:
    static SubstanceQuery query_of(const project::Pollutant& pollutant) {
        return {pollutant.cas, pollutant.name.zh, pollutant.name.en};
    }

    void read_dose_response() {
        const auto values = toxicity_table(project_, read_);
        for (std::size_t i = 0; i < project_.pollutants.size(); ++i) {
            const auto& pollutant = project_.pollutants[i];
            try {
                values_.dose_response[i] = values.find(pollutant.cas, pollutant.name.zh, pollutant.name.en);
            } catch (const core::Error& e) {
                throw e.within(fmt::format("{}: pollutant '{}'", project_.file.string(), pollutant.key));
            }
        }
    }

    /// The user's rows stand before the built-in ones: a row with a built-in key replaces that.
    void read_known_scenarios() {
        std::vector<ExposureScenario> known;
        if (project_.risk->exposure) known = read_scenarios(read_(*project_.risk->exposure), date_);
        for (const auto& scenario : default_scenarios()) known.push_back(scenario);
        std::vector<std::string> keys;
        for (const auto& scenario : known) keys.push_back(scenario.key);
        for (const auto& wanted : project_.risk->scenarios) {
            const auto at = std::find(keys.begin(), keys.end(), wanted);
            if (at == keys.end()) {
                throw core::data_error("{}: risk.scenarios: scenario '{}' is not known{}",
                                       project_.file.string(), wanted, core::suggestion(wanted, keys));
            }
            values_.scenarios.push_back(known[static_cast<std::size_t>(at - keys.begin())]);
        }
    }

    void read_limits() {
        if (!project_.limits) return;
        const auto table =
            project_.limits->file ? LimitTable::from(read_(*project_.limits->file)) : LimitTable::built_in();
        const auto known = table.applications();
        for (const auto& wanted : project_.limits->applies_to) {
            if (std::find(known.begin(), known.end(), wanted) == known.end()) {
                throw core::data_error("{}: limits.applies_to: '{}' is not known{}", project_.file.string(),
                                       wanted, core::suggestion(wanted, known));
            }
        }
        for (auto& pollutant : project_.pollutants) {
            for (auto& limit : table.find(query_of(pollutant), project_.period.start, project_.period.end,
                                          project_.limits->applies_to)) {
                pollutant.limits.push_back(std::move(limit));
            }
        }
    }

    void read_backgrounds() {
        const auto table = BackgroundTable::from(read_(*project_.risk->backgrounds), date_);
        for (auto& pollutant : project_.pollutants) {
            if (pollutant.background) continue;
            const auto* row = table.find(query_of(pollutant));
            if (row == nullptr) continue;
            pollutant.background = row->value * observations::unit_factor(row->unit, pollutant.unit);
            pollutant.background_source = row->source;
        }
    }

    ReferenceValues values_;
    project::Project& project_;
    const ReadTable& read_;
    std::string date_;
};

}  // namespace

DoseResponseTable toxicity_table(const project::Project& project, const ReadTable& read) {
    const project::Risk options = project.risk.value_or(project::Risk{});
    const std::string& version = options.dose_response_version;
    if (!options.dose_response) return DoseResponseTable::built_in(version.empty() ? "HEM5" : version);
    return DoseResponseTable::from(read(*options.dose_response), {version, project.period.end});
}

ReferenceValues read_reference_values(project::Project& project, const ReadTable& read) {
    return ReferenceReader(project, read).read_all();
}

}  // namespace riskmap::risk
