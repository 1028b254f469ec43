#pragma once
// What the collector counts about itself, for /metrics (Prometheus text format 0.0.4) and readiness.
//
// No label ever names a person, a device, a repository or an address: series are by route template,
// method and status alone.

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/mutex.h"

namespace farebox::collector {

/// One series without labels, with its head.
std::string gauge_text(std::string_view name, std::string_view help, std::int64_t value);

/// Any thread.
class Metrics {
public:
    /// One answered request. `route` is the template ("/api/v1/calls/{call_id}") or "none".
    void count_request(std::string_view method, std::string_view route, int status, MonotonicNs took);
    /// Rows of one batch, by what became of them.
    void count_ingest(std::int64_t accepted, std::int64_t duplicate, std::int64_t rejected);
    /// Adds to a counter of that name and help; made by its first use.
    void count(std::string_view name, std::string_view help, std::int64_t by = 1);
    /// Asked at each scrape. Add before serving.
    void add_gauge(std::string name, std::string help, std::function<std::int64_t()> read);

    std::string to_prometheus() const;

private:
    static constexpr std::array<std::int64_t, 9> BoundsMs = {5, 10, 25, 50, 100, 250, 1000, 2500, 10000};
    struct Series {
        std::int64_t requests = 0;
        std::int64_t took_ns = 0;
        std::array<std::int64_t, BoundsMs.size()> within{};  // each alone; summed up when written
    };
    struct Key {
        std::string method;
        std::string route;
        int status;
        auto operator<=>(const Key&) const = default;
    };
    struct Gauge {
        std::string name;
        std::string help;
        std::function<std::int64_t()> read;
    };
    struct Counter {
        std::string help;
        std::int64_t value = 0;
    };

    mutable Mutex mutex_;
    std::map<Key, Series> requests_ FAREBOX_GUARDED_BY(mutex_);
    std::map<std::string, Counter, std::less<>> counters_ FAREBOX_GUARDED_BY(mutex_);
    std::vector<Gauge> gauges_ FAREBOX_GUARDED_BY(mutex_);
    std::array<std::atomic<std::int64_t>, 3> ingested_{};  // accepted, duplicate, rejected
};

}  // namespace farebox::collector
