#include "mapgen/check/plan_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <regex>

#include "geocore/core/text.hpp"

namespace riskmap::check {
namespace {

// A hostile cell must not cost time or stack in std::regex.
constexpr std::size_t kLongestText = 2000;

/// Full-width digits and marks in ASCII, so that one pattern reads both.
std::string half_width(std::string_view text) {
    constexpr std::array<std::array<std::string_view, 2>, 8> kMarks{{{"＃", "#"},
                                                                     {"－", "-"},
                                                                     {"—", "-"},
                                                                     {"–", "-"},
                                                                     {"～", "~"},
                                                                     {"〜", "~"},
                                                                     {"．", "."},
                                                                     {"号", "#"}}};
    std::string out;
    text = text.substr(0, kLongestText);
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        const auto mark =
            std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& m) { return rest.starts_with(m[0]); });
        if (mark != kMarks.end()) {
            out += (*mark)[1];
            i += (*mark)[0].size();
        } else if (rest.size() >= 3 && rest.starts_with("\xEF\xBC") && rest[2] >= '\x90' &&
                   rest[2] <= '\x99') {
            out += static_cast<char>(rest[2] - '\x90' + '0');
            i += 3;
        } else {
            out += text[i++];
        }
    }
    return out;
}

template <class Visit>
void for_each_match(const std::string& text, const std::regex& pattern, Visit visit) {
    for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern); it != std::sregex_iterator();
         ++it)
        visit(*it);
}

/// An Arabic number, or 一 to 十 and 两; nothing else.
std::optional<long long> small_number(const std::string& text) {
    constexpr std::array<std::string_view, 11> kDigits{"",   "一", "二", "三", "四", "五",
                                                       "六", "七", "八", "九", "十"};
    if (text == "两") return 2;
    for (std::size_t i = 1; i < kDigits.size(); ++i) {
        if (text == kDigits[i]) return static_cast<long long>(i);
    }
    return core::parse_integer(text);
}

constexpr const char* kNumber = "([0-9]{1,3}|两|一|二|三|四|五|六|七|八|九|十)";

/// "5万吨级、3千吨级泊位各1个": as many as the list before 各 has entries, times the number after it.
std::optional<long long> berths_each(const std::string& name) {
    static const std::regex pattern(fmt::format("泊位各{}(?:个|座)", kNumber));
    std::smatch match;
    if (!std::regex_search(name, match, pattern)) return std::nullopt;
    std::string list = match.prefix();
    for (const std::string_view opening : {"（", "("}) {
        if (const auto at = list.rfind(opening); at != std::string::npos) list.erase(0, at + opening.size());
    }
    long long entries = 1;
    for (std::size_t at = list.find("、"); at != std::string::npos; at = list.find("、", at + 1)) ++entries;
    return entries * small_number(match[1]).value_or(1);
}

/// "6#--10#", "6-10#".
std::optional<long long> berths_numbered(const std::string& name) {
    static const std::regex pattern("([0-9]{1,3})#?(?:-|~|至|到)+([0-9]{1,3})#");
    std::smatch match;
    if (!std::regex_search(name, match, pattern)) return std::nullopt;
    const auto first = core::parse_integer(match[1].str());
    const auto last = core::parse_integer(match[2].str());
    if (!first || !last || *last <= *first) return std::nullopt;
    return *last - *first + 1;
}

std::optional<long long> berths_counted(const std::string& name) {
    static const std::regex after(fmt::format("泊位{}(?:个|座)", kNumber));
    static const std::regex before(
        fmt::format("{}(?:个|座)(?:(?!，|。|；|、|（|）).){{0,60}}?泊位", kNumber));
    std::smatch match;
    if (std::regex_search(name, match, after) || std::regex_search(name, match, before))
        return small_number(match[1]);
    return std::nullopt;
}

/// From the digits on: what the number counts, up to a mark of punctuation or another digit.
std::string unit_at(std::string_view rest) {
    constexpr std::array<std::string_view, 6> kMultiples{"百", "千", "万", "亿", "余", "多"};
    constexpr std::array<std::string_view, 19> kEnds{"（", "）", "(", ")", "、", "，", ",", "；", ";", "。",
                                                     "：", ":",  " ", "/", "-",  "~",  "#", "\n", "．"};
    for (bool again = true; again;) {
        again = false;
        for (const auto multiple : kMultiples) {
            if (!rest.starts_with(multiple)) continue;
            rest.remove_prefix(multiple.size());
            again = true;
        }
    }
    std::size_t end = rest.find_first_of("0123456789");
    for (const auto mark : kEnds) end = std::min(end, rest.find(mark));
    return std::string(rest.substr(0, end));
}

bool is_amount_unit(std::string_view unit) {
    constexpr std::array<std::string_view, 9> kNoAmounts{"年",   "月",   "日", "级", "期",
                                                         "泊位", "码头", "个", "座"};
    return !unit.empty() && std::none_of(kNoAmounts.begin(), kNoAmounts.end(), [&](std::string_view word) {
        return unit.starts_with(word);
    }) && !unit.starts_with("吨级");
}

}  // namespace

std::vector<Opening> openings(std::string_view text) {
    static const std::regex pattern(
        "((?:19|20)[0-9]{2})(?:(?:年)?([0-9]{1,2})月)?(?:(?:年)?(?:-|~|至|到)+(?:(?:19|20)[0-9]{2}))?(?:年)"
        "?");
    const std::string plain = half_width(text);
    std::vector<Opening> found;
    for_each_match(plain, pattern, [&](const std::smatch& match) {
        const auto month = core::parse_integer(match[2].str());
        const bool has_month = month && *month >= 1 && *month <= 12;
        found.push_back({match.str(), fmt::format("{}-{:02}-31", match[1].str(), has_month ? *month : 12)});
    });
    return found;
}

std::vector<std::string> amount_units(std::string_view text) {
    static const std::regex pattern("[0-9]+(?:\\.[0-9]+)?");
    const std::string plain = half_width(text);
    std::vector<std::string> units;
    for_each_match(plain, pattern, [&](const std::smatch& match) {
        const std::string unit = unit_at(
            std::string_view(plain).substr(static_cast<std::size_t>(match.position() + match.length())));
        if (is_amount_unit(unit) && std::find(units.begin(), units.end(), unit) == units.end())
            units.push_back(unit);
    });
    return units;
}

long long berths_named(std::string_view name) {
    constexpr std::string_view kPart = "｜";
    if (const auto at = name.rfind(kPart); at != std::string_view::npos)
        name.remove_prefix(at + kPart.size());
    const std::string plain = half_width(name);
    for (const auto& count : {berths_each(plain), berths_numbered(plain), berths_counted(plain)}) {
        if (count) return std::max(1LL, *count);
    }
    return 1;
}

}  // namespace riskmap::check
