#pragma once
// The effective configuration of the daemon.
//
// One JSON file, every key optional. A bad value disables that key alone: the default stays in
// force and the problem is kept to be shown (log, `farebox status`, `farebox doctor`). A missing
// file is normal. A daemon that does not start would leave every agent at a dead port, so even an
// unreadable file means defaults plus a problem, never a refusal.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/url.h"

namespace farebox::settings {

/// One vendor or company gateway that calls may go to. Chosen by name in the path, never by
/// anything else in a request.
struct Upstream {
    std::string name;      ///< first path segment, [a-z0-9_-]
    Url url;               ///< calls go to url.path + the rest of the path
    std::string provider;  ///< "anthropic", "openai", ... the price book's vendor; empty = unknown
    std::string ca_file;   ///< trust this file instead of the system's store; empty = system
    bool local = false;    ///< a model on this machine: its calls are free

    bool operator==(const Upstream&) const = default;
};

struct Settings {
    std::uint16_t listen_port = 7717;
    std::string log_level = "info";
    std::string developer_id;    ///< shown and synced as the person; empty = unknown
    std::string https_proxy;     ///< empty: HTTPS_PROXY of the environment
    std::string no_proxy;        ///< empty: NO_PROXY of the environment
    /// After an agent hangs up the vendor's stream is read on this long to learn its final usage.
    std::int64_t drain_ms = 3'000;
    /// After SIGTERM running calls may go on this long.
    std::int64_t stop_grace_ms = 30'000;
    std::map<std::string, Upstream> upstreams;  ///< built-in ones, changed and added by the file

    std::string origin;                 ///< path of the file read, or empty
    std::vector<std::string> problems;  ///< one sentence each, with key, value and what is allowed

    bool operator==(const Settings&) const = default;
};

/// Defaults with the built-in upstreams.
Settings default_settings();

/// Defaults changed by the text of a configuration file.
Settings read_settings(std::string_view text, std::string_view origin);

/// Defaults changed by the file; a missing file leaves the defaults.
Settings load_settings(const std::string& path);

}  // namespace farebox::settings
