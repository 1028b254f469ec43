#pragma once
// Samples and their summary. Times are microseconds.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"

namespace farebox::load {

/// {"count","p50","p99","max","mean"}; only "count" when there is no sample.
Json summarize(std::vector<double> samples);

struct Measures {
    std::vector<double> latency_us;  ///< request written to last byte read
    std::vector<double> ttfb_us;     ///< request written (or connect begun) to first byte
    std::vector<double> delay_us;    ///< per event: mock's stamp to our read
    std::uint64_t ok = 0;
    std::uint64_t hangs = 0;
    std::uint64_t events = 0;
    std::uint64_t reads_with_events = 0;
    std::map<std::string, std::uint64_t> failures;
};

Json to_json(const Measures& measures, double seconds);

}  // namespace farebox::load
