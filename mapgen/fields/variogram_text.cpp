#include <fmt/format.h>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/fields/variogram.hpp"

namespace riskmap::fields {
namespace {

class Words {
  public:
    explicit Words(std::string_view term) : term_(core::trim(term)) {
        for (const auto& word : core::split(term_, ' ')) {
            if (!core::trim(word).empty()) words_.emplace_back(core::trim(word));
        }
    }
    [[nodiscard]] bool empty() const { return next_ >= words_.size(); }
    [[nodiscard]] const std::string& peek() const { return words_[next_]; }
    std::string word(const char* what) {
        if (empty()) throw core::usage_error("variogram term '{}': {} is missing", term_, what);
        return words_[next_++];
    }
    double number(const char* what) {
        const auto text = word(what);
        if (const auto value = core::parse_double(text)) return *value;
        throw core::usage_error("variogram term '{}': {} '{}' is not a number", term_, what, text);
    }
    [[nodiscard]] core::Error unexpected() const {
        const std::vector<std::string> known{"anis", "kappa"};
        return core::usage_error("variogram term '{}': unexpected '{}'{}", term_, peek(),
                                 core::suggestion(peek(), known));
    }

  private:
    std::string term_;
    std::vector<std::string> words_;
    std::size_t next_ = 0;
};

void read_extras(Words& words, Structure& structure) {
    const bool smooth = structure.shape == Shape::matern || structure.shape == Shape::stein_matern;
    while (!words.empty()) {
        if (words.peek() == "anis") {
            words.word("anis");
            structure.major_axis_deg = words.number("the direction of the major axis");
            structure.minor_ratio = words.number("the anisotropy ratio");
        } else if (smooth && (words.peek() == "kappa" || core::parse_double(words.peek()))) {
            if (words.peek() == "kappa") words.word("kappa");
            structure.kappa = words.number("kappa");
        } else {
            throw words.unexpected();
        }
    }
}

void read_term(std::string_view term, Variogram& variogram) {
    Words words(term);
    const double sill = words.number("the sill");
    const auto model = words.word("the model");
    if (core::to_lower_ascii(model) == "nug") {
        variogram.nugget += sill;
        if (!words.empty() && core::parse_double(words.peek())) words.number("the range");
        if (!words.empty()) throw words.unexpected();
        return;
    }
    const auto shape = shape_from(model);
    if (!shape) {
        auto allowed = shape_words();
        allowed.emplace_back("nug");
        throw core::usage_error("variogram term '{}': unknown model '{}'{}", core::trim(term), model,
                                core::suggestion(model, allowed));
    }
    Structure structure{*shape, sill, words.number("the range"), 0.5, 0, 1};
    read_extras(words, structure);
    variogram.structures.push_back(structure);
}

/// Terms are parted by '+', but not the '+' of a number like 1e+3.
std::vector<std::string> terms_of(std::string_view text) {
    std::vector<std::string> terms(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool in_number = i > 0 && (text[i - 1] == 'e' || text[i - 1] == 'E') && i > 1 &&
                               (text[i - 2] == '.' || (text[i - 2] >= '0' && text[i - 2] <= '9'));
        if (text[i] == '+' && !in_number) {
            terms.emplace_back();
        } else {
            terms.back() += text[i] == '\t' ? ' ' : text[i];
        }
    }
    return terms;
}

}  // namespace

Variogram Variogram::parse(std::string_view text) {
    Variogram variogram;
    for (const auto& term : terms_of(text)) {
        if (core::trim(term).empty()) throw core::usage_error("variogram '{}': a term is empty", text);
        read_term(term, variogram);
    }
    variogram.check();
    return variogram;
}

}  // namespace riskmap::fields
