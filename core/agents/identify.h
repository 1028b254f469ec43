#pragma once
// Who sent a request.
//
// Headers and body are hints that anybody can write; the process at the other end of the socket is
// the cross-check. An agent is named when its request says so clearly, or when a weaker hint and
// the process agree, or when the process is the agent's own program and nothing contradicts. In
// all other cases the agent is "unknown" and the process speaks for itself: never a guess.
// Pure functions; any thread.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/agents/body_facts.h"
#include "core/agents/profile.h"
#include "core/http/head.h"
#include "core/model/clue.h"
#include "core/model/evidence.h"

namespace farebox::agents {

struct Identity {
    std::string agent = "unknown";
    std::string agent_version;
    std::string agent_source;  ///< entry point: "cli", "sdk-cli", "codex_exec", "codex-tui"
    std::string sub_agent;
    std::string session_id;
    bool background = false;   ///< the agent's own housekeeping: titles, prewarming
    std::vector<Evidence> evidence;  ///< dimension "agent", every candidate, at most one chosen

    bool operator==(const Identity&) const = default;
};

/// `path` = below the upstream's prefix. `processes` = the socket's owner, then its ancestors;
/// empty when not looked up (yet): then headers alone decide, with less confidence.
/// `named_agent` = from an address of the form /a/<agent>/.
Identity identify(const http::RequestHead& head, std::string_view path, const BodyFacts& body,
                  std::span<const ProcessFacts> processes,
                  std::optional<std::string_view> named_agent);

/// Every clue to the work behind the request: from the body (already in `body.clues`) and from the
/// headers of the agents that send some.
std::vector<Clue> collect_clues(const http::RequestHead& head, const BodyFacts& body);

}  // namespace farebox::agents
