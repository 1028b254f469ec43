#pragma once
// Which model endpoint a request is for, from its method and path alone.
//
// The path is the one below Farebox's own prefix. Agents and gateways spell the same endpoint in
// many ways (/v1/messages, /messages, /api/v1/responses, /openai/deployments/x/chat/completions),
// so the last segments decide, not the first.

#include <string>
#include <string_view>

namespace farebox::usage {

/// The grammar of the answer's usage figures.
enum class WireFormat { Unknown, AnthropicMessages, OpenAiResponses, OpenAiChat };

struct Endpoint {
    WireFormat format = WireFormat::Unknown;
    /// "messages", "count_tokens", "batches", "responses", "chat_completions", "completions",
    /// "embeddings", "models", "other".
    std::string name = "other";
    /// The vendor charges for an answer. False for what is known to be free and for what we do not
    /// know; a GET on /responses counts because it is the upgrade to a WebSocket.
    bool billable = false;

    bool operator==(const Endpoint&) const = default;
};

/// `path` may carry a query. Never fails: what is not recognised is "other".
Endpoint classify(std::string_view method, std::string_view path);

}  // namespace farebox::usage
