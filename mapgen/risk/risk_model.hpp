#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "mapgen/risk/exposure.hpp"

namespace riskmap::risk {

/// 0 unknown, 1 low, 2 moderate, 3 high, 4 priority.
using RiskLevel = unsigned char;

/// Lower cuts of levels 2, 3 and 4; a value on a cut belongs to the higher level.
struct LevelCuts {
    std::array<double, 3> cancer_risk{1e-6, 1e-5, 1e-4};
    std::array<double, 3> hazard_index{1, 3, 10};
};

/// The larger of the two levels, 1 to 4.
[[nodiscard]] RiskLevel level_of(double cancer_risk, double hazard_index, const LevelCuts& cuts);

/// One substance of a scenario. Substances without unit risk and reference concentration never enter here.
struct Substance {
    std::string key;
    double ure_used = 0;          ///< 1/(ug/m3); 0 where the substance has no unit risk
    double rfc_ug_m3 = 0;         ///< 0 where the substance has no reference concentration
    std::vector<int> organs;      ///< indices into the model's target organs
    double background_ug_m3 = 0;  ///< declared; 0 where none is
};

/// A substance that was measured but is nowhere estimable: it enters the upper level alone, at its detection
/// limit.
struct NotEstimable {
    Substance substance;
    double detection_limit_ug_m3 = 0;
};

/// What is known of one substance at one place.
struct Exposure {
    double concentration_ug_m3 = 0;
    double p95_ug_m3 = 0;  ///< one-sided 95 % bound; NaN where the method gives none
    bool known = false;
};

enum class Certainty : unsigned char { ordinary = 0, at_least = 1, unknown = 3 };

struct PlaceRisk {
    double cancer_risk = 0;   ///< sum over the known substances
    double hazard_index = 0;  ///< largest target-organ index over the known substances
    double hazard_sum = 0;    ///< plain sum of the hazard quotients
    /// Cancer risk above the declared backgrounds: of each known substance what its concentration is above
    /// its own, nothing where it is below.
    double cancer_risk_increment = 0;
    RiskLevel level = 0;
    RiskLevel level_upper = 0;  ///< 0 where the level is 0 or a bound is missing
    Certainty certainty = Certainty::unknown;
    int driver = -1;  ///< index of the substance that contributes most to what decides the level
    bool decided_by_hazard = false;
};

/// Risk of a place under one scenario, as docs/risk-method.md says.
class RiskModel {
  public:
    RiskModel(ExposureScenario scenario, std::vector<Substance> substances,
              std::vector<NotEstimable> not_estimable, std::size_t organ_count, LevelCuts cuts = {});

    [[nodiscard]] const ExposureScenario& scenario() const { return scenario_; }
    [[nodiscard]] const std::vector<Substance>& substances() const { return substances_; }
    [[nodiscard]] const std::vector<NotEstimable>& not_estimable() const { return not_estimable_; }
    [[nodiscard]] const LevelCuts& cuts() const { return cuts_; }
    /// Cancer risk of one substance at a concentration.
    [[nodiscard]] double cancer_risk(const Substance& substance, double concentration_ug_m3) const;
    [[nodiscard]] double hazard_quotient(const Substance& substance, double concentration_ug_m3) const;

    /// @pre one exposure per substance, in their order.
    [[nodiscard]] PlaceRisk evaluate(std::span<const Exposure> exposures) const;
    /// Hazard index of every target organ over the known substances.
    [[nodiscard]] std::vector<double> hazard_by_organ(std::span<const Exposure> exposures) const;
    /// Cancer risk at the declared backgrounds of all substances.
    [[nodiscard]] double background_cancer_risk() const;
    /// The level that the not estimable substances stand for by their detection limits alone; 0 without any.
    [[nodiscard]] RiskLevel not_estimable_level() const;

  private:
    struct Sums;
    [[nodiscard]] Sums empty_sums() const;
    void add(Sums& sums, const Substance& substance, double concentration_ug_m3) const;
    void find_driver(std::span<const Exposure> exposures, PlaceRisk& place) const;

    ExposureScenario scenario_;
    std::vector<Substance> substances_;
    std::vector<NotEstimable> not_estimable_;
    std::size_t organ_count_;
    LevelCuts cuts_;
    double cancer_share_;
    double non_cancer_share_;
};

}  // namespace riskmap::risk
