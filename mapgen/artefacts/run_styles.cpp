#include "mapgen/artefacts/run_styles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "geocore/core/error.hpp"
#include "geocore/core/resources.hpp"
#include "geocore/style/class_limits.hpp"
#include "geocore/style/sld_writer.hpp"

namespace riskmap::artefacts {
namespace {

/// Enough to find percentiles; every k-th cell of a larger raster is looked at.
constexpr std::size_t kMostLookedAt = 200000;
constexpr double kLowShare = 0.02;
constexpr double kHighShare = 0.998;  // hot spots are small, and what the map is looked at for
constexpr int kMostLimits = 8;

/// Paul Tol's schemes "bright" and "muted", which colour-blind people tell apart; grey is left to the
/// unknown.
constexpr std::array kDriverColours{"#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee",
                                    "#aa3377", "#332288", "#ddcc77", "#117733", "#88ccee",
                                    "#882255", "#44aa99", "#999933", "#aa4499"};

struct Range {
    double low = 0;
    double high = 0;
};

/// The values between which almost all lie.
Range bulk_of(std::span<const float> values, float nodata) {
    std::vector<float> seen;
    const std::size_t step = std::max<std::size_t>(1, values.size() / kMostLookedAt);
    for (std::size_t first = 0; first < step && seen.empty(); ++first) {
        for (std::size_t i = first; i < values.size(); i += step) {
            if (values[i] != nodata && std::isfinite(values[i])) seen.push_back(values[i]);
        }
    }
    if (seen.empty()) return {0, 1};
    const auto at = [&](double share) {
        const auto k = static_cast<std::ptrdiff_t>(share * static_cast<double>(seen.size() - 1));
        std::nth_element(seen.begin(), seen.begin() + k, seen.end());
        return static_cast<double>(seen[static_cast<std::size_t>(k)]);
    };
    const double low = at(kLowShare);
    return {low, std::max(low, at(kHighShare))};
}

std::vector<style::Class> classes_of(const std::vector<double>& limits, const style::Style& ramp) {
    const auto labels = style::interval_labels(limits);
    std::vector<style::Class> classes;
    const std::size_t last_colour = ramp.classes.size() - 1;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        style::Class entry;
        entry.colour = ramp.classes[(i * last_colour + limits.size() / 2) / limits.size()].colour;
        entry.label = {labels[i], labels[i]};
        if (i > 0) entry.min = limits[i - 1];
        if (i < limits.size()) entry.max = limits[i];
        classes.push_back(std::move(entry));
    }
    return classes;
}

/// The names of the levels as the project has them; what stands in brackets after a name stays.
void rename_levels(style::Style& style, const risk::LevelTable& levels) {
    const auto& defaults = risk::default_levels().names;
    for (auto& entry : style.classes) {
        if (!entry.value || *entry.value < 0 || *entry.value > 4) continue;
        const auto level = static_cast<std::size_t>(*entry.value);
        if (entry.label.zh.starts_with(defaults[level].zh)) {
            entry.label.zh.replace(0, defaults[level].zh.size(), levels.names[level].zh);
        }
        if (entry.label.en.starts_with(defaults[level].en)) {
            entry.label.en.replace(0, defaults[level].en.size(), levels.names[level].en);
        }
    }
}

bool same_names(const risk::LevelTable& a, const risk::LevelTable& b) {
    return std::equal(a.names.begin(), a.names.end(), b.names.begin(),
                      [](const run::Text& x, const run::Text& y) { return x.zh == y.zh && x.en == y.en; });
}

style::Colour colour_of(const std::string& hex) {
    const auto byte = [&](std::size_t at) {
        return static_cast<std::uint8_t>(std::stoi(hex.substr(at, 2), nullptr, 16));
    };
    return {byte(1), byte(3), byte(5)};
}

}  // namespace

std::string driver_colour(std::size_t position) {
    return kDriverColours.at(position % kDriverColours.size());
}

RunStyles::RunStyles(const risk::LevelTable& levels) {
    for (const auto& entry : std::filesystem::directory_iterator(core::find_resource("styles"))) {
        if (entry.path().extension() != ".sld") continue;
        installed_[entry.path().stem().string()] = style::read_sld(entry.path());
    }
    if (same_names(levels, risk::default_levels())) return;
    for (const auto* name : {"risk-level", "risk-level-colourblind"}) {
        const auto found = installed_.find(name);
        if (found == installed_.end()) continue;
        style::Style renamed = found->second;
        rename_levels(renamed, levels);
        (void)add(std::move(renamed));
    }
}

std::string RunStyles::add(style::Style style) {
    const std::string name = style.name;
    made_[name] = std::move(style);
    return name + ".sld";
}

std::string RunStyles::add_value_classes(const std::string& ramp, const project::Pollutant& pollutant,
                                         std::span<const float> values, float nodata) {
    const std::string name = ramp + "-" + pollutant.key;
    if (installed_.contains(name)) return name + ".sld";
    const style::Style& base = installed_.at(ramp);
    const int most = std::min(kMostLimits, static_cast<int>(base.classes.size()) - 1);
    const Range range = bulk_of(values, nodata);
    style::Style made;
    made.name = name;
    made.title = {pollutant.name.zh + " " + base.title.zh, pollutant.name.en + ": " + base.title.en};
    made.note = {
        fmt::format("按本次结果的数值范围分级,单位 {};不同结果之间比较请用样式 {}", pollutant.unit, ramp),
        fmt::format("Classes after the values of this run, in {}; to compare runs use the style {}",
                    pollutant.unit, ramp)};
    made.classes = classes_of(style::round_limits(range.low, range.high, most), base);
    return add(std::move(made));
}

std::string RunStyles::add_drivers(const std::string& scenario, const std::vector<DriverClass>& classes) {
    style::Style made;
    made.name = "driver-" + scenario;
    made.kind = style::StyleKind::values;
    made.title = {"首要物质", "Driving substance"};
    made.note = {
        "决定网格等级的致癌风险或危害指数中贡献最大的物质",
        "The substance that contributes most to the cancer risk or hazard index that decides a cell's level"};
    for (const auto& entry : classes) {
        style::Class one;
        one.colour = colour_of(entry.colour);
        one.label = {entry.name.zh, entry.name.en};
        one.value = entry.value;
        made.classes.push_back(std::move(one));
    }
    return add(std::move(made));
}

std::string RunStyles::add_increment(const std::string& scenario, const style::Label& note) {
    style::Style made = installed_.at("cancer-risk");
    made.name = "increment-" + scenario;
    made.title = {"致癌风险(本底以上)", "Cancer risk above background"};
    made.note = {note.zh + ";" + made.note.zh, note.en + "; " + made.note.en};
    return add(std::move(made));
}

void RunStyles::write(const std::filesystem::path& run) const {
    const auto folder = run / "styles";
    std::filesystem::create_directories(folder);
    for (const auto& [name, style] : installed_) {
        if (made_.contains(name)) continue;
        const std::string file = name + ".sld";
        std::filesystem::copy_file(core::find_resource("styles") / file, folder / file);
    }
    for (const auto& [name, style] : made_) {
        const auto path = folder / (name + ".sld");
        std::ofstream out(path, std::ios::binary);
        out << style::sld_text(style);
        out.close();
        if (!out) throw core::data_error("{}: cannot be written; is the disk full?", path.string());
    }
}

}  // namespace riskmap::artefacts
