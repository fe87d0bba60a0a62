#include <CLI/CLI.hpp>
#include <cmath>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/sample_input.hpp"
#include "mapgen/cli/spelling.hpp"
#include "mapgen/cli/variogram_plot.hpp"
#include "mapgen/fields/variogram_study.hpp"

namespace riskmap::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    SampleArguments samples;
    std::string transform = "none";
    std::string model = "auto";
    std::string fit = "wls";
    std::string weights = "n/h2";
    std::string estimator = "classical";
    std::vector<std::string> trend;
    std::optional<double> kappa;
    std::optional<double> cutoff;
    std::optional<double> width;
    std::optional<double> direction;
    double tolerance = 22.5;
    std::string output;
    std::string plot;
};

double positive(const char* option, const std::optional<double>& value) {
    if (value && !(*value > 0)) throw core::usage_error("{}: {} must be positive", option, *value);
    return value.value_or(0);
}

fields::StudyOptions options(const Arguments& a) {
    fields::StudyOptions o;
    o.transform = meaning<fields::Transform>("--transform", a.transform,
                                             {{"none", fields::Transform::none},
                                              {"log", fields::Transform::log},
                                              {"normal-score", fields::Transform::normal_score}});
    o.fit = meaning<fields::FitMethod>(
        "--fit", a.fit,
        {{"wls", fields::FitMethod::weighted_least_squares}, {"reml", fields::FitMethod::reml}});
    o.weights = meaning<fields::FitWeights>("--weights", a.weights,
                                            {{"n/h2", fields::FitWeights::pairs_over_h2},
                                             {"n", fields::FitWeights::pairs},
                                             {"n/gamma2", fields::FitWeights::cressie},
                                             {"equal", fields::FitWeights::equal}});
    o.empirical.estimator =
        meaning<fields::Estimator>("--estimator", a.estimator,
                                   {{"classical", fields::Estimator::classical},
                                    {"cressie-hawkins", fields::Estimator::cressie_hawkins}});
    o.empirical.cutoff_m = positive("--cutoff", a.cutoff);
    o.empirical.width_m = positive("--width", a.width);
    o.empirical.direction_deg = a.direction;
    o.empirical.tolerance_deg = a.tolerance;
    o.trend = a.trend;
    if (a.kappa) o.kappa = positive("--kappa", a.kappa);
    if (a.model != "auto") {
        const auto shape = fields::shape_from(a.model);
        auto allowed = fields::shape_words();
        allowed.emplace_back("auto");
        if (!shape) refuse_word("--model", a.model, allowed);
        o.shape = *shape;
    }
    return o;
}

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json report(const fields::VariogramStudy& study, const Arguments& a) {
    Json json{{"n", study.n_samples}, {"transform", a.transform}, {"fit", a.fit}, {"weights", a.weights}};
    json["cutoff_m"] = study.empirical.cutoff_m;
    json["width_m"] = study.empirical.width_m;
    json["bins"] = Json::array();
    for (const auto& bin : study.empirical.bins) {
        json["bins"].push_back({{"pairs", bin.pairs}, {"distance_m", bin.distance_m}, {"gamma", bin.gamma}});
    }
    json["variogram"] = study.variogram.text();
    json["nugget"] = study.variogram.nugget;
    json["structures"] = Json::array();
    for (const auto& s : study.variogram.structures) {
        json["structures"].push_back(
            {{"model", fields::shape_word(s.shape)},
             {"sill", s.sill},
             {"range_m", s.range_m},
             {"kappa", s.kappa},
             {"practical_range_m", number(fields::practical_range(s.shape, s.range_m, s.kappa))}});
    }
    json["squared_error"] = number(study.squared_error);
    json["reason"] = study.reason;
    json["remarks"] = study.remarks;
    return json;
}

void write(const std::string& file, const std::string& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw core::data_error("{}: cannot be written", file);
}

int run(const Arguments& a) {
    const auto wanted = options(a);
    const auto set = read_samples(a.samples);
    const auto study = fields::study_variogram(set.samples, wanted);
    for (const auto& remark : study.remarks) core::log_info(remark);
    write(a.output, report(study, a).dump(2) + "\n");
    if (!a.plot.empty()) write(a.plot, variogram_svg(study, a.samples.value));
    fmt::print("{}\n", study.variogram.text());
    return 0;
}

}  // namespace

void add_variogram(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto& a = *arguments;
    auto* c =
        app.add_subcommand("variogram", "Compute the empirical variogram of samples and fit a model to it.");
    c->allow_extras();
    add_sample_options(*c, a.samples);
    c->add_option("--transform", a.transform, "none, log or normal-score")->capture_default_str();
    c->add_option("--model", a.model, "sph, exp, gau, mat, ste, lin, pen, cir, pow or auto")
        ->capture_default_str();
    c->add_option("--kappa", a.kappa, "Smoothness of mat and ste (default 1.5)");
    c->add_option("--fit", a.fit, "wls: weighted least squares; reml: restricted maximum likelihood")
        ->capture_default_str();
    c->add_option("--weights", a.weights, "Of least squares: n/h2, n, n/gamma2 or equal")
        ->capture_default_str();
    c->add_option("--estimator", a.estimator, "classical or cressie-hawkins")->capture_default_str();
    c->add_option("--trend", a.trend, "Take a trend in x,y,x2,xy,y2 off first")->delimiter(',');
    c->add_option("--cutoff", a.cutoff, "Longest distance (default a third of the diagonal)")->type_name("M");
    c->add_option("--width", a.width, "Of a distance bin (default cutoff / 15)")->type_name("M");
    c->add_option("--direction", a.direction, "Only pairs in this direction, clockwise from north")
        ->type_name("DEG");
    c->add_option("--tolerance", a.tolerance, "Of the direction")->capture_default_str();
    c->add_option("--output", a.output, "Bins and model")->required()->type_name("FILE.json");
    c->add_option("--plot", a.plot, "A picture for a report")->type_name("FILE.svg");
    c->callback([c, arguments, &chosen] {
        chosen = [c, arguments] {
            refuse_extras(*c);
            return run(*arguments);
        };
    });
}

}  // namespace riskmap::cli
