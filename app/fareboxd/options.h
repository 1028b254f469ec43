#pragma once
// The command line of fareboxd.

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace farebox::app {

struct DaemonOptions {
    std::string config_file;  ///< empty: the user's
    std::string state_dir;    ///< empty: the user's
    std::string runtime_dir;  ///< empty: the user's
    std::optional<std::uint16_t> port;
    bool check_config = false;
    bool show_help = false;
    bool show_version = false;
};

Result<DaemonOptions> parse_options(const std::vector<std::string>& arguments);

extern const char* const DaemonHelp;

}  // namespace farebox::app
