#pragma once
// A budget's refusal in the dialect of the wire and the agent, so that the agent stops at once and
// shows our sentence. What each agent does with each answer was measured (facts: agents-wire.md
// section 5): 402 in the vendor's shape for all, 400 text/plain for Codex; never 429, 5xx or a
// retry-after, which make agents try again, some without end; never a truncated stream.

#include <string>
#include <string_view>

#include "core/agents/profile.h"
#include "core/usage/endpoint.h"

namespace farebox::proxy {

struct Refusal {
    usage::WireFormat format = usage::WireFormat::Unknown;
    agents::RefusalForm form = agents::RefusalForm::VendorError;
    std::string_view sentence;    ///< the verdict's reason
    std::string_view request_id;  ///< Copilot shows a refusal only with one; all get it
    bool keep_open = false;       ///< the whole request was read, so the connection may go on
};

int status_of(const Refusal& refusal);
/// The whole answer as bytes.
std::string refusal_bytes(const Refusal& refusal);
/// The answer to a WebSocket upgrade: Codex goes on over plain requests, which can be refused one
/// by one (measured: any other answer to the upgrade is tried 13 times).
std::string upgrade_refusal_bytes();

}  // namespace farebox::proxy
