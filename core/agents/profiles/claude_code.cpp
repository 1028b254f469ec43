// Claude Code.
//
// Its User-Agent is copied by others (Qwen Code sends `claude-cli/0.24.4` with `x-app: cli`), so it
// counts only together with a mark of the program itself: the session header, the `claude-code-`
// beta, or the billing line that opens the system text.
// The environment block moved: a `role: system` message in the middle of the conversation
// (2.1.3xx), the top-level system text in older versions. Git status is a snapshot of the session's
// start and says so itself.

#include "core/agents/profiles/all.h"

#include "core/base/strings.h"

namespace farebox::agents {
namespace {

constexpr std::string_view EnvironmentBlock = "body environment block";
constexpr std::string_view Snapshot = "snapshot of the session's start";

constexpr TextMark Marks[] = {
    {TextPlace::System, "", "Primary working directory: ", "\n", "cwd", EnvironmentBlock,
     Confidence::Certain, ""},
    {TextPlace::System, "", "<env>\nWorking directory: ", "\n", "cwd", EnvironmentBlock,
     Confidence::Certain, ""},
    {TextPlace::Context, "<system-reminder>", "\nCurrent branch: ", "\n", "branch",
     "body git status", Confidence::Likely, Snapshot},
    {TextPlace::System, "", "\nCurrent branch: ", "\n", "branch", "body git status",
     Confidence::Likely, Snapshot},
};

/// "(external, sdk-cli)" -> "sdk-cli".
std::string entry_point_of(std::string_view user_agent) {
    const auto inside = between(user_agent, "(", ")");
    if (!inside) return {};
    const auto parts = split(*inside, ',');
    return parts.size() < 2 ? std::string() : std::string(trim(parts[1]));
}

std::string field_of_billing_line(std::string_view system_head, std::string_view key) {
    if (!system_head.starts_with("x-anthropic-billing-header:")) return {};
    const auto value = between(system_head, key, ";");
    return value ? std::string(*value) : std::string();
}

/// The title of a session is asked for with a bare prompt, no tools and a bound answer.
bool is_background(const http::RequestHead& head, const BodyFacts& body) {
    if (const auto request_class = head.find("x-claude-code-request-class")) {
        return *request_class != "main";
    }
    return body.is_readable && body.has_output_schema && !body.has_tools;
}

Claim read_claim(const http::RequestHead& head, const BodyFacts& body) {
    Claim claim;
    const std::string_view user_agent = head.find("user-agent").value_or("");
    claim.agent_version = version_after(user_agent, "claude-cli");
    if (claim.agent_version.empty()) return claim;

    claim.likeness = Likeness::Claimed;
    claim.mark = "user-agent";
    const auto add_mark = [&](bool found, std::string_view name) {
        if (!found) return;
        claim.likeness = Likeness::Clear;
        claim.mark += ", " + std::string(name);
    };
    const auto session = head.find("x-claude-code-session-id");
    const std::string version = field_of_billing_line(body.system_head, "cc_version=");
    add_mark(session.has_value(), "session header");
    add_mark(contains(head.find("anthropic-beta").value_or(""), "claude-code-"), "beta header");
    add_mark(!version.empty() || contains(body.system_head, "You are Claude Code"), "system text");

    claim.agent_source = field_of_billing_line(body.system_head, "cc_entrypoint=");
    if (claim.agent_source.empty()) claim.agent_source = entry_point_of(user_agent);
    claim.session_id = session ? std::string(*session) : body.session_id;
    claim.sub_agent = head.find("x-claude-code-agent-id").value_or("");
    claim.background = is_background(head, body);
    return claim;
}

bool is_process(const ProcessFacts& process) {
    const std::string_view program = program_name(process.path);
    if (program == "claude" || contains(process.path, "/share/claude/versions/")) return true;
    return process.name == "claude" || argv_mentions(process, "@anthropic-ai/claude-code");
}

}  // namespace

Profile claude_code_profile() {
    return {"claude-code", Marks, read_claim, is_process, nullptr};
}

}  // namespace farebox::agents
