#include "mapgen/artefacts/stage_cache.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <vector>

#include "geocore/core/digest.hpp"
#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"

namespace riskmap::artefacts {
namespace {

namespace fs = std::filesystem;

/// Before an entry's bytes: this word and their SHA-256.
constexpr std::string_view kMagic = "riskmap-stage-1 ";
constexpr std::size_t kHeader = kMagic.size() + 64 + 1;
constexpr const char* kFileEnding = ".file";
constexpr const char* kTemporary = ".tmp-";
constexpr const char* kNewest = "newest";

std::optional<std::string> read_whole(const fs::path& path) {
    std::ifstream in(path, std::ios::binary | std::ios::ate);
    if (!in) return std::nullopt;
    std::string bytes(static_cast<std::size_t>(in.tellg()), '\0');
    in.seekg(0);
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!in) return std::nullopt;
    return bytes;
}

bool link_or_copy(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_hard_link(from, to, error);
    if (!error) return true;
    fs::copy_file(from, to, error);
    return !error;
}

/// What one key takes on the disk, and when it was last used.
struct Entry {
    std::vector<fs::path> files;
    std::uintmax_t bytes = 0;
    fs::file_time_type used;
};

std::map<std::string, Entry> entries_of(const fs::path& folder) {
    std::map<std::string, Entry> entries;
    for (const auto& file : fs::directory_iterator(folder)) {
        const std::string name = file.path().filename().string();
        if (name == kNewest || !file.is_regular_file()) continue;
        auto& entry = entries[file.path().stem().string()];
        entry.files.push_back(file.path());
        if (file.hard_link_count() == 1) entry.bytes += file.file_size();
        if (!name.ends_with(kFileEnding)) entry.used = file.last_write_time();
    }
    return entries;
}

void remove_entry(const Entry& entry) {
    std::error_code ignored;
    for (const auto& file : entry.files) fs::remove(file, ignored);
}

/// Listed before anything is changed.
template <class Iterator>
std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& file : Iterator(folder)) {
        if (file.is_regular_file()) files.push_back(file.path());
    }
    return files;
}

void remove_unfinished(const fs::path& folder) {
    std::error_code ignored;
    for (const auto& file : files_below<fs::directory_iterator>(folder)) {
        if (file.filename().string().starts_with(kTemporary)) fs::remove(file, ignored);
    }
}

bool same_bytes(const fs::path& a, const fs::path& b) {
    return fs::file_size(a) == fs::file_size(b) && core::sha256_file(a) == core::sha256_file(b);
}

}  // namespace

StageCache::StageCache(fs::path folder, std::string program)
    : folder_(std::move(folder)), program_(std::move(program)), enabled_(true) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) {
        give_up(folder_.string(), error.message());
        return;
    }
    remove_unfinished(folder_);
}

std::string StageCache::key(std::string_view stage, std::string_view inputs) const {
    core::Sha256 digest;
    digest.update(program_).update("\n").update(stage).update("\n").update(inputs);
    return digest.hex();
}

fs::path StageCache::file_of(const std::string& key) const {
    return folder_ / (key + kFileEnding);
}

void StageCache::use(const std::string& key) {
    const std::lock_guard lock(mutex_);
    used_.insert(key);
}

void StageCache::give_up(const std::string& what, const std::string& why) {
    const std::lock_guard lock(mutex_);
    if (enabled_) core::log_warning(fmt::format("{}: cannot be kept for later builds: {}", what, why));
    enabled_ = false;
}

std::optional<std::string> StageCache::find(const std::string& key) {
    const fs::path path = folder_ / key;
    if (folder_.empty()) return std::nullopt;
    auto bytes = read_whole(path);
    if (!bytes) return std::nullopt;
    const std::string_view content = std::string_view(*bytes).substr(std::min(kHeader, bytes->size()));
    if (!bytes->starts_with(kMagic) || bytes->compare(kMagic.size(), 64, core::sha256_hex(content)) != 0) {
        core::log_warning(fmt::format("{}: a kept stage is damaged and is made anew", path.string()));
        std::error_code ignored;
        fs::remove(path, ignored);
        return std::nullopt;
    }
    std::error_code ignored;
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored);
    use(key);
    return bytes->substr(kHeader);
}

void StageCache::keep(const std::string& key, std::string_view bytes) {
    if (!enabled_) return;
    fs::path unfinished;
    {
        const std::lock_guard lock(mutex_);
        unfinished = folder_ / (kTemporary + std::to_string(++written_));
    }
    std::ofstream out(unfinished, std::ios::binary);
    out << kMagic << core::sha256_hex(bytes) << '\n' << bytes;
    out.close();
    std::error_code error;
    if (out) fs::rename(unfinished, folder_ / key, error);
    if (!out || error) {
        fs::remove(unfinished, error);
        give_up((folder_ / key).string(), "is the disk full?");
        return;
    }
    use(key);
}

bool StageCache::fetch_file(const std::string& key, const std::string& sha256, const fs::path& target) {
    const fs::path file = file_of(key);
    if (folder_.empty() || !fs::exists(file)) return false;
    if (core::sha256_file(file) != sha256) {
        core::log_warning(fmt::format("{}: a kept file is damaged and is made anew", file.string()));
        std::error_code ignored;
        fs::remove(file, ignored);
        return false;
    }
    return link_or_copy(file, target);
}

void StageCache::keep_file(const std::string& key, const fs::path& file) {
    if (!enabled_) return;
    std::error_code ignored;
    fs::remove(file_of(key), ignored);
    if (!link_or_copy(file, file_of(key))) give_up(file_of(key).string(), "is the disk full?");
}

void StageCache::finish() {
    if (!enabled_) return;
    const auto entries = entries_of(folder_);
    std::uintmax_t own = 0;
    std::vector<const Entry*> others;
    for (const auto& [key, entry] : entries) {
        if (used_.contains(key)) {
            own += entry.bytes;
        } else {
            others.push_back(&entry);
        }
    }
    std::stable_sort(others.begin(), others.end(),
                     [](const Entry* a, const Entry* b) { return a->used > b->used; });
    std::uintmax_t kept = 0;
    for (const Entry* entry : others) {
        kept += entry->bytes;
        if (kept > own) remove_entry(*entry);
    }
    std::ofstream out(folder_ / kNewest, std::ios::binary);
    for (const auto& key : used_) out << key << '\n';
}

void StageCache::clear_old(const fs::path& folder) {
    if (!fs::is_directory(folder)) return;
    std::ifstream in(folder / kNewest);
    const std::set<std::string> newest{std::istream_iterator<std::string>(in), {}};
    for (const auto& [key, entry] : entries_of(folder)) {
        if (!newest.contains(key)) remove_entry(entry);
    }
}

void link_unchanged(const fs::path& run, const fs::path& previous) {
    for (const auto& file : files_below<fs::recursive_directory_iterator>(run)) {
        const fs::path old = previous / file.lexically_relative(run);
        std::error_code error;
        if (!fs::is_regular_file(old, error) || fs::equivalent(old, file, error)) continue;
        if (!same_bytes(old, file)) continue;
        const fs::path link = file.string() + ".link";
        fs::create_hard_link(old, link, error);
        if (!error) fs::rename(link, file);
    }
}

}  // namespace riskmap::artefacts
