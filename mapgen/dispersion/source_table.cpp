#include "mapgen/dispersion/source_table.hpp"

#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::dispersion {
namespace {

using observations::Row;
using observations::Table;
using Column = std::optional<std::size_t>;

constexpr const char* kOneGroup = "all";
constexpr double kTallest_m = 1000;
constexpr double kHottest_k = 3000;

class Reader {
  public:
    Reader(const Table& table, const SourceSelection& selection) : table_(table) {
        if (selection.placed) {
            x_ = table.column("x");
            y_ = table.column("y");
        }
        const bool tonnes = !table.find_column("emission_g_s") && table.find_column("emission_t_a");
        emission_ = table.column(tonnes ? "emission_t_a" : "emission_g_s");
        to_g_s_ = tonnes ? 1e6 / (365.0 * 24 * 3600) : 1;
        group_ = selection.group.empty() ? table.find_column("group") : Column(table.column(selection.group));
        if (!selection.pollutant.empty()) pollutant_ = table.column("pollutant");
        wanted_ = selection.pollutant;
    }

    [[nodiscard]] bool wanted(const Row& row) const {
        return !pollutant_ || core::trim(table_.text(row, *pollutant_)) == wanted_;
    }

    [[nodiscard]] Source read(const Row& row) const {
        Source s;
        s.id = text(row, id_);
        if (s.id.empty()) throw core::data_error("{}: an id is missing", table_.place(row, id_));
        s.group = group_ ? text(row, *group_) : kOneGroup;
        s.type = type(row);
        if (x_) s.position = {table_.number(row, *x_), table_.number(row, *y_)};
        s.emission_g_s = in_range(row, emission_, 0, 1e9) * to_g_s_;
        s.height_m = in_range(row, height_, 0, kTallest_m);
        if (s.type == SourceType::point) {
            read_stack(row, s);
        } else {
            read_spread(row, s);
        }
        return s;
    }

  private:
    [[nodiscard]] std::string text(const Row& row, std::size_t column) const {
        return std::string(core::trim(table_.text(row, column)));
    }

    [[nodiscard]] SourceType type(const Row& row) const {
        const std::string word = core::to_lower_ascii(text(row, type_));
        if (word == "point") return SourceType::point;
        if (word == "area") return SourceType::area;
        if (word == "volume") return SourceType::volume;
        throw core::data_error("{}: '{}' is not a type of source; allowed: point, area, volume",
                               table_.place(row, type_), word);
    }

    [[nodiscard]] double checked(const Row& row, std::size_t column, double value, double low,
                                 double high) const {
        if (value >= low && value <= high) return value;
        throw core::data_error("{}: {} is not allowed; {} to {} is expected", table_.place(row, column),
                               value, low, high);
    }

    [[nodiscard]] double in_range(const Row& row, std::size_t column, double low, double high) const {
        return checked(row, column, table_.number(row, column), low, high);
    }

    /// Nothing where the column or the cell is not there.
    [[nodiscard]] std::optional<double> optional(const Row& row, const char* name, double low,
                                                 double high) const {
        const auto column = table_.find_column(name);
        if (!column) return std::nullopt;
        const auto value = table_.optional_number(row, *column);
        return value ? std::optional(checked(row, *column, *value, low, high)) : std::nullopt;
    }

    void read_stack(const Row& row, Source& s) const {
        s.stack.velocity_m_s = optional(row, "velocity_m_s", 0, 200).value_or(0);
        s.stack.diameter_m = optional(row, "diameter_m", 0, 50).value_or(0);
        const auto temperature = optional(row, "temperature_k", 0, kHottest_k);
        if (temperature && *temperature < 200) {
            throw core::Error(
                core::ErrorKind::data,
                fmt::format("{}: {} K is colder than any stack; 200 to {} is expected",
                            table_.place(row, table_.column("temperature_k")), *temperature, kHottest_k),
                "Temperatures are in kelvin: add 273.15 to degrees Celsius.");
        }
        s.stack.temperature_k = temperature.value_or(0);
    }

    void read_spread(const Row& row, Source& s) const {
        s.side_m = optional(row, "side_m", 0, 20000).value_or(0);
        const auto y0 = optional(row, "sigma_y0_m", 0, 10000);
        const auto z0 = optional(row, "sigma_z0_m", 0, 1000);
        if (s.type == SourceType::area) {
            require_side(row, s, "an area source");
            s.sigma_z0_m = z0.value_or(0);
            return;
        }
        if (!y0) require_side(row, s, "a volume source without sigma_y0_m");
        s.sigma_y0_m = y0.value_or(volume_sigma_y0(s.side_m));
        s.sigma_z0_m = z0.value_or(volume_sigma_z0(s.height_m));
    }

    void require_side(const Row& row, const Source& s, const char* what) const {
        if (s.side_m > 0) return;
        throw core::data_error("{}: {} needs its side, more than 0 m",
                               table_.place(row, table_.column("side_m")), what);
    }

    const Table& table_;
    std::size_t id_ = table_.column("id");
    std::size_t type_ = table_.column("type");
    Column x_;
    Column y_;
    std::size_t height_ = table_.column("height_m");
    std::size_t emission_ = 0;
    double to_g_s_ = 1;
    Column group_;
    Column pollutant_;
    std::string wanted_;
};

}  // namespace

void refuse_other_units(const Table& table, const std::vector<QuantityColumn>& expected) {
    for (const auto& [quantity, column] : expected) {
        if (table.find_column(column)) continue;
        for (const auto& name : table.columns) {
            if (!name.starts_with(std::string(quantity) + "_")) continue;
            throw core::data_error("{}: column '{}' cannot be read in this unit; '{}' is expected",
                                   table.path, name, column);
        }
    }
}

std::vector<Source> read_sources(const Table& table, const SourceSelection& selection) {
    refuse_other_units(table, {{"height", "height_m"},
                               {"side", "side_m"},
                               {"temperature", "temperature_k"},
                               {"velocity", "velocity_m_s"},
                               {"diameter", "diameter_m"}});
    if (!table.find_column("emission_t_a")) refuse_other_units(table, {{"emission", "emission_g_s"}});
    const Reader reader(table, selection);
    std::vector<Source> sources;
    for (const auto& row : table.rows) {
        if (reader.wanted(row)) sources.push_back(reader.read(row));
    }
    if (sources.empty()) {
        throw core::data_error(
            "{}: no source{}", table.path,
            selection.pollutant.empty() ? "" : " of pollutant '" + selection.pollutant + "'");
    }
    return sources;
}

}  // namespace riskmap::dispersion
