#pragma once
// The few members of a vendor's JSON message that a meter needs, skimmed without building a tree.
//
// One skim serves every wire format: the formats differ in where they put the same handful of
// things, and their names do not collide. Text of prompts and answers is stepped over, never
// copied. Broken JSON yields what was readable before the break.

#include <cstdint>
#include <string>
#include <string_view>

namespace farebox::usage {

struct Envelope {
    std::string type;          ///< "message_start", "response.completed", "message"
    std::string object;        ///< "chat.completion.chunk", "response"
    std::string id;            ///< of the message or response, not of the event
    std::string model;
    std::string service_tier;
    std::string status;        ///< Responses: "completed", "incomplete", "failed"
    std::string error_type;    ///< error.code, error.type or the event's own code
    bool has_error = false;    ///< an error object that is not null
    bool has_stop_reason = false;  ///< Anthropic stop_reason or a chat finish_reason

    std::string usage;         ///< raw JSON object, as received
    std::string copilot_usage; ///< raw
    std::string timings;       ///< raw, llama.cpp

    /// Server tools that ran, counted from the items of the answer.
    std::int64_t web_searches = 0;
    std::int64_t file_searches = 0;
    bool has_output_items = false;  ///< the items were listed, so 0 means none ran
};

Envelope skim_envelope(std::string_view json);

}  // namespace farebox::usage
