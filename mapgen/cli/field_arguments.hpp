#pragma once

#include <optional>
#include <string>
#include <vector>

#include "mapgen/cli/sample_input.hpp"
#include "mapgen/fields/drift_form.hpp"

namespace riskmap::cli {

/// Words of the methods, as the interface spells them.
[[nodiscard]] const std::vector<std::pair<const char*, fields::Method>>& method_words();
[[nodiscard]] std::string method_word(fields::Method method);

/// The options that choose how a field is estimated.
struct FieldArguments {
    SampleArguments samples;
    std::string method;
    std::string transform = "none";
    std::string statistic = "median";
    std::string variogram = "auto";
    std::string fit = "auto";
    std::string censored = "likelihood";
    std::string drift_form = "auto";
    std::string neighbourhood;
    std::optional<double> threshold;
    std::optional<double> mean;
    double power = 2;
    double smoothing = 0;
    std::vector<std::string> trend;
    int max_neighbours = 0;
    int min_neighbours = 0;
    std::optional<double> radius;
    std::vector<double> block;
    int jobs = 0;
    bool clip = false;
    std::string isa;
};

void add_field_options(CLI::App& command, FieldArguments& arguments);
/// @throws Error (usage) for words that are not allowed and numbers out of range.
[[nodiscard]] fields::FieldOptions field_options(const FieldArguments& arguments, fields::Method method);
[[nodiscard]] fields::FieldOptions field_options(const FieldArguments& arguments);

/// Fits a field; external drifts enter in the form asked for, and the log says which where it was chosen.
[[nodiscard]] fields::Field fit_field(const FieldArguments& arguments, std::vector<fields::Sample> samples,
                                      fields::FieldOptions options);

}  // namespace riskmap::cli
