#include "mapgen/pipeline/inputs.hpp"

#include <algorithm>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "geocore/crs/transform.hpp"
#include "mapgen/observations/data_file.hpp"

namespace riskmap::pipeline {
namespace {

class InputReader {
  public:
    explicit InputReader(const project::Project& project) { inputs_.project = project; }

    Inputs read() {
        const project::Project& p = inputs_.project;
        if (is_geographic(p)) {
            throw core::data_error(
                "{}: project.crs is '{}', a geographic one; a projected CRS in metres is expected",
                p.file.string(), p.crs);
        }
        note({p.file.filename().string(), core::sha256_hex(p.text), std::nullopt, p.crs, "UTF-8"});
        inputs_.stations = observations::read_stations(table(p.stations), p.stations.crs, p.crs);
        inputs_.observations = observations::read_observations(table(p.observations), inputs_.stations, p);
        inputs_.means =
            observations::station_means(inputs_.observations, inputs_.stations.size(), p.pollutants.size());
        read_places();
        read_area();
        make_grid();
        read_population();
        check_stations_inside();
        inputs_.reference =
            risk::read_reference_values(inputs_.project, [this](const std::filesystem::path& file) {
                return table({file, "", "", "", {}});
            });
        return std::move(inputs_);
    }

  private:
    static bool is_geographic(const project::Project& p) {
        try {
            return crs::is_geographic(p.crs);
        } catch (const core::Error& e) {
            throw e.within(p.file.string() + ": project.crs");
        }
    }

    void note(InputFile file) { inputs_.files.push_back(std::move(file)); }

    [[nodiscard]] std::string relative(const std::filesystem::path& path) const {
        return path.lexically_relative(inputs_.project.file.parent_path()).generic_string();
    }

    observations::Table table(const project::DataFile& file) {
        observations::Table read = observations::read_data_file(file);
        note({relative(file.path), core::sha256_file(file.path), static_cast<long long>(read.rows.size()),
              file.crs, read.encoding});
        return read;
    }

    void read_places() {
        const project::Project& p = inputs_.project;
        if (p.receptors) {
            inputs_.receptors = observations::read_receptors(table(*p.receptors), p.receptors->crs, p.crs);
        }
        if (p.berths) {
            inputs_.berths = observations::read_berths(table(p.berths->file), p.berths->file.crs, p.crs);
        }
        if (!p.sources) return;
        const auto sources = table(*p.sources);
        inputs_.sources = observations::read_sources(sources, p.sources->crs, p.crs);
        if (sources.find_column("pollutant")) {
            inputs_.enterprises.emissions = sources::read_emissions(sources);
        }
        if (p.enterprises) read_enterprises(*p.enterprises);
        if (!p.weather) return;
        inputs_.emissions = dispersion::read_emissions(p, sources, table({p.weather->file, "", "", "", {}}));
        for (auto& of_pollutant : inputs_.emissions->sources) {
            for (auto& s : of_pollutant) s.position = place_of(s.id);
        }
    }

    void read_enterprises(const project::Enterprises& files) {
        const auto named = [&](const std::filesystem::path& path) { return table({path, "", "", "", {}}); };
        sources::Register& known = inputs_.enterprises;
        known.enterprises = sources::read_enterprises(table(files.file));
        if (files.rules) known.rules = sources::read_rules(named(*files.rules));
        if (files.lists) known.lists = sources::read_lists(named(*files.lists));
        if (files.measures) known.measures = sources::read_measures(named(*files.measures));
    }

    [[nodiscard]] grid::Point place_of(const std::string& id) const {
        const auto at = std::find_if(inputs_.sources.begin(), inputs_.sources.end(),
                                     [&](const auto& s) { return core::trim(s.id) == id; });
        return at->position;
    }

    void read_area() {
        const project::StudyArea& options = inputs_.project.study_area;
        for (const auto* file : {&options.land, &options.zones, &options.districts, &options.polygon}) {
            if (*file) {
                note({relative((*file)->path), core::sha256_file((*file)->path), std::nullopt, (*file)->crs,
                      "UTF-8"});
            }
        }
        std::vector<grid::Point> berths;
        for (const auto& berth : inputs_.berths) berths.push_back(berth.position);
        inputs_.area = zones::read_study_area(inputs_.project, std::move(berths));
    }

    void make_grid() {
        const project::Project& p = inputs_.project;
        grid::Box box = grid::Box::empty();
        if (p.extent) {
            box = *p.extent;
        } else {
            for (const auto& station : inputs_.stations) box.extend(station.position);
            box = box.grown(p.interpolation.max_distance_m);
        }
        inputs_.grid = grid::Grid::covering(box, p.cell_size_m, p.crs);
        constexpr double kMostCells = 4e8;
        if (static_cast<double>(inputs_.grid.size()) > kMostCells) {
            throw core::data_error(
                "{}: project.cell_size_m {} gives {} x {} cells; at most {:.0f} million are allowed",
                p.file.string(), p.cell_size_m, inputs_.grid.width, inputs_.grid.height, kMostCells / 1e6);
        }
    }

    void read_population() {
        const project::Project& p = inputs_.project;
        if (!p.population) return;
        // People around a source near the edge of the map are still around it.
        constexpr double kMarginM = 5000;
        inputs_.population = zones::read_population(p, inputs_.area, inputs_.grid, kMarginM);
        note({relative(p.population->file.path), core::sha256_file(p.population->file.path), std::nullopt,
              p.population->file.crs, "UTF-8"});
    }

    /// A station far off the map is a wrong coordinate or a wrong CRS, not a station.
    void check_stations_inside() const {
        const project::Project& p = inputs_.project;
        const grid::Box box = inputs_.grid.extent();
        const grid::Box allowed = box.grown(std::max(box.width(), box.height()));
        for (const auto& station : inputs_.stations) {
            if (!allowed.contains(station.position)) {
                throw core::data_error(
                    "{}, row {}: station '{}' lies at {:.0f} {:.0f} in {}, far outside the study area {:.0f} "
                    "{:.0f} "
                    "{:.0f} {:.0f}; is its coordinate or stations.crs wrong?",
                    p.stations.path.string(), station.row, station.id, station.position.x, station.position.y,
                    p.crs, box.xmin, box.ymin, box.xmax, box.ymax);
            }
        }
    }

    Inputs inputs_;
};

}  // namespace

Inputs read_inputs(const project::Project& project) {
    return InputReader(project).read();
}

std::string inputs_digest(const Inputs& inputs) {
    core::Sha256 digest;
    digest.update("riskmap " RISKMAP_VERSION " schema 1\n");
    for (const auto& file : inputs.files) {
        digest.update(file.path).update("\n").update(file.sha256).update("\n").update(file.crs).update("\n");
    }
    return digest.hex();
}

}  // namespace riskmap::pipeline
