#pragma once
// The command line of load-gen.

#include <cstdint>
#include <string>

#include "core/base/result.h"

namespace farebox::load {

struct Options {
    std::string mode;  ///< latency, new-connection, streams, throughput, hold, soak
    std::string host = "127.0.0.1";
    std::string port;
    std::string target = "/v1/messages";
    bool tls = false;
    std::string ca_file;                   ///< empty with TLS: not verified
    std::string headers;                   ///< more header lines, each with its line end
    std::string model = "mock-n1-nt";      ///< its codes choose the mock's answer
    bool stream = false;
    std::int64_t body_bytes = 30'000;
    std::int64_t connections = 1;
    std::int64_t requests = 1000;          ///< in total; per connection in mode streams
    std::int64_t warmup = 20;
    std::int64_t seconds = 5;              ///< throughput, hold
    std::int64_t ramp_us = 0;              ///< pause between starting two connections
    std::int64_t deadline_ms = 30'000;     ///< for one exchange; past it counts as a hang
    std::int64_t seed = 1;
};

/// Errors name the argument.
Result<Options> parse_options(int argc, char** argv);
const char* usage_text();

}  // namespace farebox::load
