#pragma once
// The command line of mock-provider.

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "tests/tools/mock_provider/behaviour.h"

namespace farebox::mock {

struct Options {
    int port = 0;       ///< 0: any free port
    int tls_port = -1;  ///< -1: no TLS listener; 0: any free port
    bool ipv6 = false;  ///< listen on ::1 too, same port
    std::string ca_file;
    std::string port_file;
    std::string record_folder;
    bool keeps_requests = true;
    bool dies_with_parent = false;
    bool shows_help = false;
    std::int64_t idle_timeout_ms = 0;
    Behaviour behaviour;
};

/// Errors name the argument.
Result<Options> parse_options(int argc, char** argv);
const char* usage_text();

}  // namespace farebox::mock
