// Codex.
//
// Names itself in `originator` and in the User-Agent, and sends its turn metadata as JSON in a
// header and again in the body: session, sub-agent, and for each checkout its root, remote and
// commit. The interactive client speaks through a daemon that keeps the first session's directory,
// so what the request says outweighs the process here.

#include "core/agents/profiles/all.h"

#include "core/agents/text_marks.h"
#include "core/base/json.h"
#include "core/base/strings.h"

namespace farebox::agents {
namespace {

constexpr std::string_view MetadataHeader = "x-codex-turn-metadata";

constexpr TextMark Marks[] = {
    {TextPlace::Context, "<environment_context>", "<cwd>", "</cwd>", "cwd",
     "body environment context", Confidence::Certain, ""},
};

/// The header's copy, else the body's: on a WebSocket only the body has the turn's own.
Json metadata_of(const http::RequestHead& head, const BodyFacts& body, std::string& source) {
    if (!body.turn_metadata.empty()) {
        source = "body client_metadata";
        if (Result<Json> parsed = parse_json(body.turn_metadata); parsed && parsed->is_object()) {
            return *parsed;
        }
    }
    if (const auto header = head.find(MetadataHeader)) {
        source = "header " + std::string(MetadataHeader);
        if (Result<Json> parsed = parse_json(*header); parsed && parsed->is_object()) return *parsed;
    }
    return Json::object();
}

bool is_originator(std::string_view text) {
    return text.starts_with("codex_") || text.starts_with("codex-") || text.starts_with("Codex");
}

void read_turn(const Json& metadata, Claim& claim) {
    const std::string name = find_string(metadata, "agent_name").value_or("");
    if (name != "/root") claim.sub_agent = name;
    const std::string origin = find_string(metadata, "thread_source").value_or("user");
    const std::string kind = find_string(metadata, "request_kind").value_or("turn");
    // Titles and the like run as threads of their own; a spawned helper does the developer's work.
    if (origin != "user" && claim.sub_agent.empty()) {
        claim.sub_agent = origin;
        claim.background = !contains(origin, "agent");
    }
    if (kind == "prewarm") claim.background = true;
}

Claim read_claim(const http::RequestHead& head, const BodyFacts& body) {
    Claim claim;
    const std::string_view originator = head.find("originator").value_or("");
    const std::string_view user_agent = head.find("user-agent").value_or("");
    std::string source;
    const Json metadata = metadata_of(head, body, source);
    if (!is_originator(originator)) return claim;

    claim.likeness = Likeness::Claimed;
    claim.mark = "originator";
    claim.agent_source = originator;
    claim.agent_version = version_after(user_agent, originator);
    const auto add_mark = [&](bool found, std::string_view name) {
        if (!found) return;
        claim.likeness = Likeness::Clear;
        claim.mark += ", " + std::string(name);
    };
    add_mark(!claim.agent_version.empty(), "user-agent");
    add_mark(!metadata.empty(), "turn metadata");
    if (claim.agent_version.empty()) claim.agent_version = head.find("version").value_or("");

    claim.session_id = head.find("session-id").value_or("");
    if (claim.session_id.empty()) claim.session_id = body.session_id;
    read_turn(metadata, claim);
    if (claim.sub_agent.empty()) claim.sub_agent = head.find("x-openai-subagent").value_or("");
    if (body.is_prewarm) claim.background = true;
    return claim;
}

bool is_process(const ProcessFacts& process) {
    const std::string_view program = program_name(process.path);
    return program == "codex" || process.name == "codex" || contains(process.path, "@openai/codex");
}

void add_clues(const http::RequestHead& head, const BodyFacts& body, std::vector<Clue>& clues) {
    std::string source;
    const Json metadata = metadata_of(head, body, source);
    const Json* workspaces = find_member(metadata, "workspaces");
    if (workspaces == nullptr || !workspaces->is_object()) return;

    // With several checkouts the request does not say which one this turn is about.
    const bool is_only = workspaces->size() == 1;
    const Confidence confidence = is_only ? Confidence::Certain : Confidence::Weak;
    const std::string note = is_only ? "" : "one of several workspaces";
    const auto add = [&](std::string_view dimension, const std::optional<std::string>& value) {
        if (!value || !is_plain_value(*value)) return;
        clues.push_back({std::string(dimension), *value, source, confidence, note});
    };
    for (const auto& [root, facts] : workspaces->items()) {
        add("git_root", root);
        if (const Json* remotes = find_member(facts, "associated_remote_urls")) {
            add("repo_remote", find_string(*remotes, "origin"));
        }
        add("commit", find_string(facts, "latest_git_commit_hash"));
    }
}

}  // namespace

Profile codex_profile() {
    return {"codex", Marks, read_claim, is_process, add_clues, RefusalForm::PlainSentence};
}

}  // namespace farebox::agents
