#include <libdeflate.h>

#include <catch2/catch.hpp>
#include <cstring>
#include <memory>

#include "tileserver/archives/pmtiles_directory.hpp"
#include "tileserver/archives/tile_archive.hpp"

using namespace riskmap::tileserver::archives;
using riskmap::tiles::TileIndex;

namespace {

std::string unpacked(std::string_view bytes) {
    std::uint32_t size = 0;  // gzip ends with the size
    std::memcpy(&size, bytes.data() + bytes.size() - 4, 4);
    std::string out(size, '\0');
    const std::unique_ptr<libdeflate_decompressor, void (*)(libdeflate_decompressor*)> d(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    REQUIRE(libdeflate_gzip_decompress(d.get(), bytes.data(), bytes.size(), out.data(), out.size(),
                                       nullptr) == LIBDEFLATE_SUCCESS);
    return out;
}

std::vector<DirectoryEntry> parsed(std::string_view packed) {
    const std::string bytes = unpacked(packed);
    std::size_t at = 0;
    const auto varint = [&] {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes.at(at++));
            value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
            if (byte < 0x80U) return value;
        }
    };
    std::vector<DirectoryEntry> entries(varint());
    std::uint64_t last = 0;
    for (auto& e : entries) e.tile = last += varint();
    for (auto& e : entries) e.run = static_cast<std::uint32_t>(varint());
    for (auto& e : entries) e.length = static_cast<std::uint32_t>(varint());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const auto value = varint();
        entries[i].offset = value == 0 ? entries[i - 1].offset + entries[i - 1].length : value - 1;
    }
    CHECK(at == bytes.size());
    return entries;
}

bool same(const DirectoryEntry& a, const DirectoryEntry& b) {
    return a.tile == b.tile && a.offset == b.offset && a.length == b.length && a.run == b.run;
}

}  // namespace

TEST_CASE("tiles are numbered as PMTiles does") {
    CHECK(tile_number({0, 0, 0}) == 0);
    CHECK(tile_number({1, 0, 0}) == 1);
    CHECK(tile_number({1, 0, 1}) == 2);
    CHECK(tile_number({1, 1, 1}) == 3);
    CHECK(tile_number({1, 1, 0}) == 4);
    CHECK(tile_number({2, 0, 0}) == 5);
    CHECK(tile_number({12, 3423, 1763}) == 19078479);  // from the specification's own tests
}

TEST_CASE("a large directory has leaves, and a root that fits the first read") {
    std::vector<DirectoryEntry> entries;
    std::uint64_t state = 1;
    std::uint64_t offset = 0;
    for (std::uint64_t tile = 0; entries.size() < 20000; tile += 1 + state % 5) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        const auto length = static_cast<std::uint32_t>(100 + (state >> 40U) % 5000);
        entries.push_back({tile, offset, length, static_cast<std::uint32_t>(1 + (state >> 60U) % 2)});
        offset += length;
        tile += entries.back().run;
    }
    const auto made = make_directories(entries);
    CHECK(made.root.size() <= 16384 - 127);
    REQUIRE(!made.leaves.empty());
    std::size_t next = 0;
    for (const auto& leaf : parsed(made.root)) {
        CHECK(leaf.run == 0);
        const auto part = parsed(std::string_view(made.leaves).substr(leaf.offset, leaf.length));
        CHECK(part.front().tile == leaf.tile);
        bool all = true;
        for (const auto& e : part) all = all && same(e, entries[next++]);
        CHECK(all);
    }
    CHECK(next == entries.size());
}

TEST_CASE("a small directory has none") {
    const std::vector<DirectoryEntry> entries{{1, 0, 10, 1}, {2, 10, 20, 3}, {9, 0, 10, 1}};
    const auto made = make_directories(entries);
    CHECK(made.leaves.empty());
    const auto read = parsed(made.root);
    REQUIRE(read.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) CHECK(same(read[i], entries[i]));
}
