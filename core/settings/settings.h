#pragma once
// The effective configuration as the program uses it.
//
// Every key is optional. A bad value disables that key alone: the next source's value counts, at
// last the default, and the problem is kept to be shown (log, `farebox policy show`, `farebox
// doctor`). A missing file is normal. A daemon that does not start would leave every agent at a
// dead port, so even an unreadable file means defaults plus a problem, never a refusal.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/model/assignment.h"
#include "core/model/budget.h"
#include "core/settings/resolve.h"
#include "core/settings/upstreams.h"

namespace farebox::settings {

/// Who may go on when a budget has paused calls.
struct OverrideSettings {
    bool allowed = true;
    std::int64_t max_hours = 24;
    std::int64_t per_day = 0;  ///< 0: any number
    bool reason_required = true;

    bool operator==(const OverrideSettings&) const = default;
};

struct AlertSettings {
    bool desktop = true;
    std::string command;  ///< "" = none
    std::string webhook;  ///< "" = none

    bool operator==(const AlertSettings&) const = default;
};

struct ManagedBy {
    std::string name;  ///< "" = not managed
    std::string caption;
    std::string url;

    bool operator==(const ManagedBy&) const = default;
};

struct CollectorSettings {
    std::string url;              ///< "" = none; nothing leaves this machine
    std::string enrolment_token;  ///< "" = a person enrols
    std::string ca_file;          ///< "" = the system's certificates

    bool operator==(const CollectorSettings&) const = default;
};

/// What is sent to the collector, and when.
struct SyncSettings {
    bool branch = true;
    bool local_details = false;
    bool raw_usage = false;
    std::int64_t interval_s = 30;
    std::int64_t start_spread_s = 120;
    std::int64_t disk_cap_mb = 512;

    bool operator==(const SyncSettings&) const = default;
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

    std::vector<Budget> budgets;  ///< of all sources; their time zones are not looked up yet
    std::string unpriced_models = "warn";
    std::vector<Assignment> assignments;  ///< of all sources, the highest first
    OverrideSettings override_rule;
    AlertSettings alerts;
    ManagedBy managed_by;
    CollectorSettings collector;
    SyncSettings sync;

    std::string origin;                 ///< path of the user's file, if there is one, or empty
    std::vector<std::string> problems;  ///< one sentence each, with key, value and what is allowed

    bool operator==(const Settings&) const = default;
};

/// The typed form of what counts. `origin` is the user's file.
Settings make_settings(const Resolution& resolution, std::string origin);

/// Defaults with the built-in upstreams.
Settings default_settings();

/// Defaults changed by the text of a configuration file alone.
Settings read_settings(std::string_view text, std::string_view origin);

/// Defaults changed by the user's file alone; a missing file leaves the defaults. What manages the
/// machine is not asked: sources.h does that.
Settings load_settings(const std::string& path);

}  // namespace farebox::settings
