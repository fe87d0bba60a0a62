#include "mapgen/project/project.hpp"

#include <algorithm>
#include <set>

#include "geocore/core/digest.hpp"
#include "geocore/core/input_file.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/project/averaging_section.hpp"
#include "mapgen/project/section.hpp"

namespace riskmap::project {
namespace {

bool is_key(const std::string& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

std::string key_of(Section& section, std::string_view name) {
    std::string key = section.text(name);
    if (!is_key(key)) {
        throw core::data_error("{} is '{}'; small letters, digits and '-' are allowed", section.place(name),
                               key);
    }
    return key;
}

Text bilingual(Section& parent, std::string_view key) {
    Section section = parent.required_child(key);
    Text text{section.text("zh"), section.text("en")};
    section.finish();
    return text;
}

class Reader {
  public:
    explicit Reader(Project& project) : project_(project) {}

    void read(Section& root) {
        read_general(root);
        if (auto section = root.child("study_area")) read_study_area(*section);
        read_inputs(root);
        if (auto section = root.child("interpolation")) read_interpolation(*section);
        read_pollutants(root);
        if (auto section = root.child("limits")) read_limits(*section);
        if (auto section = root.child("risk")) read_risk(*section);
        if (auto section = root.child("zones")) read_zones(*section);
        if (auto section = root.child("receptors")) {
            project_.receptors = data_file(*section);
            section->finish();
        }
        if (auto section = root.child("berths")) read_berths(*section);
        if (auto section = root.child("sources")) {
            project_.sources = data_file(*section);
            section->finish();
        }
        if (auto section = root.child("population")) {
            project_.population = Population{area_file(*section), section->text_or("column", "population")};
            section->finish();
        }
        if (auto section = root.child("weather")) read_weather(*section);
        if (auto section = root.child("enterprises")) read_enterprises(*section);
        if (auto section = root.child("network")) read_network(*section);
        root.finish();
    }

  private:
    [[nodiscard]] std::filesystem::path beside(const std::string& path) const {
        return project_.file.parent_path() / path;
    }

    [[nodiscard]] std::optional<std::filesystem::path> file_beside(Section& section,
                                                                   std::string_view key) const {
        if (!section.has(key)) return std::nullopt;
        return beside(section.text(key));
    }

    static DatabaseTable database_table(Section& section) {
        if (section.has("file") || section.has("layer")) {
            throw core::data_error("{}: 'file' and 'layer' do not go together with a database",
                                   section.place("database"));
        }
        const bool has_table = section.has("table");
        if (has_table == section.has("query")) {
            throw core::data_error("{}: one of 'table' and 'query' is expected beside it",
                                   section.place("database"));
        }
        try {
            DatabaseTable table{gdal::ConnectionString(section.text("database")), {}, ""};
            (has_table ? table.what.table : table.what.query) = section.text(has_table ? "table" : "query");
            table.label =
                table.connection.label() + "#" +
                (has_table ? table.what.table : "query-" + core::sha256_hex(table.what.query).substr(0, 8));
            return table;
        } catch (const core::Error& e) {
            throw e.within(section.place("database"));
        }
    }

    DataFile data_file(Section& section) {
        DataFile file;
        if (section.has("database")) {
            file.database = database_table(section);
        } else {
            file.path = beside(section.text("file"));
            if (gdal::ConnectionString::looks_like_one(section.text("file"))) {
                throw core::data_error("{} holds a connection string; it belongs to the key 'database'",
                                       section.place("file"));
            }
        }
        file.crs = section.text_or("crs", project_.crs);
        file.source = section.text_or("source", "");
        file.layer = section.text_or("layer", "");
        file.columns = section.text_map("columns");
        return file;
    }

    /// Polygons come from files.
    DataFile area_file(Section& section) {
        if (section.has("database")) {
            throw core::data_error("{}: areas are read from files; 'file' is expected",
                                   section.place("database"));
        }
        return data_file(section);
    }

    void read_general(Section& root) {
        Section section = root.required_child("project");
        project_.name = key_of(section, "name");
        project_.title = bilingual(section, "title");
        project_.crs = section.text("crs");
        project_.cell_size_m = section.positive("cell_size_m");
        project_.synthetic = section.flag("synthetic");
        project_.public_audience =
            section.word_or("audience", "internal", {"internal", "public"}) == "public";
        project_.review_number = section.text_or("review_number", "");
        if (section.has("contact")) project_.contact = bilingual(section, "contact");
        Section period = section.required_child("period");
        project_.period = {period.date("start"), period.date("end")};
        if (project_.period.end < project_.period.start) {
            throw core::data_error("{} is {}, before the start {}", period.place("end"), project_.period.end,
                                   project_.period.start);
        }
        period.finish();
        read_extent(section);
        section.finish();
    }

    void read_extent(Section& section) {
        const auto box = section.numbers("extent");
        if (!section.has("extent")) return;
        if (box.size() != 4 || !(box[0] < box[2]) || !(box[1] < box[3])) {
            throw core::data_error(
                "{}: [xmin, ymin, xmax, ymax] with xmin < xmax and ymin < ymax is expected",
                section.place("extent"));
        }
        project_.extent = grid::Box{box[0], box[1], box[2], box[3]};
    }

    void read_study_area(Section& section) {
        StudyArea& area = project_.study_area;
        if (auto land = section.child("land")) {
            area.land = area_file(*land);
            land->finish();
        }
        if (auto zones = section.child("zones")) {
            area.zones = area_file(*zones);
            area.zones_approximate = zones->flag_or("approximate", false);
            zones->finish();
        }
        if (auto districts = section.child("districts")) {
            area.districts = area_file(*districts);
            districts->finish();
        }
        if (auto polygon = section.child("polygon")) {
            area.polygon = area_file(*polygon);
            polygon->finish();
        }
        area.berth_buffer_m = section.not_negative_or("berth_buffer_m", area.berth_buffer_m);
        area.worker_berth_buffer_m =
            section.not_negative_or("worker_berth_buffer_m", area.worker_berth_buffer_m);
        section.finish();
    }

    void read_inputs(Section& root) {
        Section stations = root.required_child("stations");
        project_.stations = data_file(stations);
        stations.finish();
        Section observations = root.required_child("observations");
        project_.observations = data_file(observations);
        project_.representativeness = observations.word_or("representativeness", "campaign",
                                                           {"annual", "seasonal", "campaign", "short-term"});
        project_.averaging = read_averaging(observations);
        observations.finish();
    }

    void read_interpolation(Section& section) {
        Interpolation& options = project_.interpolation;
        options.method = section.word_or("method", options.method, {"ordinary-kriging", "idw"});
        options.transform = section.word_or("transform", options.method == "idw" ? "none" : options.transform,
                                            {"none", "log"});
        if (options.method == "idw" && options.transform != "none") {
            throw core::data_error("{} is '{}'; idw works on the values themselves, so 'none' is allowed",
                                   section.place("transform"), options.transform);
        }
        options.statistic = section.word_or("statistic", options.statistic, {"median", "mean"});
        options.max_distance_m = section.positive_or("max_distance_m", options.max_distance_m);
        options.max_spread = section.positive_or("max_spread", options.max_spread);
        options.power = section.positive_or("power", options.power);
        section.finish();
    }

    static Limit read_limit(Section& section) {
        Limit limit;
        limit.value = section.positive("value");
        limit.unit = section.text("unit");
        limit.averaging = section.text("averaging");
        limit.applies_to = section.text_or("applies_to", "");
        limit.source = section.text("source");
        limit.valid_from = section.date_or_empty("valid_from");
        limit.valid_to = section.date_or_empty("valid_to");
        section.finish();
        return limit;
    }

    void read_pollutants(Section& root) {
        std::set<std::string> keys;
        for (Section& section : root.required_children("pollutants")) {
            Pollutant pollutant;
            pollutant.key = key_of(section, "key");
            if (!keys.insert(pollutant.key).second) {
                throw core::data_error("{} is '{}' a second time", section.place("key"), pollutant.key);
            }
            pollutant.cas = section.text_or("cas", "");
            pollutant.name = bilingual(section, "name");
            pollutant.unit = section.word_or("unit", pollutant.unit, {"ug/m3", "mg/m3", "ng/m3"});
            if (section.has("molar_mass")) pollutant.molar_mass_g_mol = section.positive("molar_mass");
            pollutant.mean_of = read_mean_of(section);
            if (section.has("background")) pollutant.background = section.not_negative_or("background", 0);
            pollutant.background_source = section.text_or("background_source", "");
            for (Section& limit : section.children("limits")) pollutant.limits.push_back(read_limit(limit));
            section.finish();
            project_.pollutants.push_back(std::move(pollutant));
        }
        check_value_columns(project_, keys, root);
    }

    std::string read_mean_of(Section& section) const {
        std::string mean_of =
            section.word_or("mean_of", "records", {"records", "daily-mean", "daily-max-8h"});
        if (mean_of != "records" && project_.averaging.resolution != "hourly") {
            throw core::data_error(
                "{} is '{}'; it is made from hours, so observations.resolution must be 'hourly'",
                section.place("mean_of"), mean_of);
        }
        return mean_of;
    }

    void read_risk(Section& section) {
        Risk risk;
        if (section.has("scenarios")) risk.scenarios = section.texts("scenarios");
        for (const auto& key : risk.scenarios) {
            if (!is_key(key)) {
                throw core::data_error("{}: scenario '{}' is not allowed; small letters, digits and '-' are",
                                       section.place("scenarios"), key);
            }
            if (std::count(risk.scenarios.begin(), risk.scenarios.end(), key) > 1) {
                throw core::data_error("{}: scenario '{}' stands there a second time",
                                       section.place("scenarios"), key);
            }
        }
        if (risk.scenarios.empty())
            throw core::data_error("{}: at least one is expected", section.place("scenarios"));
        risk.dose_response = file_beside(section, "dose_response");
        risk.dose_response_version = section.text_or("dose_response_version", "");
        risk.exposure = file_beside(section, "exposure");
        risk.levels = file_beside(section, "levels");
        risk.backgrounds = file_beside(section, "backgrounds");
        risk.hatch_not_estimable = section.word_or("not_estimable", "upper", {"upper", "hatch"}) == "hatch";
        risk.substance_layers = section.flag_or("substance_layers", false);
        section.finish();
        project_.risk = risk;
    }

    void read_zones(Section& section) {
        Zones& zones = project_.zones;
        zones.mapping_unit_ha = section.not_negative_or("mapping_unit_ha", zones.mapping_unit_ha);
        zones.simplify_m = section.not_negative_or("simplify_m", zones.simplify_m);
        zones.overview_by_mode = section.word_or("overview", "first", {"first", "mode"}) == "mode";
        section.finish();
    }

    void read_enterprises(Section& section) {
        Enterprises enterprises;
        enterprises.file = data_file(section);
        const auto path = [&](std::string_view key) {
            return section.has(key) ? std::optional(beside(section.text(key))) : std::nullopt;
        };
        enterprises.rules = path("rules");
        enterprises.lists = path("lists");
        enterprises.measures = path("measures");
        if (!project_.sources) {
            throw core::data_error("{}: enterprises without a table [sources] have no emissions; add one",
                                   section.place("file"));
        }
        section.finish();
        project_.enterprises = enterprises;
    }

    void read_network(Section& section) {
        Network network;
        network.new_sites = section.integer("new_sites").value_or(network.new_sites);
        if (network.new_sites < 1 || network.new_sites > 100) {
            throw core::data_error("{} is {}; 1 to 100 are allowed", section.place("new_sites"),
                                   network.new_sites);
        }
        network.spacing_m = section.positive_or("spacing_m", network.spacing_m);
        network.min_distance_m = section.not_negative_or("min_distance_m", network.min_distance_m);
        if (!project_.risk) {
            throw core::data_error("{}: the network is judged by risk; add a table [risk]",
                                   section.place("new_sites"));
        }
        section.finish();
        project_.network = network;
    }

    void read_limits(Section& section) {
        LimitSource limits;
        limits.file = file_beside(section, "file");
        if (section.has("applies_to")) limits.applies_to = section.texts("applies_to");
        section.finish();
        project_.limits = limits;
    }

    void read_weather(Section& section) {
        Weather weather;
        weather.file = beside(section.text("file"));
        weather.surface = section.word_or("surface", weather.surface, {"rural", "urban"});
        const std::vector<std::string> curves = weather.surface == "urban"
                                                    ? std::vector<std::string>{"briggs"}
                                                    : std::vector<std::string>{"briggs", "pasquill-gifford"};
        weather.sigma = section.word_or("sigma", weather.sigma, curves);
        if (!project_.sources) {
            throw core::data_error(
                "{}: weather without a table [sources] serves nothing; add one or leave it out",
                section.place("file"));
        }
        section.finish();
        project_.weather = weather;
    }

    void read_berths(Section& section) {
        Berths berths;
        berths.file = data_file(section);
        berths.expected_count = section.integer("expected_count");
        berths.expected_section = section.text_or("expected_section", "");
        berths.plan_date = section.date_or_empty("plan_date");
        berths.district = section.text_or("district", "");
        section.finish();
        project_.berths = berths;
    }

    Project& project_;
};

std::string read_text(const std::filesystem::path& file) {
    auto text = core::read_file(file);
    if (!text) {
        throw core::data_error("{}: cannot be read; a project file (TOML) is expected", file.string());
    }
    return *std::move(text);
}

}  // namespace

std::string DataFile::name_below(const std::filesystem::path& folder) const {
    return database ? database->label : path.lexically_proximate(folder).generic_string();
}

Project read_project(const std::filesystem::path& file) {
    Project project;
    project.file = file;
    project.text = read_text(file);
    toml::table table;
    try {
        table = toml::parse(project.text, file.string());
    } catch (const toml::parse_error& e) {
        throw core::data_error("{}, line {}: {}", file.string(), e.source().begin.line, e.description());
    }
    Section root(table, file.string(), "");
    Reader(project).read(root);
    return project;
}

}  // namespace riskmap::project
