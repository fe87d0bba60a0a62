#include "mapgen/observations/observations.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/molar_mass.hpp"
#include "mapgen/observations/record_times.hpp"
#include "mapgen/observations/record_values.hpp"
#include "mapgen/observations/units.hpp"

namespace riskmap::observations {
namespace {

/// Names to indices; a name that two would answer to is nobody's.
class Names {
  public:
    void add(const std::string& name, std::size_t index) {
        if (name.empty()) return;
        const auto [entry, is_new] = index_.emplace(name, index);
        if (!is_new && entry->second != index) entry->second = kAmbiguous;
    }
    /// An id answers before a name that reads the same.
    void add_first(const std::string& name, std::size_t index) { index_[name] = index; }

    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const {
        const auto found = index_.find(name);
        if (found == index_.end() || found->second == kAmbiguous) return std::nullopt;
        return found->second;
    }
    [[nodiscard]] std::vector<std::string> all() const {
        std::vector<std::string> names;
        for (const auto& [name, index] : index_) names.push_back(name);
        return names;
    }

  private:
    static constexpr std::size_t kAmbiguous = static_cast<std::size_t>(-1);
    std::map<std::string, std::size_t, std::less<>> index_;
};

/// Where a record's value stands and what its number means.
struct ValueSource {
    std::size_t pollutant = 0;
    std::size_t column = 0;
    double factor = 1;            ///< from the text's unit to the substance's
    std::optional<double> limit;  ///< in the substance's unit
};

class Reader {
  public:
    Reader(const Table& table, const std::vector<Station>& stations, const project::Project& project)
        : table_(table),
          project_(project),
          rules_(project.averaging),
          times_(table, project),
          station_(table.column("station")),
          qualifier_(table.find_column("qualifier")),
          flag_(table.find_column("flag")),
          limit_(table.find_column("detection_limit")),
          n_samples_(table.find_column("n_samples")),
          statistic_(table.find_column("statistic")),
          valid_(table.find_column("valid")),
          comparable_(table.find_column("valid_gb3095")),
          first_day_(parse_moment(project.period.start).value().minute),
          last_day_(parse_moment(project.period.end).value().minute) {
        for (std::size_t i = 0; i < stations.size(); ++i) {
            names_of_stations_.add(stations[i].name_zh, i);
            names_of_stations_.add(stations[i].name_en, i);
        }
        for (std::size_t i = 0; i < stations.size(); ++i) names_of_stations_.add_first(stations[i].id, i);
        for (std::size_t i = 0; i < project.pollutants.size(); ++i) {
            const auto& p = project.pollutants[i];
            for (const auto& name : {p.cas, p.name.zh, p.name.en}) names_of_pollutants_.add(name, i);
        }
        for (std::size_t i = 0; i < project.pollutants.size(); ++i) {
            names_of_pollutants_.add_first(project.pollutants[i].key, i);
        }
        read_header();
    }

    ObservationSet run() {
        for (const auto& row : table_.rows) read(row);
        drop_repeated();
        return std::move(set_);
    }

  private:
    void read_header() {
        if (project_.averaging.values.empty()) {
            pollutant_ = table_.column("pollutant");
            value_ = table_.column("value");
            unit_ = table_.column("unit");
            return;
        }
        for (const auto& wanted : project_.averaging.values) {
            ValueSource source;
            source.pollutant = names_of_pollutants_.find(wanted.pollutant).value();
            source.column = table_.column(wanted.column);
            try {
                set_unit(source, wanted.unit, wanted.detection_limit);
            } catch (const core::Error& error) {
                throw error.within(project_.file.string() + ": observations.values." + wanted.pollutant);
            }
            columns_.push_back(std::move(source));
        }
    }

    void read(const Row& row) {
        const std::string_view station = core::trim(table_.text(row, station_));
        const auto& ignored = project_.averaging.ignore_stations;
        if (std::find(ignored.begin(), ignored.end(), station) != ignored.end()) {
            ++set_.notes.n_ignored;
            return;
        }
        Observation common;
        common.row = row.number;
        common.station = look_up(names_of_stations_, row, station_, "station");
        if (!read_period(row, common)) {
            ++set_.notes.n_outside_period;
            return;
        }
        if (n_samples_) common.n_samples = count(row, *n_samples_);
        common.statistic =
            statistic_ ? std::string(core::trim(table_.text(row, *statistic_))) : default_statistic();
        if (valid_) common.valid = flag(row, *valid_);
        if (comparable_) common.limit_comparable = flag(row, *comparable_);
        if (columns_.empty()) {
            add(row, own_source(row), common);
        } else {
            for (const auto& source : columns_) add(row, source, common);
        }
    }

    [[nodiscard]] ValueSource own_source(const Row& row) const {
        ValueSource source;
        source.pollutant = look_up(names_of_pollutants_, row, pollutant_, "pollutant");
        source.column = value_;
        const auto limit = limit_ ? table_.optional_number(row, *limit_) : std::nullopt;
        try {
            set_unit(source, table_.text(row, unit_), limit);
        } catch (const core::Error& error) {
            throw error.within(table_.place(row, unit_));
        }
        return source;
    }

    /// `limit` is in that unit.
    void set_unit(ValueSource& source, const std::string& text, std::optional<double> limit) const {
        const auto unit = canonical_unit(text);
        if (!unit) {
            throw core::data_error("unit '{}' is not known{}", text,
                                   core::suggestion(text, {"ug/m3", "mg/m3", "ng/m3", "ppb", "ppm"}));
        }
        source.factor = factor_of(*unit, source.pollutant);
        if (limit) source.limit = *limit * source.factor;
    }

    void add(const Row& row, const ValueSource& source, Observation record) {
        record.pollutant = source.pollutant;
        record.detection_limit = source.limit;
        const auto text_of = [&](std::optional<std::size_t> column) {
            return column ? core::trim(table_.text(row, *column)) : std::string_view();
        };
        ReadValue value;
        try {
            value = ValueRules(rules_).read(
                {text_of(source.column), text_of(qualifier_), text_of(flag_), source.limit, source.factor});
        } catch (const core::Error& error) {
            throw error.within(table_.place(row, source.column));
        }
        record.value = value.value;
        record.censored = value.censored;
        record.negative = value.negative;
        record.valid = record.valid && value.valid;
        set_.notes.n_missing += value.missing && !value.flagged ? 1 : 0;
        set_.notes.n_flagged += value.flagged ? 1 : 0;
        set_.notes.n_negative += value.negative ? 1 : 0;
        set_.records.push_back(std::move(record));
    }

    [[nodiscard]] double factor_of(const std::string& from, std::size_t index) const {
        const auto& pollutant = project_.pollutants[index];
        if (!is_mixing_ratio(from)) return unit_factor(from, pollutant.unit);
        auto mass = pollutant.molar_mass_g_mol;
        if (!mass) mass = molar_mass_of_cas(pollutant.cas);
        if (!mass) {
            throw core::data_error(
                "{} needs the molar mass of '{}'; give it as molar_mass (g/mol), or a CAS number that the "
                "program knows",
                from, pollutant.key);
        }
        return mixing_ratio_factor(from, pollutant.unit,
                                   {*mass, rules_.reference_temperature_c, rules_.reference_pressure_kpa});
    }

    [[nodiscard]] std::size_t look_up(const Names& names, const Row& row, std::size_t column,
                                      std::string_view what) const {
        const std::string_view word = core::trim(table_.text(row, column));
        if (const auto found = names.find(word)) return *found;
        throw core::data_error("{}: {} '{}' is not known{}", table_.place(row, column), what, word,
                               core::suggestion(word, names.all()));
    }

    /// False for an hour or a day outside the project's period.
    bool read_period(const Row& row, Observation& o) const {
        const Interval interval = times_.read(row);
        o.start = interval.start;
        o.end = interval.end;
        o.period_start = iso_date(o.start);
        o.period_end = iso_date(o.end - 1);
        if (o.start >= first_day_ && o.end <= last_day_ + kMinutesPerDay) return true;
        if (rules_.resolution != "campaign") return false;
        throw core::data_error("{}, row {}: {} to {} is not within the project's period, {} to {}",
                               table_.path, row.number, o.period_start, o.period_end, project_.period.start,
                               project_.period.end);
    }

    [[nodiscard]] std::string default_statistic() const {
        if (rules_.resolution == "hourly") return "hourly";
        return rules_.resolution == "daily" ? "daily-mean" : "";
    }

    /// An hour or day that stands twice with one value counts once.
    void drop_repeated() {
        if (rules_.resolution == "campaign") return;
        std::map<std::tuple<std::size_t, std::size_t, Minute>, const Observation*> seen;
        std::vector<bool> repeated(set_.records.size());
        for (std::size_t i = 0; i < set_.records.size(); ++i) {
            const auto& o = set_.records[i];
            if (!o.valid) continue;
            const auto [entry, is_new] = seen.emplace(std::tuple(o.station, o.pollutant, o.start), &o);
            if (is_new) continue;
            if (entry->second->value != o.value || entry->second->censored != o.censored) {
                throw core::data_error(
                    "{}, row {}: {} of {} begins at {} as in row {}, with another value; one per station, "
                    "substance and time is allowed",
                    table_.path, o.row, rules_.resolution, project_.pollutants[o.pollutant].key,
                    iso_time(o.start), entry->second->row);
            }
            repeated[i] = true;
            ++set_.notes.n_repeated;
        }
        std::size_t next = 0;
        std::erase_if(set_.records, [&](const Observation&) { return repeated[next++]; });
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
    const project::Averaging& rules_;
    TimeColumns times_;
    Names names_of_stations_;
    Names names_of_pollutants_;
    std::size_t station_;
    std::size_t pollutant_ = 0;
    std::size_t value_ = 0;
    std::size_t unit_ = 0;
    std::vector<ValueSource> columns_;  ///< with a column per substance
    std::optional<std::size_t> qualifier_, flag_, limit_, n_samples_, statistic_, valid_, comparable_;
    Minute first_day_;
    Minute last_day_;
    ObservationSet set_;
};

}  // namespace

ObservationSet read_observations(const Table& table, const std::vector<Station>& stations,
                                 const project::Project& project) {
    return Reader(table, stations, project).run();
}

}  // namespace riskmap::observations
