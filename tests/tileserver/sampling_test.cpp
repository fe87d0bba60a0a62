#include <catch2/catch.hpp>
#include <random>

#include "tileserver/tiles/bilinear.hpp"

using namespace riskmap::tileserver::tiles;

namespace {

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

}  // namespace

TEST_CASE("between centres values are linear, at the edge they stay") {
    const std::vector<float> cells{0, 1, 2, 3};
    const Window<float> window{cells.data(), 2, 0, 0, 2, 2};
    CHECK(bilinear(window, 0.5, 0.5) == 0);
    CHECK(bilinear(window, 1.5, 1.5) == 3);
    CHECK(bilinear(window, 1, 1) == Approx(1.5));
    CHECK(bilinear(window, 0.75, 0.5) == Approx(0.25));
    CHECK(bilinear(window, 0, 0) == 0);
    CHECK(bilinear(window, 1.999, 1.999) == 3);
    for (const auto& [x, y] :
         {std::pair(-0.001, 1.0), std::pair(2.0, 1.0), std::pair(1.0, 2.0), std::pair(1.0, -1.0)}) {
        CHECK(std::isnan(bilinear(window, x, y)));
    }
    CHECK(std::isnan(bilinear(window, std::nan(""), 1)));
}

TEST_CASE("the unknown neither spreads nor takes part") {
    const std::vector<float> cells{kNaN, 1, 1, 3};
    const Window<float> window{cells.data(), 2, 0, 0, 2, 2};
    CHECK(std::isnan(bilinear(window, 0.9, 0.9)));
    CHECK(bilinear(window, 1.1, 0.5) == 1);
    const float mixed = bilinear(window, 1.2, 1.2);
    CHECK(mixed > 1);
    CHECK(mixed < 3);
}

TEST_CASE("a row is its places one by one, to the last bit") {
    std::mt19937 random(4);
    std::uniform_real_distribution<double> position(-2, 42);
    std::vector<float> cells(40 * 30);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i] = random() % 11 == 0 ? kNaN : static_cast<float>(position(random));
    }
    RowScratch scratch;
    for (const double margin : {0.0, 3.0}) {
        const Window<float> window{cells.data(), 40, 5, 7, 40, 30};
        std::vector<double> columns(500);
        std::vector<double> lines(500);
        for (auto& c : columns) c = std::clamp(position(random), margin, 40 - margin) + 5;
        for (auto& l : lines) l = std::clamp(position(random), margin, 30 - margin) + 7;
        std::vector<float> row(500);
        bilinear_row(window, columns, lines, 1, 1, scratch, row);
        for (std::size_t k = 0; k < row.size(); ++k) {
            const float one = bilinear(window, columns[k], lines[k]);
            CHECK((row[k] == one || (std::isnan(row[k]) && std::isnan(one))));
        }
    }
}

TEST_CASE("places beside each other are the same as places apart, at every density and to the edge") {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> value(0, 9);
    std::vector<float> cells(40 * 30);
    for (auto& cell : cells) cell = random() % 97 == 0 ? kNaN : value(random);
    // Held to its size, so that a sanitizer sees what reads past the last cell.
    const Window<float> window{cells.data(), 40, 5, 7, 40, 30};
    RowScratch scratch;
    for (const double step : {0.07, 0.31, 0.64, 0.99, 1.28, 1.99, 2.5, -0.4}) {
        for (const double slope : {0.0, 0.02, -0.3}) {
            for (double from = -1; from < 31; from += 0.7) {
                std::vector<double> columns(203);
                std::vector<double> lines(203);
                for (std::size_t k = 0; k < columns.size(); ++k) {
                    columns[k] = 5 + (step < 0 ? 40 : 0) + step * static_cast<double>(k);
                    lines[k] = std::clamp(7 + from + slope * static_cast<double>(k), -100.0, 100.0);
                }
                std::vector<float> row(columns.size());
                bilinear_row(window, columns, lines, 1, 1, scratch, row);
                std::size_t wrong = 0;
                for (std::size_t k = 0; k < row.size(); ++k) {
                    const float one = bilinear(window, columns[k], lines[k]);
                    wrong += row[k] == one || (std::isnan(row[k]) && std::isnan(one)) ? 0 : 1;
                }
                CHECK(wrong == 0);
            }
        }
    }
}

TEST_CASE("a pixel shows the worst of the cells it covers, unknown before low") {
    const std::vector<std::uint8_t> cells{1, 1, 0, 255, 2, 3, 1, 1, 4};
    const Window<std::uint8_t> window{cells.data(), 3, 0, 0, 3, 3};
    CHECK(worst(window, 0.5, 0.5, 0.4, 0.4) == 1);
    CHECK(worst(window, 1.9, 0.5, 0.4, 0.4) == 0);
    CHECK(worst(window, 1.5, 0.9, 0.1, 0.4) == 2);
    CHECK(worst(window, 1.5, 1.5, 1, 1) == 4);
    CHECK(worst(window, 0.5, 1.5, 0.1, 0.1) == 255);
    CHECK(worst(window, -5, 1, 1, 1) == 255);
    CHECK(worst(window, 3.5, 3.5, 0.6, 0.6) == 4);
    CHECK(nearest(window, 2.99, 2.99) == 4);
    CHECK(nearest(window, 3, 1) == 255);
}

TEST_CASE("classes are cut where the limits say, the limit itself above") {
    const std::vector<float> cuts{1, 10};
    const std::vector<float> values{0, 1, 9.99F, 10, 1e9F, kNaN};
    std::vector<std::uint8_t> positions(values.size());
    CHECK(classify(values, cuts, 3, positions));
    CHECK(positions == std::vector<std::uint8_t>{1, 2, 2, 3, 3, 0});
    CHECK(classify(values, cuts, 2, positions));
    CHECK(positions == std::vector<std::uint8_t>{1, 2, 2, 0, 0, 0});
    CHECK_FALSE(classify(std::span(values).last(1), cuts, 3, positions));
}
