#include "tests/tools/load_gen/measure.h"

#include <algorithm>
#include <numeric>

namespace farebox::load {

Json summarize(std::vector<double> samples) {
    Json out{{"count", samples.size()}};
    if (samples.empty()) return out;
    std::sort(samples.begin(), samples.end());
    const auto at = [&samples](double share) {
        return samples[static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1))];
    };
    out["p50"] = at(0.50);
    out["p99"] = at(0.99);
    out["max"] = samples.back();
    out["mean"] = std::accumulate(samples.begin(), samples.end(), 0.0) /
                  static_cast<double>(samples.size());
    return out;
}

Json to_json(const Measures& m, double seconds) {
    std::uint64_t errors = 0;
    Json failures = Json::object();
    for (const auto& [why, count] : m.failures) {
        errors += count;
        failures[why] = count;
    }
    Json out{{"ok", m.ok},
             {"errors", errors},
             {"hangs", m.hangs},
             {"failures", std::move(failures)},
             {"seconds", seconds},
             {"per_second", static_cast<double>(m.ok) / seconds},
             {"latency_us", summarize(m.latency_us)},
             {"ttfb_us", summarize(m.ttfb_us)},
             {"delay_us", summarize(m.delay_us)},
             {"events", m.events}};
    if (m.reads_with_events > 0) {
        out["events_per_read"] =
            static_cast<double>(m.events) / static_cast<double>(m.reads_with_events);
    }
    return out;
}

}  // namespace farebox::load
