#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

namespace riskmap::tileserver::service {

/// Counters of requests by route and status class, and of their durations. Safe for all threads.
class Metrics {
  public:
    explicit Metrics(std::size_t routes);

    void count(std::size_t route, int status, double seconds, std::size_t bytes) noexcept;
    void count_render(double seconds) noexcept;

    /// Prometheus text of what this object counts; `names` are the routes', in order.
    [[nodiscard]] std::string text(const std::vector<std::string>& names) const;

  private:
    static constexpr std::array<double, 12> kBuckets_s{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                       0.01,   0.025,   0.05,   0.1,   0.5,    2.5};
    struct Histogram {
        std::array<std::atomic<std::uint64_t>, kBuckets_s.size() + 1> buckets{};
        std::atomic<std::uint64_t> nanoseconds{0};
    };
    struct alignas(64) RouteCounts {
        std::array<std::atomic<std::uint64_t>, 6> status{};  ///< by hundreds
        std::atomic<std::uint64_t> bytes{0};
        Histogram duration;
    };
    static void observe(Histogram& histogram, double seconds) noexcept;
    static void append(std::string& out, const std::string& name, const std::string& labels,
                       const Histogram& histogram);

    std::vector<RouteCounts> routes_;
    Histogram renders_;
};

/// Of this process, from the kernel.
[[nodiscard]] std::size_t resident_bytes();

}  // namespace riskmap::tileserver::service
