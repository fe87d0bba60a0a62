#pragma once

#include <span>
#include <string>

namespace riskmap::exports {

struct ZipEntry {
    std::string name;  ///< ASCII, '/' between folders
    std::string bytes;
};

/// A ZIP archive without times or owners: the same entries give the same bytes.
/// @throws Error (data) where an entry is too large for the format (4 GB)
[[nodiscard]] std::string zip_archive(std::span<const ZipEntry> entries);

}  // namespace riskmap::exports
