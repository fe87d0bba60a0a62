#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace riskmap::tileserver::service {

/// The viewer's files, read once into memory: no path of a request ever reaches the file system.
class StaticFiles {
  public:
    struct File {
        std::string type;
        std::string body;
        bool hashed = false;  ///< its name changes with its content
    };

    StaticFiles() = default;
    /// Everything below `folder`; nothing where it does not exist.
    explicit StaticFiles(const std::filesystem::path& folder);

    /// By path without the first slash, e.g. "assets/index.js"; null where there is none.
    [[nodiscard]] const File* find(std::string_view path) const;
    [[nodiscard]] bool empty() const { return files_.empty(); }

  private:
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace riskmap::tileserver::service
