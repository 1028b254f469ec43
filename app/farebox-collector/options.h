#pragma once
// The command line of farebox-collector.

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/collector/web/config.h"

namespace farebox::app {

constexpr int ExitFailed = 1;
constexpr int ExitUsage = 2;
constexpr int ExitTaken = 3;

struct CollectorOptions {
    std::string command = "serve";
    std::vector<std::string> arguments;  ///< what the command itself takes
    std::string config_file;
    std::optional<std::string> data_dir;
    std::optional<std::string> listen;  ///< "address:port"
};

Result<CollectorOptions> parse_collector_options(const std::vector<std::string>& arguments);

/// File, environment and command line together; every problem in one message.
Result<collector::Config> read_collector_config(const CollectorOptions& options);

}  // namespace farebox::app
