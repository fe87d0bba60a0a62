#include "mapgen/pipeline/kept_field.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <span>

#include "geocore/core/error.hpp"

namespace riskmap::pipeline {
namespace {

using nlohmann::json;

/// More places than this are a raster in disguise, dearer to keep than to ask again.
constexpr std::size_t kMostPlaces = 20000;

double number(const json& value, double absent) {
    return value.is_null() ? absent : value.get<double>();
}

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

json to_json(const FieldFacts& f) {
    json scales = json::array();
    for (const auto& s : f.drift_scales) scales.push_back({s.zone, s.scale, s.low95, s.high95});
    const auto& c = f.scores;
    return {{"variogram", f.variogram ? json(*f.variogram) : json(nullptr)},
            {"practical_range_m", f.practical_range_m},  // infinity and NaN are written as null
            {"scores", {c.n, c.mean_error, c.rmse, c.mae, c.msdr, c.correlation}},
            {"remarks", f.remarks},
            {"drift_scales", scales},
            {"drift_coefficients", f.drift_coefficients},
            {"has_variance", f.has_variance},
            {"isa", f.isa}};
}

FieldFacts facts_from(const json& j) {
    FieldFacts f;
    if (!j.at("variogram").is_null()) f.variogram = j.at("variogram").get<std::string>();
    f.practical_range_m = number(j.at("practical_range_m"), std::numeric_limits<double>::infinity());
    const auto& c = j.at("scores");
    f.scores = {c.at(0).get<int>(),
                number(c.at(1), kNaN),
                number(c.at(2), kNaN),
                number(c.at(3), kNaN),
                number(c.at(4), kNaN),
                number(c.at(5), kNaN),
                {}};
    f.remarks = j.at("remarks").get<std::vector<std::string>>();
    for (const auto& s : j.at("drift_scales")) {
        f.drift_scales.push_back({s.at(0).get<std::string>(), number(s.at(1), kNaN), number(s.at(2), kNaN),
                                  number(s.at(3), kNaN)});
    }
    f.drift_coefficients = j.at("drift_coefficients").get<std::vector<double>>();
    f.has_variance = j.at("has_variance").get<bool>();
    f.isa = j.at("isa").get<std::string>();
    return f;
}

template <class T>
std::string_view bytes_of(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

/// Takes the first `count` values off `bytes`. @pre it holds as many
template <class T>
std::vector<T> take(std::string_view& bytes, std::size_t count) {
    std::vector<T> values(count);
    std::memcpy(values.data(), bytes.data(), count * sizeof(T));
    bytes.remove_prefix(count * sizeof(T));
    return values;
}

FieldRasters draw_field(const fields::Field& field, const grid::Grid& grid) {
    FieldRasters rasters;
    rasters.value.resize(grid.size());
    rasters.sd.resize(grid.size());
    rasters.p95.resize(grid.size());
    rasters.known.resize(grid.size());
    constexpr int kRowsPerTask = 64;
    const int tasks = (grid.height + kRowsPerTask - 1) / kRowsPerTask;
    tbb::parallel_for(0, tasks, [&](int task) {
        const int row0 = task * kRowsPerTask;
        const int row1 = std::min(grid.height, row0 + kRowsPerTask);
        const std::size_t begin = static_cast<std::size_t>(row0) * static_cast<std::size_t>(grid.width);
        const std::size_t count =
            static_cast<std::size_t>(row1 - row0) * static_cast<std::size_t>(grid.width);
        const auto part = [&](auto& values) { return std::span(values).subspan(begin, count); };
        field.rows(grid, row0, row1, part(rasters.value), part(rasters.sd), part(rasters.p95),
                   part(rasters.known));
    });
    return rasters;
}

}  // namespace

std::string facts_text(const FieldFacts& facts) {
    return to_json(facts).dump();
}

FieldFacts read_facts(const std::string& text) {
    return facts_from(json::parse(text));
}

FieldFacts facts_of(const fields::Field& field) {
    FieldFacts facts;
    if (const auto& variogram = field.variogram()) facts.variogram = variogram->text();
    facts.practical_range_m = field.practical_range_m();
    facts.scores = field.cross_validation();
    facts.scores.points.clear();
    facts.remarks = field.remarks();
    facts.drift_scales = field.drift_scales();
    facts.drift_coefficients = field.drift_coefficients();
    facts.has_variance = field.has_variance();
    facts.isa = field.isa();
    return facts;
}

KeptField::KeptField(FittedField fitted, artefacts::StageCache& cache, std::string digest)
    : facts_(facts_of(fitted.field)), cache_(&cache), digest_(std::move(digest)), fitted_(std::move(fitted)) {
    prepare();
}

KeptField::KeptField(FieldFacts facts, std::function<FittedField()> fit, artefacts::StageCache& cache,
                     std::string digest)
    : facts_(std::move(facts)), fit_(std::move(fit)), cache_(&cache), digest_(std::move(digest)) {
    prepare();
}

const FittedField& KeptField::fitted() const {
    std::call_once(fitting_, [this] {
        // A thread that waits for a part of the fit must not take up other work that asks for this very
        // field.
        if (!fitted_) oneapi::tbb::this_task_arena::isolate([this] { fitted_.emplace(fit_()); });
    });
    return *fitted_;
}

void KeptField::prepare() {
    if (facts_.variogram) variogram_ = fields::Variogram::parse(*facts_.variogram);
    for (auto* answers : {&estimates_, &shares_}) {
        const auto kept = cache_->find(cache_->key(answers == &shares_ ? "shares" : "estimates", digest_));
        if (!kept) continue;
        std::string_view rest = *kept;
        while (rest.size() >= 3 * sizeof(double)) {
            const auto head = take<double>(rest, 3);
            const auto count = static_cast<std::size_t>(head[2]);
            (*answers)[{head[0], head[1]}] = take<double>(rest, count);
        }
    }
}

void KeptField::keep_answers() const {
    if (!new_answers_) return;
    for (const auto* answers : {&estimates_, &shares_}) {
        std::vector<double> all;
        for (const auto& [place, values] : *answers) {
            all.insert(all.end(), {place.first, place.second, static_cast<double>(values.size())});
            all.insert(all.end(), values.begin(), values.end());
        }
        cache_->keep(cache_->key(answers == &shares_ ? "shares" : "estimates", digest_), bytes_of(all));
    }
}

std::vector<double> KeptField::remember(Answers& answers, Place place,
                                        const std::function<std::vector<double>()>& ask) const {
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = answers.find(place); found != answers.end()) return found->second;
    }
    auto values = ask();
    const std::lock_guard lock(mutex_);
    if (answers.size() < kMostPlaces) new_answers_ |= answers.emplace(place, values).second;
    return values;
}

fields::Field::Estimate KeptField::at(double x_m, double y_m) const {
    const auto values = remember(estimates_, {x_m, y_m}, [&]() -> std::vector<double> {
        const auto e = fitted().field.at(x_m, y_m);
        return {e.value, e.variance, e.p95, e.known ? 1.0 : 0.0};
    });
    return {values[0], values[1], values[2], values[3] != 0};
}

std::vector<double> KeptField::drift_shares(double x_m, double y_m) const {
    return remember(shares_, {x_m, y_m}, [&] { return fitted().field.drift_shares(x_m, y_m); });
}

FieldRasters KeptField::draw(const grid::Grid& grid) const {
    const std::string key = cache_->key("rasters", digest_);
    const std::size_t cells = grid.size();
    const auto kept = cache_->find(key);
    if (kept && kept->size() == cells * (3 * sizeof(float) + 1)) {
        std::string_view rest = *kept;
        FieldRasters rasters;
        rasters.value = take<float>(rest, cells);
        rasters.sd = take<float>(rest, cells);
        rasters.p95 = take<float>(rest, cells);
        rasters.known = take<unsigned char>(rest, cells);
        return rasters;
    }
    FieldRasters rasters = draw_field(fitted().field, grid);
    std::string bytes;
    bytes.reserve(cells * (3 * sizeof(float) + 1));
    bytes.append(bytes_of(rasters.value)).append(bytes_of(rasters.sd)).append(bytes_of(rasters.p95));
    bytes.append(bytes_of(rasters.known));
    cache_->keep(key, bytes);
    return rasters;
}

std::shared_ptr<const KeptField> find_or_make(artefacts::StageCache& cache, const std::string& digest,
                                              const std::function<std::optional<FittedField>()>& make) {
    const std::string none = "none";
    const std::string key = cache.key("variant", digest);
    if (const auto kept = cache.find(key)) {
        if (*kept == none) return nullptr;
        auto again = [make] {
            auto made = make();
            if (!made) throw core::data_error("a field that was fitted before cannot be fitted again");
            return std::move(*made);
        };
        return std::make_shared<const KeptField>(read_facts(*kept), std::move(again), cache, digest);
    }
    auto made = make();
    if (!made) {
        cache.keep(key, none);
        return nullptr;
    }
    auto field = std::make_shared<const KeptField>(std::move(*made), cache, digest);
    cache.keep(key, facts_text(field->facts()));
    return field;
}

}  // namespace riskmap::pipeline
