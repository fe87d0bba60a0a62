#include <catch2/catch.hpp>
#include <random>

#include "geocore/core/error.hpp"
#include "geocore/image/palette_png.hpp"
#include "geocore/image/rgba.hpp"

using namespace riskmap;

namespace {

std::vector<style::Colour> palette_of(int colours) {
    std::vector<style::Colour> palette;
    for (int i = 0; i < colours; ++i) {
        palette.push_back({static_cast<std::uint8_t>(i * 7), static_cast<std::uint8_t>(255 - i),
                           static_cast<std::uint8_t>(i * 31),
                           static_cast<std::uint8_t>(i == 0 ? 0 : 255 - i % 3)});
    }
    return palette;
}

}  // namespace

TEST_CASE("palette pictures of every depth and odd widths read back by libpng") {
    std::mt19937 random(7);
    for (const int colours : {1, 2, 3, 4, 5, 16, 17, 255, 256}) {
        const auto palette = palette_of(colours);
        image::PalettePng encoder;
        for (const int width : {1, 7, 8, 256, 513}) {
            const int height = 9;
            std::vector<std::uint8_t> indices(static_cast<std::size_t>(width * height));
            for (auto& i : indices) i = static_cast<std::uint8_t>(random() % static_cast<unsigned>(colours));
            std::string bytes = "kept";
            encoder.encode(palette, indices, width, height, bytes);
            const auto picture = image::decode_png(std::string_view(bytes).substr(4));
            REQUIRE(picture.width == width);
            REQUIRE(picture.height == height);
            bool same = true;
            for (int i = 0; i < width * height; ++i) {
                const auto expected = palette[indices[static_cast<std::size_t>(i)]];
                const auto found = picture.at(i % width, i / width);
                same = same && found == expected;
            }
            INFO(colours << " colours, width " << width);
            CHECK(same);
        }
    }
}

TEST_CASE("an opaque palette has no transparency chunk") {
    const std::vector<style::Colour> palette{{1, 2, 3, 255}, {4, 5, 6, 255}};
    std::string bytes;
    image::PalettePng().encode(palette, std::vector<std::uint8_t>(64, 1), 8, 8, bytes);
    CHECK(bytes.find("tRNS") == std::string::npos);
    CHECK(image::decode_png(bytes).at(3, 3) == palette[1]);
}

TEST_CASE("palettes out of range are refused") {
    std::string bytes;
    const std::vector<std::uint8_t> pixel(1);
    CHECK_THROWS_AS(image::PalettePng().encode({}, pixel, 1, 1, bytes), core::Error);
    CHECK_THROWS_AS(image::PalettePng().encode(std::vector<style::Colour>(257), pixel, 1, 1, bytes),
                    core::Error);
}

TEST_CASE("RGBA pictures go through libpng and back") {
    image::Rgba picture(5, 3);
    picture.set(4, 2, {9, 8, 7, 6});
    const auto back = image::decode_png(image::encode_png(picture));
    CHECK(back.pixels == picture.pixels);
    CHECK_THROWS_AS(image::decode_png("not a picture"), core::Error);
    const auto bytes = image::encode_png(picture);
    CHECK_THROWS_AS(image::decode_png(std::string_view(bytes).substr(0, bytes.size() / 2)), core::Error);
}
