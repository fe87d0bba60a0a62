#include "geocore/run/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "geocore/core/error.hpp"

namespace riskmap::run {
namespace {

namespace fs = std::filesystem;

constexpr const char* kUnfinished = ".building-";
constexpr const char* kRemoved = ".removing-";

core::Error system_failure(const fs::path& path, const char* what) {
    return core::data_error("{}: {}: {}", path.string(), what, std::strerror(errno));
}

void flush(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) throw system_failure(path, "cannot be opened");
    const int result = ::fsync(file);
    ::close(file);
    if (result != 0) throw system_failure(path, "cannot be brought to the disk");
}

void make_folder(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error) throw core::data_error("{}: the folder cannot be made: {}", path.string(), error.message());
}

void remove_unfinished(const fs::path& runs) {
    std::vector<fs::path> left;
    for (const auto& entry : fs::directory_iterator(runs)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kUnfinished) || name.starts_with(kRemoved)) left.push_back(entry.path());
    }
    for (const auto& path : left) fs::remove_all(path);
}

}  // namespace

fs::path resolve(const fs::path& folder) {
    if (fs::exists(folder / "manifest.json")) return fs::canonical(folder);
    if (fs::exists(folder / "current" / "manifest.json")) return fs::canonical(folder / "current");
    throw core::data_error(
        "{}: is not a run; a folder with manifest.json, or with a run as 'current', is expected",
        folder.string());
}

std::vector<std::string> list_runs(const fs::path& output) {
    std::vector<std::string> ids;
    if (!fs::is_directory(output / "runs")) return ids;
    for (const auto& entry : fs::directory_iterator(output / "runs")) {
        if (fs::exists(entry.path() / "manifest.json") &&
            !entry.path().filename().string().starts_with('.')) {
            ids.push_back(entry.path().filename().string());
        }
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::optional<std::string> current_run(const fs::path& output) {
    std::error_code error;
    const fs::path target = fs::read_symlink(output / "current", error);
    if (error || !fs::exists(output / target / "manifest.json")) return std::nullopt;
    return target.filename().string();
}

OutputLock::OutputLock(const fs::path& output) {
    const fs::path runs = output / "runs";
    make_folder(runs);
    file_ = ::open((runs / ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file_ < 0) throw system_failure(runs / ".lock", "cannot be opened");
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        ::close(file_);
        throw core::data_error("{}: another build is writing here; wait for it or choose another --output",
                               output.string());
    }
    remove_unfinished(runs);
}

OutputLock::~OutputLock() {
    ::close(file_);
}

void remove_run(const fs::path& output, const std::string& id) {
    const fs::path hidden = output / "runs" / (kRemoved + id);
    std::error_code error;
    fs::rename(output / "runs" / id, hidden, error);
    if (error) {
        throw core::data_error("{}: cannot be removed: {}", (output / "runs" / id).string(), error.message());
    }
    fs::remove_all(hidden);
}

RunBuilder::RunBuilder(const fs::path& output) : output_(fs::absolute(output)), lock_(output_) {
    const fs::path runs = output_ / "runs";
    path_ = runs / (kUnfinished + std::to_string(::getpid()));
    make_folder(path_);
}

RunBuilder::~RunBuilder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

fs::path RunBuilder::publish(const std::string& id) {
    for (const auto& entry : fs::recursive_directory_iterator(path_)) flush(entry.path());
    const fs::path run = output_ / "runs" / id;
    std::error_code error;
    fs::rename(path_, run, error);
    if (error) throw core::data_error("{}: the run cannot be named so: {}", run.string(), error.message());
    path_.clear();
    flush(output_ / "runs");
    const fs::path link = output_ / "runs" / ".current.tmp";
    fs::remove(link, error);
    fs::create_symlink(fs::path("runs") / id, link);
    fs::rename(link, output_ / "current");
    flush(output_);
    return run;
}

}  // namespace riskmap::run
