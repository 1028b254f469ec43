// The part of doctor that looks at agents: which are installed, and whether their settings or the
// environment send their calls past Farebox. Reads addresses only.

#include <filesystem>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/doctor.h"
#include "core/control/run_plan.h"

namespace farebox::control {
namespace {

namespace fs = std::filesystem;

std::string find_on_path(const platform::Variable& variable, const std::string& program) {
    const std::string path = variable("PATH").value_or("");
    for (const std::string_view folder : split(path, ':')) {
        if (folder.empty()) continue;
        const std::string file = std::string(folder) + "/" + program;
        std::error_code why;
        const auto status = fs::status(file, why);
        if (fs::is_regular_file(status) && (status.permissions() & fs::perms::owner_exec) != fs::perms::none) {
            return file;
        }
    }
    return "";
}

struct Address {
    std::string value;
    std::string origin;
};

// First in force first: managed settings beat user settings beat the environment
// (seen with Claude Code 2.1.330).
Address claude_address(const platform::Variable& variable, const std::string& home) {
    for (const std::string& file : {std::string("/etc/claude-code/managed-settings.json"),
                                    home + "/.claude/settings.json"}) {
        const std::string address = claude_base_url(file);
        if (!address.empty()) return {address, file};
    }
    return {variable("ANTHROPIC_BASE_URL").value_or(""), "ANTHROPIC_BASE_URL"};
}

Address codex_address(const platform::Variable& variable, const std::string& home) {
    const std::string folder = variable("CODEX_HOME").value_or(home + "/.codex");
    for (const std::string& file : {folder + "/config.toml", std::string("/etc/codex/config.toml")}) {
        const std::string address = codex_base_url(file);
        if (!address.empty()) return {address, file};
    }
    return {};
}

bool is_ours(const std::string& address, std::uint16_t port) {
    for (const char* host : {"127.0.0.1", "localhost", "[::1]"}) {
        if (address.starts_with(format("http://{}:{}/", host, port))) return true;
    }
    return false;
}

Finding judge(const std::string& agent, const std::string& program, const std::string& command,
              const Address& address, std::uint16_t port) {
    if (address.value.empty()) {
        return {Level::Hint, agent, format("{} goes to its vendor directly", program),
                format("to see its calls: farebox run -- {}", command)};
    }
    if (is_ours(address.value, port)) {
        return {Level::Fine, agent, format("{} goes through Farebox ({})", program, address.origin), ""};
    }
    return {Level::Hint, agent,
            format("{} goes to {} ({})", program, printable(address.value), address.origin),
            "a gateway of your own can be declared as an upstream in the configuration"};
}

}  // namespace

Findings check_agents(const platform::Variable& variable, const std::string& home,
                      std::uint16_t port) {
    Findings findings;
    const std::string claude = find_on_path(variable, "claude");
    if (!claude.empty()) {
        findings.push_back(judge("claude-code", claude, "claude", claude_address(variable, home), port));
    }
    const std::string codex = find_on_path(variable, "codex");
    if (!codex.empty()) {
        findings.push_back(judge("codex", codex, "codex", codex_address(variable, home), port));
    }
    if (findings.empty()) {
        findings.push_back({Level::Hint, "agents", "neither claude nor codex is on the PATH", ""});
    }
    return findings;
}

Findings check_proxy_variables(const platform::Variable& variable) {
    for (const char* name : {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY"}) {
        if (!variable(name)) continue;
        const auto lower = variable("no_proxy");
        const std::string list = lower ? *lower : variable("NO_PROXY").value_or("");
        if (with_loopback(list) == list) return {};
        return {{Level::Problem, "proxy",
                 format("{} is set, and NO_PROXY does not spare 127.0.0.1: agents would ask the "
                        "proxy for Farebox",
                        name),
                 "export NO_PROXY=" + printable(with_loopback(list)) + " (farebox run does it for its child)"}};
    }
    return {};
}

}  // namespace farebox::control
