#pragma once
// What `farebox doctor` looks at. Each check is a function of plain facts, so that a test can
// state a situation; `examine` gathers the facts of this machine and runs them all.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/control/client.h"
#include "core/control/table.h"
#include "core/platform/paths.h"
#include "core/settings/settings.h"

namespace farebox::control {

enum class Level {
    Fine,
    Hint,     ///< worth knowing
    Problem,  ///< something does not work; the exit code says so
};

struct Finding {
    Level level = Level::Fine;
    std::string topic;   ///< "daemon", "ledger", "claude-code", ...
    std::string text;    ///< what was found
    std::string advice;  ///< what to do; "" when fine

    bool operator==(const Finding&) const = default;
};
using Findings = std::vector<Finding>;

struct DoctorFacts {
    platform::Paths paths;
    settings::Settings settings;
    platform::Variable variable;
    UtcNs now = 0;
    bool deep = false;
};

/// `status` is the answer of the route of that name.
Findings check_daemon(const Json& status, const settings::Settings& settings);
/// Whether calls reach the organisation's collector; nothing without one. `status` as above.
Findings check_sync(const Json& status);
Findings check_ledger(const std::string& path, UtcNs now, bool deep);
Findings check_configuration(const settings::Settings& settings);
/// Agents on the PATH and where their settings and the environment send them.
Findings check_agents(const platform::Variable& variable, const std::string& home,
                      std::uint16_t port);
Findings check_proxy_variables(const platform::Variable& variable);
Findings check_clock(UtcNs now);

Findings examine(const DoctorFacts& facts, Client& client);

std::string show_findings(const Findings& findings, const TextStyle& style);
Json to_json(const Findings& findings);
bool has_problems(const Findings& findings);

}  // namespace farebox::control
