#include "mapgen/cli/field_arguments.hpp"

#include <CLI/CLI.hpp>
#include <cmath>

#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"
#include "mapgen/cli/spelling.hpp"

namespace riskmap::cli {
namespace {

using fields::Method;

void check_positive(const char* option, double value) {
    if (!(value > 0) || !std::isfinite(value))
        throw core::usage_error("{}: {} must be positive", option, value);
}

void check_not_negative(const char* option, double value) {
    if (!(value >= 0) || !std::isfinite(value))
        throw core::usage_error("{}: {} must be 0 or more", option, value);
}

fields::Neighbourhood neighbourhood(const FieldArguments& a) {
    fields::Neighbourhood n;
    check_not_negative("--max-neighbours", a.max_neighbours);
    check_not_negative("--min-neighbours", a.min_neighbours);
    n.max_samples = a.max_neighbours;
    n.min_samples = a.min_neighbours;
    if (a.radius) {
        check_positive("--radius", *a.radius);
        n.radius_m = *a.radius;
    }
    return n;
}

}  // namespace

const std::vector<std::pair<const char*, Method>>& method_words() {
    static const std::vector<std::pair<const char*, Method>> words{
        {"nearest", Method::nearest},
        {"idw", Method::idw},
        {"linear", Method::linear},
        {"natural-neighbour", Method::natural_neighbour},
        {"spline", Method::spline},
        {"ordinary-kriging", Method::ordinary_kriging},
        {"simple-kriging", Method::simple_kriging},
        {"universal-kriging", Method::universal_kriging},
        {"external-drift", Method::external_drift},
        {"indicator", Method::indicator}};
    return words;
}

std::string method_word(Method method) {
    for (const auto& [word, value] : method_words()) {
        if (value == method) return word;
    }
    return "?";
}

void add_field_options(CLI::App& c, FieldArguments& a) {
    c.add_option("--method", a.method,
                 "nearest, idw, linear, natural-neighbour, spline, ordinary-kriging, simple-kriging, "
                 "universal-kriging, external-drift or indicator")
        ->required();
    c.add_option("--transform", a.transform, "none, log or normal-score")->capture_default_str();
    c.add_option("--statistic", a.statistic, "Of transformed values: median or mean")->capture_default_str();
    c.add_option("--threshold", a.threshold,
                 "indicator: probability of values up to it; other kriging: probability of exceeding it");
    c.add_option("--power", a.power, "Of inverse distance weighting")->capture_default_str();
    c.add_option("--smoothing", a.smoothing, "idw: metres added to distances in quadrature; spline: lambda")
        ->capture_default_str();
    c.add_option("--mean", a.mean, "Known mean of simple kriging");
    c.add_option("--trend", a.trend, "Terms of universal kriging: x,y,x2,xy,y2 (default x,y)")
        ->delimiter(',');
    c.add_option("--variogram", a.variogram, "auto or e.g. \"0.05 nug + 0.6 sph 900 anis 45 0.4\"")
        ->capture_default_str();
    c.add_option("--fit", a.fit, "Of an automatic variogram: auto, wls or reml")->capture_default_str();
    c.add_option("--censored", a.censored, "Values below the limit: likelihood, half or sqrt2")
        ->capture_default_str();
    c.add_option("--drift-form", a.drift_form,
                 "External drifts with --transform log: linear (terms of the logarithm), sum (parts of the "
                 "value, as plumes are) or auto (by cross-validation)")
        ->capture_default_str();
    c.add_option("--max-neighbours", a.max_neighbours, "Use the N nearest samples (default all)")
        ->type_name("N");
    c.add_option("--min-neighbours", a.min_neighbours, "No estimate with fewer")->type_name("N");
    c.add_option("--radius", a.radius, "Use samples up to this distance")->type_name("M");
    c.add_option("--block", a.block, "Estimate means over blocks of this size")
        ->expected(2)
        ->type_name("DX DY");
    c.add_flag("--clip", a.clip, "Write 0 for negative estimates");
    c.add_option("--jobs", a.jobs, "Threads (default all)")->type_name("N");
}

fields::FieldOptions field_options(const FieldArguments& a) {
    return field_options(a, meaning("--method", a.method, method_words()));
}

fields::FieldOptions field_options(const FieldArguments& a, Method method) {
    fields::FieldOptions o;
    o.method = method;
    o.transform = meaning<fields::Transform>("--transform", a.transform,
                                             {{"none", fields::Transform::none},
                                              {"log", fields::Transform::log},
                                              {"normal-score", fields::Transform::normal_score}});
    o.statistic = meaning<fields::Statistic>(
        "--statistic", a.statistic,
        {{"median", fields::Statistic::median}, {"mean", fields::Statistic::mean}});
    o.fit = meaning<fields::FitMethod>("--fit", a.fit,
                                       {{"auto", fields::FitMethod::automatic},
                                        {"wls", fields::FitMethod::weighted_least_squares},
                                        {"reml", fields::FitMethod::reml}});
    o.censored = meaning<fields::CensoredHandling>("--censored", a.censored,
                                                   {{"likelihood", fields::CensoredHandling::likelihood},
                                                    {"half", fields::CensoredHandling::half_limit},
                                                    {"sqrt2", fields::CensoredHandling::limit_over_sqrt2}});
    if (a.variogram != "auto") o.variogram = fields::Variogram::parse(a.variogram);
    check_positive("--power", a.power);
    check_not_negative("--smoothing", a.smoothing);
    check_not_negative("--jobs", a.jobs);
    o.power = a.power;
    o.smoothing = a.smoothing;
    o.mean = a.mean;
    o.threshold = a.threshold;
    o.exceedance = a.threshold && method != Method::indicator;
    o.trend = a.trend;
    o.neighbourhood = neighbourhood(a);
    if (!a.block.empty()) {
        check_positive("--block", a.block[0]);
        check_positive("--block", a.block[1]);
        o.block_dx_m = a.block[0];
        o.block_dy_m = a.block[1];
    }
    o.clip_negative = a.clip;
    o.isa = a.isa;
    if (method == Method::external_drift && a.samples.drifts.empty()) {
        throw core::usage_error("--method external-drift needs --drift");
    }
    return o;
}

fields::Field fit_field(const FieldArguments& a, std::vector<fields::Sample> samples,
                        fields::FieldOptions options) {
    const auto form = meaning<fields::DriftForm>("--drift-form", a.drift_form,
                                                 {{"auto", fields::DriftForm::automatic},
                                                  {"linear", fields::DriftForm::linear},
                                                  {"sum", fields::DriftForm::sum}});
    if (options.method != Method::external_drift)
        return fields::Field::fit(std::move(samples), std::move(options));
    auto choice = fields::fit_external_drift(std::move(samples), std::move(options), form);
    if (!choice.reason.empty()) core::log_info(choice.reason);
    return std::move(choice.field);
}

}  // namespace riskmap::cli
