#include "mapgen/dispersion/group_fields.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace riskmap::dispersion {
namespace {

auto shape_of(const Source& s) {
    return std::tuple(static_cast<int>(s.type), s.height_m, s.side_m, s.sigma_y0_m, s.sigma_z0_m,
                      s.stack.temperature_k, s.stack.velocity_m_s, s.stack.diameter_m);
}

std::size_t index_of(const std::vector<std::string>& names, const std::string& name) {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

std::vector<std::string> group_names(const std::vector<Source>& sources) {
    std::vector<std::string> names;
    for (const auto& s : sources) {
        if (index_of(names, s.group) == names.size()) names.push_back(s.group);
    }
    return names;
}

GroupFields::GroupFields(const std::vector<Source>& sources, const Weather& weather,
                         const SigmaCurves& curves, double farthest_m)
    : groups_(group_names(sources)) {
    std::map<decltype(shape_of(Source{})), std::size_t> known;
    std::vector<const Source*> shapes;
    for (const auto& s : sources) {
        const auto [entry, is_new] = known.emplace(shape_of(s), shapes.size());
        if (is_new) shapes.push_back(&s);
        sources_.push_back({s.position, s.emission_g_s, index_of(groups_, s.group), entry->second});
    }
    tables_.resize(shapes.size());
    tbb::parallel_for(std::size_t{0}, shapes.size(), [&](std::size_t i) {
        tables_[i] =
            std::make_shared<const PolarTable>(LongTermPlume(*shapes[i], weather, curves), farthest_m);
    });
}

GroupFields GroupFields::turned_round() const {
    GroupFields other = *this;
    other.side_ = -side_;
    return other;
}

void GroupFields::at(grid::Point p, std::span<double> values) const {
    std::fill(values.begin(), values.end(), 0.0);
    for (const auto& s : sources_) {
        values[s.group] +=
            s.emission_g_s * tables_[s.table]->at(side_ * (p.x - s.position.x), side_ * (p.y - s.position.y));
    }
}

void GroupFields::add_row(grid::Point first, double step_m, std::size_t cells,
                          std::span<float> values) const {
    for (const auto& s : sources_) {
        const auto scaled = [&](double value) { return static_cast<float>(side_ * value); };
        tables_[s.table]->add_row(scaled(first.x - s.position.x), scaled(step_m),
                                  scaled(first.y - s.position.y), static_cast<float>(s.emission_g_s),
                                  values.subspan(s.group * cells, cells));
    }
}

void integrate_groups(const std::vector<Source>& sources, const std::vector<LongTermPlume>& plumes,
                      const std::vector<std::string>& groups, grid::Point p, std::span<double> values) {
    std::fill(values.begin(), values.end(), 0.0);
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto& s = sources[i];
        values[index_of(groups, s.group)] +=
            s.emission_g_s * plumes[i].at(p.x - s.position.x, p.y - s.position.y);
    }
}

}  // namespace riskmap::dispersion
