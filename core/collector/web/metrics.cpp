#include "core/collector/web/metrics.h"

#include "core/base/format.h"
#include "core/base/version.h"

namespace farebox::collector {
namespace {

// "0.25" for 250: seconds are Prometheus' unit, and no float touches them.
std::string as_seconds(std::int64_t ms) {
    std::string fraction = std::to_string(1000 + ms % 1000).substr(1);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    return std::to_string(ms / 1000) + (fraction.empty() ? "" : "." + fraction);
}

std::string head(std::string_view name, std::string_view help, std::string_view type) {
    return format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

}  // namespace

std::string gauge_text(std::string_view name, std::string_view help, std::int64_t value) {
    return head(name, help, "gauge") + std::string(name) + " " + std::to_string(value) + "\n";
}

void Metrics::count_request(std::string_view method, std::string_view route, int status,
                            MonotonicNs took) {
    LockGuard lock(mutex_);
    Series& series = requests_[{std::string(method), std::string(route), status}];
    ++series.requests;
    series.took_ns += took;
    for (std::size_t i = 0; i < BoundsMs.size(); ++i) {
        if (took > BoundsMs[i] * NsPerMs) continue;
        ++series.within[i];
        return;
    }
}

void Metrics::count_ingest(std::int64_t accepted, std::int64_t duplicate, std::int64_t rejected) {
    ingested_[0] += accepted;
    ingested_[1] += duplicate;
    ingested_[2] += rejected;
}

void Metrics::count(std::string_view name, std::string_view help, std::int64_t by) {
    LockGuard lock(mutex_);
    auto found = counters_.find(name);
    if (found == counters_.end()) {
        found = counters_.emplace(std::string(name), Counter{std::string(help)}).first;
    }
    found->second.value += by;
}

void Metrics::add_gauge(std::string name, std::string help, std::function<std::int64_t()> read) {
    LockGuard lock(mutex_);
    gauges_.push_back({std::move(name), std::move(help), std::move(read)});
}

std::string Metrics::to_prometheus() const {
    std::string text = head("farebox_build_info", "The running program.", "gauge");
    text += format("farebox_build_info{version=\"{}\"} 1\n", Version);
    text += head("farebox_ingest_rows_total", "Rows sent by workstations, by what became of them.", "counter");
    const char* const results[] = {"accepted", "duplicate", "rejected"};
    for (std::size_t i = 0; i < ingested_.size(); ++i) {
        text += "farebox_ingest_rows_total{result=\"" + std::string(results[i]) + "\"} " +
                std::to_string(ingested_[i].load()) + "\n";
    }
    std::vector<Gauge> gauges;
    {
        LockGuard lock(mutex_);
        gauges = gauges_;
        text += head("farebox_http_request_duration_seconds", "Time from the last byte of a request "
                     "to its answer, by route and status.", "histogram");
        for (const auto& [key, series] : requests_) {
            const std::string labels = "method=\"" + key.method + "\",route=\"" + key.route +
                                       "\",status=\"" + std::to_string(key.status) + "\"";
            const std::string name = "farebox_http_request_duration_seconds";
            std::int64_t within = 0;
            for (std::size_t i = 0; i < BoundsMs.size(); ++i) {
                within += series.within[i];
                text += name + "_bucket{" + labels + ",le=\"" + as_seconds(BoundsMs[i]) + "\"} " +
                        std::to_string(within) + "\n";
            }
            text += name + "_bucket{" + labels + ",le=\"+Inf\"} " + std::to_string(series.requests) + "\n";
            text += name + "_sum{" + labels + "} " + as_seconds(series.took_ns / NsPerMs) + "\n";
            text += name + "_count{" + labels + "} " + std::to_string(series.requests) + "\n";
        }
        for (const auto& [name, counter] : counters_) {
            text += head(name, counter.help, "counter") + name + " " + std::to_string(counter.value) + "\n";
        }
    }
    // Outside the lock: a gauge may ask the database.
    for (const Gauge& gauge : gauges) text += gauge_text(gauge.name, gauge.help, gauge.read());
    return text;
}

}  // namespace farebox::collector
