// Claude Code: configured by environment alone. In interactive mode it also wants its first-run
// questions answered, which a file in HOME does.

#include "core/base/file_io.h"
#include "core/base/json.h"
#include "tests/e2e/support/agent.h"

namespace farebox::e2e {
namespace {

void prepare(const std::string& home, const std::string&,
             const std::vector<std::string>& trusted_folders) {
    Json projects = Json::object();
    for (const auto& folder : trusted_folders)
        projects[folder] = {{"hasTrustDialogAccepted", true},
                            {"hasCompletedProjectOnboarding", true}};
    // It remembers approved keys by their last 20 characters.
    const Json settings = {
        {"hasCompletedOnboarding", true},
        {"theme", "dark"},
        {"customApiKeyResponses",
         {{"approved", {AnthropicKey.substr(AnthropicKey.size() - 20)}},
          {"rejected", Json::array()}}},
        {"projects", projects}};
    const auto saved = save_file(home + "/.claude.json", to_pretty_text(settings));
    if (!saved) qFatal("%s", saved.error().message.c_str());
}

Environment environment(const std::string& home, const std::string& base_url) {
    Environment result = clean_environment(home);
    result["ANTHROPIC_BASE_URL"] = base_url;
    result["ANTHROPIC_API_KEY"] = AnthropicKey;
    result["DISABLE_TELEMETRY"] = "1";
    result["DISABLE_ERROR_REPORTING"] = "1";
    result["DISABLE_AUTOUPDATER"] = "1";
    result["IS_SANDBOX"] = "1";  // it refuses to skip permissions as root otherwise
    return result;
}

Argv one_turn(const std::string& prompt) {
    return {agent_program("claude"), "-p", "--dangerously-skip-permissions", prompt};
}

Argv interactive() { return {agent_program("claude")}; }

}  // namespace

const Agent& claude_code() {
    static const Agent agent{.name = "claude-code",
                             .version = "2.1.330",
                             .model = "claude-opus-5-5",
                             .provider = "anthropic",
                             .one_turn_source = "sdk-cli",
                             .interactive_source = "cli",
                             .ready_text = "auto mode on",
                             .prepare = prepare,
                             .environment = environment,
                             .one_turn = one_turn,
                             .interactive = interactive};
    return agent;
}

}  // namespace farebox::e2e
