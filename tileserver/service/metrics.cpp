#include "tileserver/service/metrics.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>

namespace riskmap::tileserver::service {
namespace {

std::uint64_t read(const std::atomic<std::uint64_t>& counter) {
    return counter.load(std::memory_order_relaxed);
}

}  // namespace

Metrics::Metrics(std::size_t routes) : routes_(routes) {}

void Metrics::observe(Histogram& histogram, double seconds) noexcept {
    std::size_t bucket = 0;
    while (bucket < kBuckets_s.size() && seconds > kBuckets_s[bucket]) ++bucket;
    histogram.buckets[bucket].fetch_add(1, std::memory_order_relaxed);
    histogram.nanoseconds.fetch_add(static_cast<std::uint64_t>(seconds * 1e9), std::memory_order_relaxed);
}

void Metrics::count(std::size_t route, int status, double seconds, std::size_t bytes) noexcept {
    auto& counts = routes_[route < routes_.size() ? route : 0];
    counts.status[static_cast<std::size_t>(status / 100) % counts.status.size()].fetch_add(
        1, std::memory_order_relaxed);
    counts.bytes.fetch_add(bytes, std::memory_order_relaxed);
    observe(counts.duration, seconds);
}

void Metrics::count_render(double seconds) noexcept {
    observe(renders_, seconds);
}

void Metrics::append(std::string& out, const std::string& name, const std::string& labels,
                     const Histogram& histogram) {
    auto to = std::back_inserter(out);
    std::uint64_t total = 0;
    for (std::size_t i = 0; i < kBuckets_s.size(); ++i) {
        total += read(histogram.buckets[i]);
        fmt::format_to(to, "{}_bucket{{{}{}le=\"{}\"}} {}\n", name, labels, labels.empty() ? "" : ",",
                       kBuckets_s[i], total);
    }
    total += read(histogram.buckets.back());
    fmt::format_to(to, "{}_bucket{{{}{}le=\"+Inf\"}} {}\n", name, labels, labels.empty() ? "" : ",", total);
    const std::string braced = labels.empty() ? "" : "{" + labels + "}";
    fmt::format_to(to, "{}_sum{} {}\n", name, braced, static_cast<double>(read(histogram.nanoseconds)) / 1e9);
    fmt::format_to(to, "{}_count{} {}\n", name, braced, total);
}

std::string Metrics::text(const std::vector<std::string>& names) const {
    std::string out =
        "# HELP riskmap_requests_total Answers by route and class of status.\n# TYPE riskmap_requests_total "
        "counter\n";
    auto to = std::back_inserter(out);
    for (std::size_t r = 0; r < routes_.size(); ++r) {
        for (std::size_t s = 1; s < routes_[r].status.size(); ++s) {
            const auto n = read(routes_[r].status[s]);
            if (n > 0)
                fmt::format_to(to, "riskmap_requests_total{{route=\"{}\",status=\"{}xx\"}} {}\n", names[r], s,
                               n);
        }
    }
    out +=
        "# HELP riskmap_response_bytes_total Bytes of bodies.\n# TYPE riskmap_response_bytes_total counter\n";
    for (std::size_t r = 0; r < routes_.size(); ++r) {
        fmt::format_to(to, "riskmap_response_bytes_total{{route=\"{}\"}} {}\n", names[r],
                       read(routes_[r].bytes));
    }
    out +=
        "# HELP riskmap_request_seconds From the whole header to the last byte handed over.\n"
        "# TYPE riskmap_request_seconds histogram\n";
    for (std::size_t r = 0; r < routes_.size(); ++r) {
        append(out, "riskmap_request_seconds", fmt::format("route=\"{}\"", names[r]), routes_[r].duration);
    }
    out +=
        "# HELP riskmap_render_seconds Drawing and encoding of one tile.\n# TYPE riskmap_render_seconds "
        "histogram\n";
    append(out, "riskmap_render_seconds", "", renders_);
    return out;
}

std::size_t resident_bytes() {
    std::ifstream in("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    in >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace riskmap::tileserver::service
