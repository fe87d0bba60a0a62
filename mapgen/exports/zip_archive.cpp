#include "mapgen/exports/zip_archive.hpp"

#include <libdeflate.h>

#include <cstdint>
#include <limits>

#include "geocore/core/deflate.hpp"
#include "geocore/core/error.hpp"

namespace riskmap::exports {
namespace {

// PKWARE's APPNOTE 6.3: local file header (4.3.7), central directory header (4.3.12), its end (4.3.16).
constexpr std::uint32_t kLocalHeader = 0x04034b50;
constexpr std::uint32_t kCentralHeader = 0x02014b50;
constexpr std::uint32_t kEnd = 0x06054b50;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kDeflated = 8;
constexpr std::uint16_t kMidnight = 0;
constexpr std::uint16_t kFirstOfJanuary1980 = 0x21;
constexpr int kCompressionLevel = 6;

void put16(std::string& out, std::uint16_t value) {
    out += static_cast<char>(value & 0xffU);
    out += static_cast<char>(value >> 8U);
}

void put32(std::string& out, std::uint32_t value) {
    put16(out, static_cast<std::uint16_t>(value & 0xffffU));
    put16(out, static_cast<std::uint16_t>(value >> 16U));
}

std::uint32_t size_of(const std::string& bytes, const std::string& name) {
    if (bytes.size() > std::numeric_limits<std::uint32_t>::max())
        throw core::data_error("{}: too large for a ZIP archive", name);
    return static_cast<std::uint32_t>(bytes.size());
}

/// What the local and the central header have in common.
std::string common_header(const ZipEntry& entry, const std::string& packed) {
    std::string out;
    put16(out, kVersion);
    put16(out, 0);
    put16(out, kDeflated);
    put16(out, kMidnight);
    put16(out, kFirstOfJanuary1980);
    put32(out, libdeflate_crc32(0, entry.bytes.data(), entry.bytes.size()));
    put32(out, size_of(packed, entry.name));
    put32(out, size_of(entry.bytes, entry.name));
    put16(out, static_cast<std::uint16_t>(entry.name.size()));
    put16(out, 0);
    return out;
}

}  // namespace

std::string zip_archive(std::span<const ZipEntry> entries) {
    std::string out;
    std::string directory;
    for (const auto& entry : entries) {
        const auto offset = size_of(out, entry.name);
        const std::string packed = core::deflated(entry.bytes, kCompressionLevel);
        const std::string header = common_header(entry, packed);
        put32(out, kLocalHeader);
        out += header + entry.name + packed;
        put32(directory, kCentralHeader);
        put16(directory, kVersion);
        directory += header;
        directory.append(10, '\0');  // no comment, first disk, no attributes
        put32(directory, offset);
        directory += entry.name;
    }
    const auto start = size_of(out, "directory");
    out += directory;
    put32(out, kEnd);
    put32(out, 0);
    put16(out, static_cast<std::uint16_t>(entries.size()));
    put16(out, static_cast<std::uint16_t>(entries.size()));
    put32(out, size_of(directory, "directory"));
    put32(out, start);
    put16(out, 0);
    return out;
}

}  // namespace riskmap::exports
