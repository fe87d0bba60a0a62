#include "mapgen/observations/coordinate_text.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <span>

#include "geocore/core/error.hpp"
#include "geocore/core/text.hpp"
#include "mapgen/observations/coordinate_tokens.hpp"

namespace riskmap::observations {
namespace {

constexpr std::array kParts{"degrees", "minutes", "seconds"};
constexpr std::array kUnits_deg{1.0, 1.0 / 60.0, 1.0 / 3600.0};

const char* axis_name(Axis axis) {
    return axis == Axis::latitude ? "latitude" : "longitude";
}

class AngleParser {
  public:
    AngleParser(std::string_view text, Axis axis)
        : text_(text), axis_(axis), all_(tokenize_coordinate(text)), tokens_(all_) {}

    ParsedAngle run() {
        if (tokens_.empty()) fail("the text is empty");
        take_decoration();
        take_sign();
        if (!next_is(TokenKind::number)) fail("no number in it");
        while (!tokens_.empty()) take_part();
        return result();
    }

  private:
    [[noreturn]] void fail(const std::string& why) const {
        const bool north = axis_ == Axis::latitude;
        throw core::Error(
            core::ErrorKind::data,
            fmt::format("'{}' is not a {}: {}", printable(text_), axis_name(axis_), why),
            fmt::format("Allowed: {0}°53'39.6\"{1}, {0}°53.66'{1}, {0}°53'{1}, {0}.8943, {2}{0}度53分39.6秒.",
                        north ? "29" : "121", north ? "N" : "E", north ? "北纬" : "东经"));
    }

    bool next_is(TokenKind kind) const { return !tokens_.empty() && tokens_.front().kind == kind; }

    Token take() {
        const Token token = tokens_.front();
        tokens_ = tokens_.subspan(1);
        return token;
    }

    // Letters and axis words before or after the numbers, and a comma left over from a list.
    void take_decoration() {
        while (next_is(TokenKind::axis_word) || next_is(TokenKind::letter)) {
            take_letter(take());
            if (next_is(TokenKind::colon)) take();
        }
        while (!tokens_.empty() && tokens_.back().kind == TokenKind::comma) drop_back();
        while (!tokens_.empty() && tokens_.back().kind == TokenKind::letter) {
            take_letter(tokens_.back());
            drop_back();
        }
    }

    void drop_back() { tokens_ = tokens_.first(tokens_.size() - 1); }

    void take_letter(const Token& token) {
        const bool fits = (token.text == "N" || token.text == "S") == (axis_ == Axis::latitude);
        if (!fits) {
            fail(fmt::format("'{}' belongs to a {}; {} is expected", source(token),
                             axis_name(axis_ == Axis::latitude ? Axis::longitude : Axis::latitude),
                             axis_ == Axis::latitude ? "N or S" : "E or W"));
        }
        if (token.kind == TokenKind::axis_word) return;
        if (letter_ && *letter_ != token.text)
            fail(fmt::format("both {} and {} in it", *letter_, token.text));
        letter_ = token.text;
    }

    void take_sign() {
        if (!next_is(TokenKind::hyphen)) return;
        take();
        negative_ = true;
        if (letter_) fail(fmt::format("a minus sign together with {}", *letter_));
    }

    void take_part() {
        if (!next_is(TokenKind::number))
            fail(fmt::format("'{}' is not expected there", source(tokens_.front())));
        if (parts_ == kParts.size()) fail("more than three numbers");
        if (decimals_ > 0) fail("only the last number may have decimals");
        const Token number = take();
        if (add_run_together(number)) return;
        add_number(number);
        take_mark();
    }

    /// 2953.66 is 29 53.66, 1220147.94 is 122 01 47.94: digits run together, as receivers and charts write
    /// them. Such a number is beyond any degree, so that it means nothing else.
    bool add_run_together(const Token& token) {
        const std::size_t whole = std::min(token.text.find('.'), token.text.size());
        const std::size_t degrees = axis_ == Axis::latitude ? 2 : 3;
        if (parts_ > 0 || !letter_ || (whole != degrees + 2 && whole != degrees + 4)) return false;
        if (!tokens_.empty()) return false;
        const auto part = [&](std::size_t begin, std::size_t end) {
            add_number({TokenKind::number, token.text.substr(begin, end - begin), token.begin, token.end});
        };
        part(0, degrees);
        const bool seconds = whole == degrees + 4;
        part(degrees, seconds ? degrees + 2 : token.text.size());
        if (seconds) part(degrees + 2, token.text.size());
        return true;
    }

    void add_number(const Token& token) {
        const auto point = token.text.find('.');
        const auto value = core::parse_double(token.text);
        if (!value || token.text.back() == '.') fail(fmt::format("'{}' is not a number", source(token)));
        if (parts_ > 0 && *value >= 60)
            fail(fmt::format("{} are {}, below 60 is allowed", kParts[parts_], token.text));
        decimals_ = point == std::string::npos ? 0 : token.text.size() - point - 1;
        degrees_ += *value * kUnits_deg[parts_];
        ++parts_;
    }

    void take_mark() {
        if (tokens_.empty() || next_is(TokenKind::number)) return;
        const Token mark = take();
        const bool separator = mark.kind == TokenKind::colon || mark.kind == TokenKind::hyphen;
        if (separator && !tokens_.empty()) return;
        constexpr std::array kMarks{TokenKind::degree_mark, TokenKind::minute_mark, TokenKind::second_mark};
        if (mark.kind == kMarks[parts_ - 1]) return;
        if (parts_ == 1 && mark.kind == TokenKind::minute_mark) fail("minutes without degrees");
        if (parts_ <= 2 && mark.kind == TokenKind::second_mark) fail("seconds without minutes");
        fail(fmt::format("'{}' is not expected after the {}", source(mark), kParts[parts_ - 1]));
    }

    ParsedAngle result() const {
        const double limit = axis_ == Axis::latitude ? 90 : 180;
        if (degrees_ > limit) {
            fail(fmt::format("{} degrees; at most {} are allowed{}", core::format_double(degrees_), limit,
                             axis_ == Axis::latitude && degrees_ <= 180
                                 ? " (are latitude and longitude exchanged?)"
                                 : ""));
        }
        const bool minus = negative_ || letter_ == "S" || letter_ == "W";
        const double precision =
            0.5 * kUnits_deg[parts_ - 1] * std::pow(10.0, -static_cast<double>(decimals_));
        return {minus ? -degrees_ : degrees_, precision, notation()};
    }

    std::string notation() const {
        if (decimals_ > 0) return fmt::format("decimal-{}", kParts[parts_ - 1]);
        constexpr std::array kWhole{"degrees", "degrees-minutes", "degrees-minutes-seconds"};
        return kWhole[parts_ - 1];
    }

    std::string source(const Token& token) const {
        return printable(text_.substr(token.begin, token.end - token.begin));
    }

    std::string_view text_;
    Axis axis_;
    std::vector<Token> all_;
    std::span<const Token> tokens_;
    std::optional<std::string> letter_;
    bool negative_ = false;
    std::size_t parts_ = 0;
    std::size_t decimals_ = 0;
    double degrees_ = 0;
};

}  // namespace

ParsedAngle parse_angle(std::string_view text, Axis axis) {
    return AngleParser(text, axis).run();
}

double ParsedPosition::precision_m() const {
    constexpr double kMetresPerDegree = 6371000.0 * std::numbers::pi / 180.0;
    const double cosine = std::cos(latitude.degrees * std::numbers::pi / 180.0);
    return kMetresPerDegree * std::max(latitude.precision_deg, longitude.precision_deg * cosine);
}

ParsedPosition parse_position(std::string_view latitude_text, std::string_view longitude_text) {
    return {parse_angle(latitude_text, Axis::latitude), parse_angle(longitude_text, Axis::longitude)};
}

}  // namespace riskmap::observations
