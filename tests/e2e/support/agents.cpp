// The list of agents that the stories run, and where npm put them.

#include "tests/e2e/support/agent.h"

#include <filesystem>

namespace farebox::e2e {

std::vector<Agent> all_agents() { return {claude_code(), codex()}; }

std::string agent_program(const std::string& name) {
    const std::string program = std::string(FAREBOX_AGENTS_DIR) + "/node_modules/.bin/" + name;
    return std::filesystem::exists(program) ? program : std::string();
}

bool agents_are_installed() {
    return std::filesystem::exists(std::string(FAREBOX_AGENTS_DIR) + "/installed");
}

}  // namespace farebox::e2e
