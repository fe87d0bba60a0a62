#include "tileserver/service/static_files.hpp"

#include <array>
#include <utility>

#include "geocore/core/input_file.hpp"

namespace riskmap::tileserver::service {
namespace {

constexpr std::array kTypes{
    std::pair{".html", "text/html; charset=utf-8"},
    std::pair{".js", "text/javascript; charset=utf-8"},
    std::pair{".css", "text/css; charset=utf-8"},
    std::pair{".json", "application/json"},
    std::pair{".geojson", "application/geo+json"},
    std::pair{".svg", "image/svg+xml"},
    std::pair{".png", "image/png"},
    std::pair{".ico", "image/x-icon"},
    std::pair{".webp", "image/webp"},
    std::pair{".woff2", "font/woff2"},
    std::pair{".txt", "text/plain; charset=utf-8"},
    std::pair{".webmanifest", "application/manifest+json"},
};

std::string type_of(const std::filesystem::path& path) {
    for (const auto& [extension, type] : kTypes) {
        if (path.extension() == extension) return type;
    }
    return "application/octet-stream";
}

}  // namespace

StaticFiles::StaticFiles(const std::filesystem::path& folder) {
    std::error_code error;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
        if (!entry.is_regular_file() || entry.path().filename().string().front() == '.') continue;
        const auto inner = entry.path().lexically_relative(folder);
        files_[inner.generic_string()] = {type_of(entry.path()), core::read_file(entry.path()).value_or(""),
                                          *inner.begin() == "assets"};
    }
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : &found->second;
}

}  // namespace riskmap::tileserver::service
