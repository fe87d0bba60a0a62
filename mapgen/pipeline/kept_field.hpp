#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "mapgen/artefacts/stage_cache.hpp"
#include "mapgen/fields/field.hpp"

namespace riskmap::pipeline {

/// A field on the grid, in the pollutant's unit; NaN where the method gives no sd or p95.
struct FieldRasters {
    std::vector<float> value;
    std::vector<float> sd;
    std::vector<float> p95;
    std::vector<unsigned char> known;
};

/// What is told of a fitted field.
struct FieldFacts {
    std::optional<std::string> variogram;
    double practical_range_m = 0;    ///< infinite where there is none
    fields::CrossValidation scores;  ///< without its points
    std::vector<std::string> remarks;
    std::vector<fields::DriftScale> drift_scales;
    std::vector<double> drift_coefficients;  ///< as Field::drift_coefficients()
    bool has_variance = false;
    std::string isa;
};

/// A field with the options it was fitted with.
struct FittedField {
    fields::Field field;
    fields::FieldOptions options;
};

/// A field whose answers are kept from build to build: where every question was asked before, it is not
/// fitted at all. Safe for many threads.
class KeptField {
  public:
    /// Just fitted; what it says is kept under `digest`, which must cover all that decides it.
    KeptField(FittedField fitted, artefacts::StageCache& cache, std::string digest);
    /// Known from an earlier build; `fit` makes it where something new is asked.
    KeptField(FieldFacts facts, std::function<FittedField()> fit, artefacts::StageCache& cache,
              std::string digest);

    [[nodiscard]] const FieldFacts& facts() const { return facts_; }
    /// As facts() has it.
    [[nodiscard]] const std::optional<fields::Variogram>& variogram() const { return variogram_; }
    /// The field itself.
    [[nodiscard]] const FittedField& fitted() const;
    [[nodiscard]] artefacts::StageCache& cache() const { return *cache_; }
    [[nodiscard]] const std::string& digest() const { return digest_; }

    /// As the functions of fields::Field.
    [[nodiscard]] fields::Field::Estimate at(double x_m, double y_m) const;
    [[nodiscard]] std::vector<double> drift_shares(double x_m, double y_m) const;

    /// The whole grid. @param grid one that the digest covers
    [[nodiscard]] FieldRasters draw(const grid::Grid& grid) const;

    /// Keeps the answers at places for later builds.
    void keep_answers() const;

  private:
    using Place = std::pair<double, double>;
    /// value, variance, p95, known as 0 or 1
    using Answers = std::map<Place, std::vector<double>>;

    [[nodiscard]] std::vector<double> remember(Answers& answers, Place place,
                                               const std::function<std::vector<double>()>& ask) const;
    void prepare();

    FieldFacts facts_;
    std::optional<fields::Variogram> variogram_;
    std::function<FittedField()> fit_;
    artefacts::StageCache* cache_;
    std::string digest_;
    mutable std::mutex mutex_;
    mutable std::once_flag fitting_;
    mutable std::optional<FittedField> fitted_;
    mutable Answers estimates_;
    mutable Answers shares_;
    mutable bool new_answers_ = false;
};

[[nodiscard]] FieldFacts facts_of(const fields::Field& field);

/// Facts as text for the cache, exact, and back.
[[nodiscard]] std::string facts_text(const FieldFacts& facts);
[[nodiscard]] FieldFacts read_facts(const std::string& text);

/// The field that an earlier build made under `digest`, or that `make` makes; null where it makes none.
[[nodiscard]] std::shared_ptr<const KeptField> find_or_make(
    artefacts::StageCache& cache, const std::string& digest,
    const std::function<std::optional<FittedField>()>& make);

}  // namespace riskmap::pipeline
