#include "tileserver/service/run_store.hpp"

#include <algorithm>
#include <condition_variable>
#include <stop_token>

#include "geocore/core/error.hpp"
#include "geocore/core/log.hpp"

namespace riskmap::tileserver::service {
namespace {

bool is_run_id(const std::string& id) {
    return !id.empty() && id.size() <= 64 && id.front() != '.' &&
           id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_.") ==
               std::string::npos;
}

}  // namespace

RunStore::RunStore(std::filesystem::path directory, LoadOptions options)
    : directory_(std::move(directory)), options_(options) {
    const auto folder = resolve();
    if (folder.empty()) {
        throw core::Error(
            core::ErrorKind::data,
            fmt::format("{}: no run is here (neither 'current' nor 'manifest.json')", directory_.string()),
            "'mapgen build PROJECT.toml --output DIR' writes one");
    }
    try {
        current_ = load_run(folder, options_, nullptr);
    } catch (const core::Error& e) {
        current_ = newest_whole_run();
        if (!current_) throw;
        note_trouble(folder, e.what());
    }
    generation_ = current_->generation;
}

/// What to serve after a start while `current` leads to a broken run.
RunPtr RunStore::newest_whole_run() const {
    for (const auto& id : folders()) {
        try {
            return load_run(directory_ / "runs" / id, options_, nullptr);
        } catch (const core::Error& e) {
            core::log_warning(e.what());
        }
    }
    return nullptr;
}

/// The link is followed once: a run is read from the folder that it led to at that moment.
std::filesystem::path RunStore::resolve() const {
    std::error_code error;
    auto folder = std::filesystem::canonical(directory_ / "current", error);
    if (!error) return folder;
    folder = std::filesystem::canonical(directory_, error);
    if (!error && std::filesystem::exists(folder / "manifest.json")) return folder;
    return {};
}

RunPtr RunStore::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

std::string RunStore::trouble() const {
    const std::lock_guard lock(mutex_);
    return trouble_;
}

void RunStore::note_trouble(const std::filesystem::path& folder, const std::string& message) {
    const std::lock_guard lock(mutex_);
    if (folder == refused_ && message == trouble_) return;
    skipped_ = 0;
    core::log_error("the new run is refused, one before it is served: " + message);
    refused_ = folder;
    trouble_ = message;
}

bool RunStore::refresh() {
    const std::lock_guard one_at_a_time(refreshing_);
    const auto folder = resolve();
    const RunPtr before = current();
    if (folder.empty()) {
        note_trouble({}, directory_.string() + ": 'current' leads nowhere");
        return false;
    }
    if (folder == before->folder) {
        const std::lock_guard lock(mutex_);
        trouble_.clear();
        refused_.clear();
        return false;
    }
    if (folder == refused_ && ++skipped_ % kRetryEvery != 0) return false;
    try {
        RunPtr next = load_run(folder, options_, before.get());
        const std::lock_guard lock(mutex_);
        current_ = std::move(next);
        generation_ = current_->generation;
        trouble_.clear();
        refused_.clear();
    } catch (const std::exception& e) {
        note_trouble(folder, e.what());
        return false;
    }
    if (taken_over_) taken_over_();
    core::log_info("now serving run " + current()->manifest.id);
    return true;
}

RunPtr RunStore::loaded(std::string_view id) {
    const std::lock_guard lock(mutex_);
    if (current_->manifest.id == id) return current_;
    for (auto at = pinned_.begin(); at != pinned_.end(); ++at) {
        if ((*at)->manifest.id != id) continue;
        pinned_.splice(pinned_.begin(), pinned_, at);
        return pinned_.front();
    }
    return nullptr;
}

RunPtr RunStore::pinned(const std::string& id) {
    if (!is_run_id(id)) return nullptr;
    if (RunPtr run = loaded(id)) return run;
    const std::lock_guard loading(loading_);
    if (RunPtr run = loaded(id)) return run;
    const auto folder = directory_ / "runs" / id;
    if (!std::filesystem::exists(folder / "manifest.json")) return nullptr;
    const RunPtr now = current();
    LoadOptions options = options_;
    options.raster_bytes =
        (options_.raster_bytes - std::min(options_.raster_bytes, now->raster_bytes)) / kPinned;
    RunPtr run = load_run(folder, options, now.get());
    if (run->manifest.id != id) return nullptr;
    const std::lock_guard lock(mutex_);
    pinned_.push_front(run);
    if (pinned_.size() > kPinned) pinned_.pop_back();
    return run;
}

std::vector<std::string> RunStore::folders() const {
    std::vector<std::string> ids;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(directory_ / "runs", error)) {
        const std::string id = entry.path().filename().string();
        if (is_run_id(id) && std::filesystem::exists(entry.path() / "manifest.json", error))
            ids.push_back(id);
    }
    std::sort(ids.rbegin(), ids.rend());
    return ids;
}

std::vector<std::string> RunStore::ids() const {
    auto ids = folders();
    if (ids.empty()) ids.push_back(current()->manifest.id);
    return ids;
}

void RunStore::watch(std::chrono::milliseconds interval) {
    watcher_ = std::jthread([this, interval](const std::stop_token& stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, interval, [&] { return stop.stop_requested(); })) refresh();
    });
}

}  // namespace riskmap::tileserver::service
