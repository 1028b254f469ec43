#pragma once
// What `farebox run -- <command>` changes for its child, and nothing else: variables and arguments,
// never a file.
//
// Claude Code reads ANTHROPIC_BASE_URL (a settings file of its own overrides it; then we say so).
// Codex ignores OPENAI_BASE_URL and takes `-c openai_base_url=...`; with a ChatGPT login its calls
// belong to another upstream. Both seen with real agents (Claude Code 2.1.330, Codex 0.169).

#include <cstdint>
#include <string>
#include <vector>

#include "core/platform/command.h"
#include "core/platform/paths.h"
#include "core/settings/settings.h"

namespace farebox::control {

struct RunPlan {
    std::vector<std::string> argv;
    platform::Environment extra;     ///< set in the child
    std::vector<std::string> notes;  ///< to tell on standard error

    bool operator==(const RunPlan&) const = default;
};

/// `home` is where the agents keep their settings; only the kind of login is looked at, never a
/// credential.
RunPlan plan_run(std::vector<std::string> argv, std::uint16_t port, const std::string& home,
                 const platform::Variable& variable, const settings::Settings& settings);

/// "a,b" plus 127.0.0.1, localhost and ::1 where they are missing.
std::string with_loopback(const std::string& no_proxy);

/// ANTHROPIC_BASE_URL from the `env` of a Claude Code settings file; "" when it sets none.
std::string claude_base_url(const std::string& settings_file);
/// openai_base_url of a Codex config file; "" when it sets none.
std::string codex_base_url(const std::string& config_file);

}  // namespace farebox::control
