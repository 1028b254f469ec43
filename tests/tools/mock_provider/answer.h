#pragma once
// What a vendor would answer, before any byte is sent: either one JSON document or a list of
// stream events. One file per wire format fills it; stream_player.cpp sends it with the faults.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "tests/tools/mock_provider/behaviour.h"

namespace farebox::mock {

/// How much of the usage the client has been told. Stats sum by this.
enum class Told { Nothing, Start, Final };

struct Event {
    std::string name;  ///< empty: a bare `data:` line
    std::string data;
    bool is_delta = false;    ///< waits for the gap, may carry a time stamp
    Told told = Told::Nothing;
};

/// What the request says, as far as an answer depends on it.
struct Prompt {
    Json body;              ///< null when the model name carried codes: nothing is parsed then
    std::string requested_model;
    std::string model;      ///< served
    std::uint64_t number = 0;  ///< makes ids
    bool stream = false;
    bool include_usage = false;  ///< chat only
    bool is_prewarm = false;     ///< Responses over WebSocket with generate:false
};

/// A call of one of the agent's own tools that is harmless everywhere: print the directory.
struct ToolCall {
    bool is_custom = false;     ///< Codex's free-form tool
    std::string name_space;     ///< Responses only, may be empty
    std::string name;
    std::string arguments;      ///< JSON text, or the free-form input
};

/// A tool call if the request offers a tool we know and its last user turn has no result yet.
std::optional<ToolCall> choose_tool(const Json& body);
/// The tool that an answer calls, where the behaviour wants one.
std::optional<ToolCall> tool_for(const Prompt& prompt, const Behaviour& behaviour);

/// Tokens as told, after lies; absent when the lie is silence.
std::optional<Tokens> tell(const Behaviour& behaviour);

/// `size` bytes of text; room for a time stamp in front when the behaviour wants one.
std::string filler(std::int64_t size, bool stamp);

std::string make_id(const char* prefix, std::uint64_t number);

std::vector<Event> anthropic_events(const Prompt& prompt, const Behaviour& behaviour);
std::string anthropic_document(const Prompt& prompt, const Behaviour& behaviour);

std::vector<Event> responses_events(const Prompt& prompt, const Behaviour& behaviour);
std::string responses_document(const Prompt& prompt, const Behaviour& behaviour);

std::vector<Event> chat_events(const Prompt& prompt, const Behaviour& behaviour);
std::string chat_document(const Prompt& prompt, const Behaviour& behaviour);

enum class Vendor { Anthropic, OpenAi };

/// The vendor's error document, and the event that carries it inside a 200 stream.
std::string error_document(Vendor vendor, const Behaviour& behaviour);
Event error_event(Vendor vendor, bool is_responses, const Behaviour& behaviour);

}  // namespace farebox::mock
