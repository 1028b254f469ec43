// Codex: its base URL is honoured only in its configuration (OPENAI_BASE_URL is ignored), and the
// key comes from auth.json. Its interactive mode installs a daemon into HOME that serves every
// terminal; end_processes_below() takes it away.

#include "core/base/file_io.h"
#include "core/base/json.h"
#include "tests/e2e/support/agent.h"

namespace farebox::e2e {
namespace {

void prepare(const std::string& home, const std::string& base_url,
             const std::vector<std::string>& trusted_folders) {
    std::string config = "openai_base_url = \"" + base_url + "/v1\"\n" +
                         "model = \"gpt-6-sol\"\n"
                         "check_for_update_on_startup = false\n"
                         "[analytics]\nenabled = false\n"
                         "[otel]\nexporter = \"none\"\nmetrics_exporter = \"none\"\n";
    for (const auto& folder : trusted_folders)
        config += "[projects.\"" + folder + "\"]\ntrust_level = \"trusted\"\n";
    const std::string auth = to_text(Json{{"OPENAI_API_KEY", OpenAiKey}});
    const std::string folder = home + "/.codex";
    if (!make_dirs(folder) || !save_file(folder + "/config.toml", config) ||
        !save_file(folder + "/auth.json", auth))
        qFatal("cannot write %s", folder.c_str());
}

Environment environment(const std::string& home, const std::string&) {
    return clean_environment(home);
}

Argv one_turn(const std::string& prompt) {
    return {agent_program("codex"), "exec", "--skip-git-repo-check",
            "--dangerously-bypass-approvals-and-sandbox", prompt};
}

Argv interactive() { return {agent_program("codex")}; }

}  // namespace

const Agent& codex() {
    static const Agent agent{.name = "codex",
                             .version = "0.169.0",
                             .model = "gpt-6-sol",
                             .provider = "openai",
                             .one_turn_source = "codex_exec",
                             .interactive_source = "codex-tui",
                             .ready_text = "Ask Codex to do anything",
                             .prepare = prepare,
                             .environment = environment,
                             .one_turn = one_turn,
                             .interactive = interactive};
    return agent;
}

}  // namespace farebox::e2e
