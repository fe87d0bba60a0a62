#include "mapgen/observations/record_values.hpp"

#include <algorithm>
#include <array>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"

namespace riskmap::observations {
namespace {

constexpr std::array<std::string_view, 9> kMissing{"nan", "na", "n/a", "null", "-", "--", "—", "——", "/"};
constexpr std::array<std::string_view, 4> kUndetected{"nd", "n.d.", "未检出", "<dl"};

template <class Words>
bool holds(const Words& words, std::string_view text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

/// "<0.03", "＜0.03" or "0.03L": the limit that stands in the text.
std::optional<double> limit_in(std::string_view text) {
    for (const std::string_view mark : {"<", "＜"}) {
        if (text.starts_with(mark)) return core::parse_double(text.substr(mark.size()));
    }
    if (text.ends_with('L') || text.ends_with('l'))
        return core::parse_double(text.substr(0, text.size() - 1));
    return std::nullopt;
}

enum class FlagMeaning { valid, invalid, below_limit };

FlagMeaning meaning_of(std::string_view flag, const project::Flags& flags) {
    if (flag.empty() || holds(flags.valid, flag)) return FlagMeaning::valid;
    if (holds(flags.invalid, flag)) return FlagMeaning::invalid;
    if (holds(flags.below_limit, flag)) return FlagMeaning::below_limit;
    std::vector<std::string> known = flags.valid;
    known.insert(known.end(), flags.invalid.begin(), flags.invalid.end());
    known.insert(known.end(), flags.below_limit.begin(), flags.below_limit.end());
    if (known.empty()) {
        throw core::data_error(
            "flag '{}': the project does not say what it means; [observations] flags with valid, invalid and "
            "below_limit, or \"HJ 212\", is expected",
            flag);
    }
    throw core::data_error("flag '{}' is not among the project's flags; allowed: {}", flag,
                           core::join(known, ", "));
}

}  // namespace

bool ValueRules::is_missing(std::string_view text) const {
    const std::string word = core::to_lower_ascii(text);
    return word.empty() || holds(kMissing, word) || holds(rules_.missing, text);
}

void ValueRules::apply_negative_rule(const WrittenValue& written, ReadValue& value) const {
    value.negative = true;
    if (rules_.negative == "keep") return;
    if (rules_.negative == "zero") {
        value.value = 0;
        return;
    }
    if (rules_.negative == "refuse") {
        throw core::Error(
            core::ErrorKind::data,
            fmt::format("{} is not allowed; concentrations are at least 0", written.text),
            "Instruments near zero give such values: [observations] negative = \"zero\", \"keep\", "
            "\"half-limit\" or \"below-limit\" says what becomes of them.");
    }
    if (!written.limit) {
        throw core::data_error(
            "{} is below zero and negative = \"{}\" asks for a detection limit, which is missing",
            written.text, rules_.negative);
    }
    value.censored = rules_.negative == "below-limit";
    value.value = value.censored ? *written.limit : *written.limit / 2;
}

ReadValue ValueRules::read(const WrittenValue& written) const {
    ReadValue value;
    const FlagMeaning flag = meaning_of(written.flag, rules_.flags);
    value.flagged = flag == FlagMeaning::invalid;
    value.missing = is_missing(written.text);
    value.valid = !value.flagged && !value.missing;
    if (!value.valid) return value;
    if (written.qualifier != "" && written.qualifier != "<") {
        throw core::data_error("qualifier '{}' is not known; '<' or nothing is expected", written.qualifier);
    }
    const auto in_text = limit_in(written.text);
    const bool undetected = holds(kUndetected, core::to_lower_ascii(written.text));
    value.censored = in_text || undetected || written.qualifier == "<" || flag == FlagMeaning::below_limit;
    if (in_text) {
        value.value = *in_text * written.factor;
    } else if (undetected) {
        value.value = written.limit.value_or(0);
    } else if (const auto number = core::parse_double(written.text)) {
        value.value = *number * written.factor;
    } else {
        throw core::data_error("'{}' is not a number; digits with '.' as decimal sign are expected",
                               written.text);
    }
    if (flag == FlagMeaning::below_limit && written.limit) value.value = *written.limit;
    if (value.censored && !(value.value > 0)) {
        throw core::data_error(
            "a value below the detection limit needs that limit, greater than 0, as the value or in "
            "detection_limit");
    }
    if (value.value < 0) apply_negative_rule(written, value);
    return value;
}

}  // namespace riskmap::observations
