#include "geocore/style/sld_writer.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>

#include "geocore/style/class_limits.hpp"

using namespace riskmap;
using Numbers = std::vector<double>;

TEST_CASE("every installed style comes back from its own text") {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(RISKMAP_STYLES)) {
        if (entry.path().extension() != ".sld") continue;
        const auto style = style::read_sld(entry.path());
        const auto again = style::parse_sld(style::sld_text(style), "again.sld");
        CAPTURE(entry.path().string());
        CHECK(again.name == style.name);
        CHECK(again.note.en == style.note.en);
        CHECK(again.title.zh == style.title.zh);
        CHECK(again.kind == style.kind);
        REQUIRE(again.classes.size() == style.classes.size());
        for (std::size_t i = 0; i < style.classes.size(); ++i) {
            CHECK(again.classes[i].colour == style.classes[i].colour);
            CHECK(again.classes[i].label.zh == style.classes[i].label.zh);
            CHECK(again.classes[i].label.en == style.classes[i].label.en);
            CHECK(again.classes[i].min == style.classes[i].min);
            CHECK(again.classes[i].max == style.classes[i].max);
            CHECK(again.classes[i].value == style.classes[i].value);
            CHECK(again.classes[i].hatched == style.classes[i].hatched);
        }
        ++count;
    }
    CHECK(count >= 8);
}

TEST_CASE("names with marks that XML knows survive") {
    style::Style style;
    style.name = "a";
    style.classes.push_back(
        {{1, 2, 3, 255}, {"<苯> & \"甲苯\"", "x"}, std::nullopt, 5.0, std::nullopt, false});
    style.classes.push_back({{1, 2, 4, 255}, {"其余", "rest"}, 5.0, std::nullopt, std::nullopt, false});
    CHECK(style::parse_sld(style::sld_text(style), "x").classes[0].label.zh == "<苯> & \"甲苯\"");
}

TEST_CASE("round limits part what is there") {
    CHECK(style::round_limits(21.2, 33.9, 8) == Numbers{22, 24, 26, 28, 30, 32});
    CHECK(style::round_limits(0.06, 4.1, 8) == Numbers{0.1, 0.2, 0.3, 0.5, 1, 2, 3});
    CHECK(style::round_limits(0.0007, 6, 8) == Numbers{0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3});
    CHECK(style::round_limits(0, 0.92, 8) == Numbers{0.2, 0.4, 0.6, 0.8});
    CHECK(style::round_limits(3, 3, 8) == Numbers{3});
    CHECK(style::round_limits(0, 0, 8) == Numbers{1});
    for (const double high : {1.1, 2.0, 7.9, 9.0, 123.0, 4.5e4, 1e9}) {
        const auto limits = style::round_limits(1, high, 8);
        CAPTURE(high);
        CHECK(limits.size() >= 1);
        CHECK(limits.size() <= 8);
        CHECK(std::is_sorted(limits.begin(), limits.end()));
        CHECK(limits.back() <= high);
    }
    CHECK(style::interval_labels({1, 2.5}) == std::vector<std::string>{"< 1", "1 - 2.5", ">= 2.5"});
}
