#include "mapgen/observations/observations.hpp"

#include <map>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/units.hpp"

namespace riskmap::observations {
namespace {

class Reader {
  public:
    Reader(const Table& table, const std::vector<Station>& stations, const project::Project& project)
        : table_(table),
          project_(project),
          station_(table.column("station")),
          pollutant_(table.column("pollutant")),
          value_(table.column("value")),
          unit_(table.column("unit")),
          start_(table.column("period_start")),
          end_(table.column("period_end")),
          qualifier_(table.find_column("qualifier")),
          limit_(table.find_column("detection_limit")),
          n_samples_(table.find_column("n_samples")),
          statistic_(table.find_column("statistic")),
          valid_(table.find_column("valid")),
          comparable_(table.find_column("valid_gb3095")) {
        for (std::size_t i = 0; i < stations.size(); ++i) stations_[stations[i].id] = i;
        for (std::size_t i = 0; i < project.pollutants.size(); ++i) {
            const auto& pollutant = project.pollutants[i];
            for (const auto& name : {pollutant.key, pollutant.cas, pollutant.name.zh, pollutant.name.en}) {
                if (!name.empty()) pollutants_.emplace(name, i);
            }
        }
    }

    Observation read(const Row& row) const {
        Observation o;
        o.row = row.number;
        o.station = look_up(stations_, row, station_, "station");
        o.pollutant = look_up(pollutants_, row, pollutant_, "pollutant");
        const double factor = unit_factor(unit(row), project_.pollutants[o.pollutant].unit);
        read_value(row, factor, o);
        read_period(row, o);
        if (n_samples_) o.n_samples = count(row, *n_samples_);
        if (statistic_) o.statistic = core::trim(table_.text(row, *statistic_));
        if (valid_) o.valid = flag(row, *valid_);
        if (comparable_) o.limit_comparable = flag(row, *comparable_);
        return o;
    }

  private:
    [[nodiscard]] std::size_t look_up(const std::map<std::string, std::size_t>& known, const Row& row,
                                      std::size_t column, std::string_view what) const {
        const std::string word(core::trim(table_.text(row, column)));
        if (const auto found = known.find(word); found != known.end()) return found->second;
        std::vector<std::string> names;
        for (const auto& [name, index] : known) names.push_back(name);
        throw core::data_error("{}: {} '{}' is not known{}", table_.place(row, column), what, word,
                               core::suggestion(word, names));
    }

    [[nodiscard]] std::string unit(const Row& row) const {
        const std::string& text = table_.text(row, unit_);
        if (auto unit = canonical_unit(text)) return *unit;
        throw core::data_error("{}: unit '{}' is not known{}", table_.place(row, unit_), text,
                               core::suggestion(text, {"ug/m3", "mg/m3", "ng/m3"}));
    }

    void read_value(const Row& row, double factor, Observation& o) const {
        if (limit_) {
            if (const auto limit = table_.optional_number(row, *limit_)) o.detection_limit = *limit * factor;
        }
        o.value = table_.number(row, value_) * factor;
        if (o.value < 0) {
            throw core::data_error("{}: {} is not allowed; concentrations are at least 0",
                                   table_.place(row, value_), table_.text(row, value_));
        }
        const std::string_view mark =
            qualifier_ ? core::trim(table_.text(row, *qualifier_)) : std::string_view();
        if (mark != "" && mark != "<") {
            throw core::data_error("{}: qualifier '{}' is not known; '<' or nothing is expected",
                                   table_.place(row, *qualifier_), mark);
        }
        o.censored = mark == "<";
        if (o.censored && !(o.value > 0)) {
            throw core::data_error(
                "{}: a value below the detection limit gives that limit as its value, greater than 0",
                table_.place(row, value_));
        }
    }

    void read_period(const Row& row, Observation& o) const {
        o.period_start = date(row, start_);
        o.period_end = date(row, end_);
        if (o.period_end < o.period_start) {
            throw core::data_error("{}: {} lies before the start {}", table_.place(row, end_), o.period_end,
                                   o.period_start);
        }
        if (o.period_start < project_.period.start || o.period_end > project_.period.end) {
            throw core::data_error("{}: {} to {} is not within the project's period, {} to {}",
                                   table_.place(row, start_), o.period_start, o.period_end,
                                   project_.period.start, project_.period.end);
        }
    }

    [[nodiscard]] std::string date(const Row& row, std::size_t column) const {
        const std::string text(core::trim(table_.text(row, column)));
        const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
        const auto month = shaped ? core::parse_integer(text.substr(5, 2)) : std::nullopt;
        const auto day = shaped ? core::parse_integer(text.substr(8, 2)) : std::nullopt;
        if (!shaped || !core::parse_integer(text.substr(0, 4)) || !month || *month < 1 || *month > 12 ||
            !day || *day < 1 || *day > 31) {
            throw core::data_error("{}: '{}' is not a date; YYYY-MM-DD is expected",
                                   table_.place(row, column), text);
        }
        return text;
    }

    [[nodiscard]] long long count(const Row& row, std::size_t column) const {
        const auto value = core::parse_integer(table_.text(row, column));
        if (!value || *value < 1) {
            throw core::data_error(
                "{}: '{}' is not a number of samples; a whole number of at least 1 is expected",
                table_.place(row, column), table_.text(row, column));
        }
        return *value;
    }

    [[nodiscard]] bool flag(const Row& row, std::size_t column) const {
        const std::string_view text = core::trim(table_.text(row, column));
        if (text != "0" && text != "1") {
            throw core::data_error("{}: '{}' is not allowed; 0 or 1 is expected", table_.place(row, column),
                                   text);
        }
        return text == "1";
    }

    const Table& table_;
    const project::Project& project_;
    std::map<std::string, std::size_t> stations_;
    std::map<std::string, std::size_t> pollutants_;
    std::size_t station_, pollutant_, value_, unit_, start_, end_;
    std::optional<std::size_t> qualifier_, limit_, n_samples_, statistic_, valid_, comparable_;
};

}  // namespace

std::vector<Observation> read_observations(const Table& table, const std::vector<Station>& stations,
                                           const project::Project& project) {
    const Reader reader(table, stations, project);
    std::vector<Observation> observations;
    observations.reserve(table.rows.size());
    for (const auto& row : table.rows) observations.push_back(reader.read(row));
    return observations;
}

}  // namespace riskmap::observations
