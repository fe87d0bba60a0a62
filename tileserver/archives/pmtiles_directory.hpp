#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace riskmap::tileserver::archives {

/// One run of equal tiles, or (run 0) a leaf directory.
struct DirectoryEntry {
    std::uint64_t tile = 0;
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    std::uint32_t run = 1;
};

/// The directories of a PMTiles archive, each compressed with gzip.
struct Directories {
    std::string root;
    std::string leaves;
};

/// @pre entries ascend by tile
[[nodiscard]] Directories make_directories(const std::vector<DirectoryEntry>& entries);

/// Deterministic: no name, no time.
[[nodiscard]] std::string gzipped(const std::string& bytes);

}  // namespace riskmap::tileserver::archives
