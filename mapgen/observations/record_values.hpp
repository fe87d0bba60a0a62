#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mapgen/project/project.hpp"

namespace riskmap::observations {

/// What a value's cell, its flag and its qualifier say together.
struct ReadValue {
    double value = 0;  ///< in the substance's unit; the detection limit where `censored`
    bool valid = true;
    bool censored = false;
    bool missing = false;   ///< the cell says that there is no value
    bool flagged = false;   ///< the instrument's flag makes it invalid
    bool negative = false;  ///< written below zero; `value` is what the project's rule makes of it
};

/// A value as written, with what stands beside it in its row.
struct WrittenValue {
    std::string_view text;
    std::string_view qualifier;  ///< "" or "<"
    std::string_view flag;
    std::optional<double> limit;  ///< detection limit, in the substance's unit
    double factor = 1;            ///< from the text's unit to the substance's
};

/// The project's rules for missing, flagged, negative and undetected values.
///
/// Undetected are a qualifier '<', a text "<0.03" or "0.03L" (the limit stands in it), and "ND", "未检出" or
/// a flag that the project lists as below_limit (the limit stands in detection_limit). Missing are an empty
/// cell, NaN, NA, N/A, null, "-", "--", "—", "/", and what the project lists.
class ValueRules {
  public:
    explicit ValueRules(const project::Averaging& rules) : rules_(rules) {}

    /// @throws Error (data) that says what is wrong with the cell, without its place.
    [[nodiscard]] ReadValue read(const WrittenValue& written) const;

  private:
    [[nodiscard]] bool is_missing(std::string_view text) const;
    void apply_negative_rule(const WrittenValue& written, ReadValue& value) const;

    const project::Averaging& rules_;
};

}  // namespace riskmap::observations
