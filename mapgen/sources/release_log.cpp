#include "mapgen/sources/release_log.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "geocore/core/error.hpp"
#include "mapgen/observations/table.hpp"

namespace riskmap::sources {
namespace {

const std::vector<std::string> kColumns{"time",  "run",    "enterprise", "action", "code",
                                        "grade", "digest", "by",         "note"};

/// Quoted, so that commas and line breaks of a note stay in its cell.
std::string csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (!line.empty()) line += ',';
        line += '"';
        for (const char c : cell) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }
    return line + "\r\n";
}

/// An open file that is locked until it is closed.
class LockedFile {
  public:
    explicit LockedFile(const std::filesystem::path& path)
        : path_(path), handle_(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640)) {
        if (handle_ < 0) throw failure("cannot be opened");
        while (::flock(handle_, LOCK_EX) != 0) {
            if (errno == EINTR) continue;
            const core::Error error = failure("cannot be locked");
            ::close(handle_);
            throw error;
        }
    }
    ~LockedFile() { ::close(handle_); }
    LockedFile(const LockedFile&) = delete;
    LockedFile& operator=(const LockedFile&) = delete;

    [[nodiscard]] bool is_empty() const { return ::lseek(handle_, 0, SEEK_END) == 0; }

    /// All of it or an error: a line that did not fit is cut off again.
    void append(const std::string& text) const {
        const off_t before = ::lseek(handle_, 0, SEEK_END);
        const ssize_t written = ::write(handle_, text.data(), text.size());
        if (written == static_cast<ssize_t>(text.size()) && ::fsync(handle_) == 0) return;
        const core::Error error = failure("cannot be written; is the disk full?");
        if (::ftruncate(handle_, before) != 0) throw failure("holds half a line that cannot be removed");
        throw error;
    }

  private:
    [[nodiscard]] core::Error failure(const std::string& what) const {
        return core::data_error("{}: {}: {}", path_.string(), what, std::strerror(errno));
    }

    std::filesystem::path path_;
    int handle_;
};

}  // namespace

std::filesystem::path release_log_path(const std::filesystem::path& output) {
    return output / "releases.csv";
}

std::vector<ReleaseEntry> read_release_log(const std::filesystem::path& file) {
    std::vector<ReleaseEntry> entries;
    if (!std::filesystem::exists(file)) return entries;
    const auto table = observations::read_table(file);
    std::vector<std::size_t> at;
    for (const auto& column : kColumns) at.push_back(table.column(column));
    for (const auto& row : table.rows) {
        const auto text = [&](std::size_t i) { return table.text(row, at[i]); };
        entries.push_back({text(0), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8)});
        if (const auto& action = entries.back().action; action != "release" && action != "withdraw") {
            throw core::data_error("{}: '{}' is not an action; allowed: release, withdraw",
                                   table.place(row, at[3]), action);
        }
    }
    return entries;
}

void append_release(const std::filesystem::path& file, const ReleaseEntry& e) {
    const LockedFile log(file);
    std::string text;
    if (log.is_empty()) text = "\xEF\xBB\xBF" + csv_line(kColumns);
    text += csv_line({e.time, e.run, e.enterprise, e.action, e.code, e.grade, e.digest, e.by, e.note});
    log.append(text);
}

ReleaseState release_state(const std::vector<ReleaseEntry>& log, const std::string& enterprise,
                           const std::string& digest) {
    ReleaseState state;
    const auto last = std::find_if(log.rbegin(), log.rend(),
                                   [&](const ReleaseEntry& entry) { return entry.enterprise == enterprise; });
    if (last == log.rend() || last->action != "release") return state;
    state.released = last->digest == digest;
    state.changed_since = !state.released;
    state.time = last->time;
    state.run = last->run;
    state.by = last->by;
    state.note = last->note;
    return state;
}

}  // namespace riskmap::sources
