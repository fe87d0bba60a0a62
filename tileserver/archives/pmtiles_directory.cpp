#include "tileserver/archives/pmtiles_directory.hpp"

#include <algorithm>

#include "geocore/core/deflate.hpp"

namespace riskmap::tileserver::archives {
namespace {

constexpr int kCompressionLevel = 9;
constexpr std::size_t kLargestRoot = 16384 - 127;  // header and root lie in the first 16 KiB
constexpr std::size_t kFirstLeafSize = 4096;       // entries

void put_varint(std::string& out, std::uint64_t value) {
    for (; value >= 0x80U; value >>= 7U) out += static_cast<char>((value & 0x7fU) | 0x80U);
    out += static_cast<char>(value);
}

/// Column by column: tile (as differences), run, length, offset (0: right behind the one before).
std::string serialised(const DirectoryEntry* first, std::size_t count) {
    std::string out;
    put_varint(out, count);
    std::uint64_t last = 0;
    for (std::size_t i = 0; i < count; ++i) {
        put_varint(out, first[i].tile - last);
        last = first[i].tile;
    }
    for (std::size_t i = 0; i < count; ++i) put_varint(out, first[i].run);
    for (std::size_t i = 0; i < count; ++i) put_varint(out, first[i].length);
    for (std::size_t i = 0; i < count; ++i) {
        const bool behind = i > 0 && first[i].offset == first[i - 1].offset + first[i - 1].length;
        put_varint(out, behind ? 0 : first[i].offset + 1);
    }
    return gzipped(out);
}

Directories with_leaves(const std::vector<DirectoryEntry>& entries, std::size_t leaf_size) {
    Directories made;
    std::vector<DirectoryEntry> roots;
    for (std::size_t i = 0; i < entries.size(); i += leaf_size) {
        const std::string leaf = serialised(&entries[i], std::min(leaf_size, entries.size() - i));
        roots.push_back({entries[i].tile, made.leaves.size(), static_cast<std::uint32_t>(leaf.size()), 0});
        made.leaves += leaf;
    }
    made.root = serialised(roots.data(), roots.size());
    return made;
}

}  // namespace

std::string gzipped(const std::string& bytes) {
    return core::gzipped(bytes, kCompressionLevel);
}

Directories make_directories(const std::vector<DirectoryEntry>& entries) {
    Directories made{serialised(entries.data(), entries.size()), {}};
    for (std::size_t size = kFirstLeafSize; made.root.size() > kLargestRoot; size *= 2)
        made = with_leaves(entries, size);
    return made;
}

}  // namespace riskmap::tileserver::archives
