#include <CLI/CLI.hpp>
#include <cmath>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/cli/commands.hpp"
#include "mapgen/cli/field_arguments.hpp"
#include "mapgen/cli/spelling.hpp"

namespace riskmap::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
    FieldArguments field;
    std::string folds = "loo";
    std::string output;
};

/// NaN has no place in JSON.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json summary(const fields::CrossValidation& cv) {
    return {{"n", cv.n},
            {"mean_error", number(cv.mean_error)},
            {"rmse", number(cv.rmse)},
            {"mae", number(cv.mae)},
            {"msdr", number(cv.msdr)},
            {"correlation", number(cv.correlation)}};
}

Json points(const fields::CrossValidation& cv) {
    auto list = Json::array();
    for (const auto& p : cv.points) {
        list.push_back({{"id", p.id},
                        {"observed", number(p.observed)},
                        {"estimate", number(p.estimate)},
                        {"variance", number(p.variance)},
                        {"residual", number(p.residual)},
                        {"zscore", number(p.zscore)}});
    }
    return list;
}

fields::CrossValidation validate(const fields::Field& field, const std::string& folds) {
    if (folds == "loo") return field.cross_validation();
    if (folds == "group") return field.cross_validation_by_groups();
    const auto k = core::parse_integer(folds);
    if (!k || *k < 2 || *k > 1000000) {
        throw core::usage_error("--folds: '{}' is not allowed; loo, group or a number of at least 2 is",
                                folds);
    }
    return field.cross_validation_by_folds(static_cast<int>(*k));
}

struct Outcome {
    std::string method;
    Json json;
    fields::CrossValidation cv;
};

Outcome one(const Arguments& a, const std::string& method, const std::vector<fields::Sample>& samples) {
    const auto options = field_options(a.field, meaning("--method", method, method_words()));
    const auto field = fit_field(a.field, samples, options);
    for (const auto& remark : field.remarks()) core::log_info(method + ": " + remark);
    Outcome outcome{method, {}, validate(field, a.folds)};
    outcome.json = {{"method", method}, {"transform", a.field.transform}, {"folds", a.folds}};
    outcome.json["variogram"] = field.variogram() ? Json(field.variogram()->text()) : Json();
    outcome.json.update(summary(outcome.cv));
    outcome.json["remarks"] = field.remarks();
    return outcome;
}

void print_table(const std::vector<Outcome>& outcomes) {
    fmt::print("{:<20} {:>6} {:>11} {:>11} {:>11} {:>8} {:>11}\n", "method", "n", "mean error", "rmse", "mae",
               "msdr", "correlation");
    for (const auto& o : outcomes) {
        fmt::print("{:<20} {:>6} {:>11.4g} {:>11.4g} {:>11.4g} {:>8} {:>11.3f}\n", o.method, o.cv.n,
                   o.cv.mean_error, o.cv.rmse, o.cv.mae,
                   std::isnan(o.cv.msdr) ? "-" : fmt::format("{:.3f}", o.cv.msdr), o.cv.correlation);
    }
}

int run(const Arguments& a) {
    const auto set = read_samples(a.field.samples);
    std::vector<Outcome> outcomes;
    for (const auto& method : core::split(a.field.method, ','))
        outcomes.push_back(one(a, method, set.samples));
    Json report = outcomes.front().json;
    report["points"] = points(outcomes.front().cv);
    if (outcomes.size() > 1) {
        report["comparison"] = Json::array();
        for (const auto& outcome : outcomes) report["comparison"].push_back(outcome.json);
    }
    std::ofstream out(a.output, std::ios::binary);
    out << report.dump(2) << '\n';
    out.close();
    if (!out) throw core::data_error("{}: cannot be written", a.output);
    print_table(outcomes);
    return 0;
}

}  // namespace

void add_crossvalidate(CLI::App& app, Action& chosen) {
    auto arguments = std::make_shared<Arguments>();
    auto& a = *arguments;
    auto* command =
        app.add_subcommand("crossvalidate", "Leave samples out and estimate them from the others.");
    command->allow_extras();
    add_sample_options(*command, a.field.samples);
    add_field_options(*command, a.field);
    command->add_option("--folds", a.folds, "loo, group (see --group), or K: every K-th place at once")
        ->capture_default_str();
    command
        ->add_option("--output", a.output,
                     "Report; several methods (idw,ordinary-kriging) are compared in it")
        ->required()
        ->type_name("FILE.json");
    command->callback([command, arguments, &chosen] {
        chosen = [command, arguments] {
            refuse_extras(*command);
            return run(*arguments);
        };
    });
}

}  // namespace riskmap::cli
