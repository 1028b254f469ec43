#pragma once
// How to drive one real coding agent. A new agent is one file that fills this struct and one line
// in all_agents().

#include "tests/e2e/support/child.h"

#include <string>
#include <vector>

namespace farebox::e2e {

struct Agent {
    std::string name;        ///< as in our rows: "claude-code"
    std::string version;     ///< pinned in tests/e2e/agents/package-lock.json
    std::string model;       ///< what it asks for, as these tests configure it
    std::string provider;    ///< "anthropic"; also the first segment of the base URL
    std::string one_turn_source;    ///< agent_source of a one-turn run
    std::string interactive_source;
    std::string ready_text;  ///< drawn by the interactive mode when it takes input

    /// Writes what the agent wants to find in HOME: key, base URL, trust in the folders.
    void (*prepare)(const std::string& home, const std::string& base_url,
                    const std::vector<std::string>& trusted_folders);
    Environment (*environment)(const std::string& home, const std::string& base_url);
    Argv (*one_turn)(const std::string& prompt);
    Argv (*interactive)();
};

const Agent& claude_code();
const Agent& codex();
std::vector<Agent> all_agents();

/// The executable as npm installed it; empty when the agents are not installed.
std::string agent_program(const std::string& name);
bool agents_are_installed();

/// The dummy keys every run uses.
inline const std::string AnthropicKey = "sk-ant-dummy-farebox-e2e";
inline const std::string OpenAiKey = "sk-dummy-farebox-e2e";

}  // namespace farebox::e2e
