#include "core/control/run_plan.h"

#include <algorithm>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/strings.h"

namespace farebox::control {
namespace {

std::string file_name(const std::string& path) {
    const auto slash = path.find_last_of("/\\");
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

std::string without_end_slash(std::string text) {
    while (text.ends_with('/')) text.pop_back();
    return text;
}

// The upstream that the user's own address means; a company gateway must not be bypassed, and its
// key must not be sent to the vendor.
std::string upstream_for(const std::string& address, const settings::Settings& settings) {
    for (const auto& [name, upstream] : settings.upstreams) {
        if (without_end_slash(upstream.url.to_text()) == without_end_slash(address)) return name;
    }
    return "";
}

bool uses_chatgpt_login(const std::string& home, const platform::Variable& variable) {
    if (variable("CODEX_API_KEY")) return false;
    const std::string folder = variable("CODEX_HOME").value_or(home + "/.codex");
    const auto text = load_file(folder + "/auth.json");
    if (!text) return false;
    const auto login = parse_json(*text);
    if (!login) return false;
    if (const auto mode = find_string(*login, "auth_mode")) return to_lower(*mode) == "chatgpt";
    const Json* tokens = find_member(*login, "tokens");
    return tokens != nullptr && tokens->is_object();
}

void redirect_claude(RunPlan& plan, const std::string& base, const std::string& home,
                     const platform::Variable& variable, const settings::Settings& settings) {
    std::string upstream = "anthropic";
    if (const auto own = variable("ANTHROPIC_BASE_URL"); own && !own->starts_with(base)) {
        upstream = upstream_for(*own, settings);
        if (upstream.empty()) {
            plan.notes.push_back(
                format("ANTHROPIC_BASE_URL is {} already and stays; to see those calls, declare it "
                       "as an upstream in the configuration",
                       printable(*own)));
            return;
        }
    }
    plan.extra.emplace_back("ANTHROPIC_BASE_URL", base + "/" + upstream);
    const std::string file = home + "/.claude/settings.json";
    const std::string fixed = claude_base_url(file);
    if (!fixed.empty() && !fixed.starts_with(base)) {
        plan.notes.push_back(format("Claude Code will go to {}: {} overrides the environment",
                                    printable(fixed), file));
    }
}

void redirect_codex(RunPlan& plan, const std::string& base, const std::string& home,
                    const platform::Variable& variable) {
    const char* path = uses_chatgpt_login(home, variable) ? "/chatgpt" : "/openai/v1";
    const std::vector<std::string> option = {"-c", format("openai_base_url=\"{}{}\"", base, path)};
    plan.argv.insert(plan.argv.begin() + 1, option.begin(), option.end());
}

}  // namespace

std::string with_loopback(const std::string& no_proxy) {
    std::string list = no_proxy;
    const auto parts = split(no_proxy, ',');
    for (const char* host : {"127.0.0.1", "localhost", "::1"}) {
        const bool known = std::ranges::any_of(
            parts, [&](std::string_view part) { return trim(part) == host || trim(part) == "*"; });
        if (!known) list += (list.empty() ? "" : ",") + std::string(host);
    }
    return list;
}

std::string claude_base_url(const std::string& settings_file) {
    const auto text = load_file(settings_file);
    if (!text) return "";
    const auto json = parse_json(*text);
    if (!json) return "";
    const Json* variables = find_member(*json, "env");
    return variables == nullptr ? "" : find_string(*variables, "ANTHROPIC_BASE_URL").value_or("");
}

std::string codex_base_url(const std::string& config_file) {
    const auto text = load_file(config_file);
    if (!text) return "";
    for (const std::string_view line : split(*text, '\n')) {
        // Top level only: a table begins and the key would mean something else.
        if (trim(line).starts_with('[')) return "";
        if (!trim(line).starts_with("openai_base_url")) continue;
        return std::string(between(line, "\"", "\"").value_or(""));
    }
    return "";
}

RunPlan plan_run(std::vector<std::string> argv, std::uint16_t port, const std::string& home,
                 const platform::Variable& variable, const settings::Settings& settings) {
    RunPlan plan;
    plan.argv = std::move(argv);
    const std::string base = format("http://127.0.0.1:{}", port);
    const std::string program = file_name(plan.argv.front());
    redirect_claude(plan, base, home, variable, settings);
    if (program == "codex" || program == "codex.exe" || program == "codex.cmd") {
        redirect_codex(plan, base, home, variable);
    }
    // Both spellings: programs differ in which one they read, and an unset one must not hide the other.
    const auto lower = variable("no_proxy");
    const std::string list = with_loopback(lower ? *lower : variable("NO_PROXY").value_or(""));
    plan.extra.emplace_back("NO_PROXY", list);
    plan.extra.emplace_back("no_proxy", list);
    return plan;
}

}  // namespace farebox::control
