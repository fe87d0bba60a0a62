#include "mapgen/pipeline/inputs.hpp"

#include <algorithm>
#include <map>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/resources.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/data_file.hpp"
#include "mapgen/observations/project_tables.hpp"

namespace riskmap::pipeline {
namespace {

/// Stops at the first refusal and notes every table that was opened.
class StrictGuard : public observations::TableGuard {
  public:
    StrictGuard(const project::Project& project, std::vector<InputFile>& files)
        : folder_(project.file.parent_path()), files_(files) {}

    std::optional<observations::Table> open(const project::DataFile& file, const Trial& /*trial*/,
                                            observations::Coordinates /*coordinates*/) override {
        return table(file);
    }

    void refuse(const project::DataFile& /*file*/, const core::Error& error) override { throw error; }

    observations::Table table(const project::DataFile& file) {
        observations::Table read = observations::read_data_file(file);
        files_.push_back({file.name_below(folder_), read.sha256, static_cast<long long>(read.rows.size()),
                          file.crs, read.encoding});
        return read;
    }

  private:
    std::filesystem::path folder_;
    std::vector<InputFile>& files_;
};

class InputReader {
  public:
    explicit InputReader(const project::Project& project) : guard_(project, inputs_.files) {
        inputs_.project = project;
    }

    Inputs read() {
        const project::Project& p = inputs_.project;
        note({p.file.filename().string(), core::sha256_hex(p.text), std::nullopt, p.crs, "UTF-8"});
        static_cast<observations::ProjectTables&>(inputs_) = observations::read_project_tables(p, guard_);
        if (inputs_.source_table && inputs_.source_table->find_column("pollutant")) {
            inputs_.enterprises.emissions = sources::read_emissions(*inputs_.source_table);
        }
        if (p.enterprises) read_enterprises(*p.enterprises);
        if (p.weather) read_plumes();
        read_area();
        make_grid();
        read_population();
        inputs_.reference =
            risk::read_reference_values(inputs_.project, [this](const std::filesystem::path& file) {
                return guard_.table({file, "", "", "", {}});
            });
        return std::move(inputs_);
    }

  private:
    void note(InputFile file) { inputs_.files.push_back(std::move(file)); }

    void read_enterprises(const project::Enterprises& files) {
        const auto named = [&](const std::filesystem::path& path) {
            return guard_.table({path, "", "", "", {}});
        };
        sources::Register& known = inputs_.enterprises;
        known.enterprises = sources::read_enterprises(guard_.table(files.file));
        if (files.rules) known.rules = sources::read_rules(named(*files.rules));
        if (files.lists) known.lists = sources::read_lists(named(*files.lists));
        if (files.measures) known.measures = sources::read_measures(named(*files.measures));
    }

    void read_plumes() {
        const project::Project& p = inputs_.project;
        inputs_.emissions = dispersion::read_emissions(p, inputs_.source_table.value(),
                                                       guard_.table({p.weather->file, "", "", "", {}}));
        for (auto& of_pollutant : inputs_.emissions->sources) {
            for (auto& s : of_pollutant) s.position = place_of(s.id);
            // Sums depend on their order; a table's rows may come in any.
            std::stable_sort(of_pollutant.begin(), of_pollutant.end(),
                             [](const auto& a, const auto& b) { return a.id < b.id; });
        }
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
                note({(*file)->name_below(inputs_.project.file.parent_path()),
                      core::sha256_file((*file)->path), std::nullopt, (*file)->crs, "UTF-8"});
            }
        }
        inputs_.area = zones::read_study_area(inputs_.project, inputs_.berth_positions());
    }

    void make_grid() {
        const project::Project& p = inputs_.project;
        inputs_.grid =
            grid::Grid::covering(observations::map_extent(p, inputs_.stations), p.cell_size_m, p.crs);
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
        const auto& file = p.population->file;
        note({file.name_below(p.file.parent_path()), core::sha256_file(file.path), std::nullopt, file.crs,
              "UTF-8"});
    }

    Inputs inputs_;
    StrictGuard guard_;
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
    std::map<std::string, std::string> styles;  // a run holds the styles it was drawn with
    for (const auto& entry : std::filesystem::directory_iterator(core::find_resource("styles"))) {
        styles[entry.path().filename().string()] = core::sha256_file(entry.path());
    }
    for (const auto& [name, sha256] : styles) digest.update(name).update("\n").update(sha256).update("\n");
    return digest.hex();
}

}  // namespace riskmap::pipeline
