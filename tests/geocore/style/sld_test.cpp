#include <catch2/catch.hpp>
#include <filesystem>
#include <limits>
#include <set>

#include "geocore/core/error.hpp"
#include "geocore/style/style.hpp"

using namespace riskmap;

namespace {

std::string sld(const std::string& map, const std::string& after = "") {
    return R"(<?xml version="1.0"?><StyledLayerDescriptor xmlns="http://www.opengis.net/sld"
        xmlns:ogc="http://www.opengis.net/ogc"><UserLayer><UserStyle><Name>raster</Name>
        <Title>风险 / Risk</Title><FeatureTypeStyle><Rule><RasterSymbolizer>)" +
           map + after +
           "</RasterSymbolizer></Rule></FeatureTypeStyle></UserStyle></UserLayer></StyledLayerDescriptor>";
}

std::string message_of(const std::string& document) {
    try {
        (void)style::parse_sld(document, "x.sld");
    } catch (const core::Error& e) {
        return e.what();
    }
    return "";
}

}  // namespace

TEST_CASE("discrete classes as QGIS writes them") {
    const auto s = style::parse_sld(sld(R"(<ColorMap type="intervals">
        <ColorMapEntry color="#1a9641" quantity="1e-06" label="低 / low"/>
        <ColorMapEntry color="#ffffc0" opacity="0.5" quantity="0.0001" label="1e-6 - 1e-4"/>
        <ColorMapEntry color="#d7191c" quantity="inf" label="> 1e-4"/></ColorMap>)"),
                                    "x.sld");
    REQUIRE(s.classes.size() == 3);
    CHECK(s.title.zh == "风险");
    CHECK(s.title.en == "Risk");
    CHECK(s.classes[0].label.zh == "低");
    CHECK(s.classes[1].label.en == "1e-6 - 1e-4");
    CHECK(s.classes[1].colour == style::Colour{0xff, 0xff, 0xc0, 128});
    CHECK_FALSE(s.classes[0].min);
    CHECK(s.classes[1].min == 1e-6);
    CHECK_FALSE(s.classes[2].max);
    CHECK(s.class_of(0) == 0);
    CHECK(s.class_of(static_cast<double>(1e-6F)) == 1);
    CHECK(s.class_of(5) == 2);
    CHECK(s.class_of(std::numeric_limits<double>::quiet_NaN()) == -1);
    CHECK(s.cuts() == std::vector<float>{1e-6F, 1e-4F});
}

TEST_CASE("a value is a class of its own, hatched by its label or by the option") {
    const std::string map = R"(<ColorMap type="values"><ColorMapEntry color="#ff0000" quantity="4" label="a"/>
        <ColorMapEntry color="#888888" quantity="0" label="未知(斜线) / unknown"/>
        <ColorMapEntry color="#777777" quantity="7" label="seven"/></ColorMap>)";
    const auto s = style::parse_sld(sld(map, R"(<VendorOption name="hatched">7</VendorOption>)"), "x.sld");
    CHECK(s.classes[0].value == 4);
    CHECK_FALSE(s.classes[0].hatched);
    CHECK(s.classes[1].hatched);
    CHECK(s.classes[2].hatched);
    CHECK(s.class_of(7) == 2);
    CHECK(s.class_of(3) == -1);
}

TEST_CASE("what cannot be drawn by classes is refused with its reason") {
    CHECK(message_of("no xml at all").find("well-formed") != std::string::npos);
    CHECK(message_of("<a/>").find("ColorMap") != std::string::npos);
    CHECK(message_of(sld("<ColorMap type=\"values\"/>")).find("no entries") != std::string::npos);
    CHECK(message_of(sld(R"(<ColorMap type="ramp"><ColorMapEntry color="#000000" quantity="1"/></ColorMap>)"))
              .find("intervals and values are allowed") != std::string::npos);
    CHECK(
        message_of(sld(R"(<ColorMap type="intervals"><ColorMapEntry color="red" quantity="1"/></ColorMap>)"))
            .find("#rrggbb") != std::string::npos);
    CHECK(message_of(sld(R"(<ColorMap type="intervals"><ColorMapEntry color="#000000" quantity="2"/>
        <ColorMapEntry color="#000001" quantity="1"/></ColorMap>)"))
              .find("ascending") != std::string::npos);
    CHECK(message_of(
              sld(R"(<ColorMap type="values"><ColorMapEntry color="#000000" quantity="1.5"/></ColorMap>)"))
              .find("whole number") != std::string::npos);
    CHECK(message_of(std::string(2'000'000, ' ')).find("bytes") != std::string::npos);
}

TEST_CASE("the shipped styles read, and no two of their classes share a colour") {
    int styles = 0;
    for (const auto& entry : std::filesystem::directory_iterator(RISKMAP_STYLES)) {
        INFO(entry.path());
        const auto s = style::read_sld(entry.path());
        std::set<std::string> colours;
        for (const auto& c : s.classes) CHECK(colours.insert(c.colour.hex()).second);
        CHECK(s.title.zh != s.title.en);
        ++styles;
    }
    CHECK(styles >= 8);
    const auto levels = style::read_sld(RISKMAP_STYLES "/risk-level.sld");
    CHECK(levels.classes.size() == 5);
    CHECK(levels.classes[static_cast<std::size_t>(levels.class_of(0))].hatched);
    const auto risk = style::read_sld(RISKMAP_STYLES "/cancer-risk.sld");
    for (const double cut : {1e-7, 1e-6, 1e-5, 1e-4, 1e-3}) {
        CHECK(risk.class_of(static_cast<double>(static_cast<float>(cut))) == 1 + risk.class_of(cut * 0.999));
    }
}
