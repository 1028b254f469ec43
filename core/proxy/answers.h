#pragma once
// Answers that Farebox gives itself: refused requests, unreachable vendors.
//
// The body has the shape that Anthropic and OpenAI share ({"error":{"type","message"}}), so that
// every agent shows the sentence instead of "malformed response".

#include <string>
#include <string_view>

namespace farebox::proxy {

struct Answer {
    int status = 500;
    std::string type;     ///< "farebox_unreachable", "farebox_refused", ...
    std::string message;  ///< what was tried, what came back, what to do
};

/// RFC 9110's phrase for the codes that Farebox answers with itself; "Answer" for others.
std::string_view reason_phrase(int status);

/// The whole answer as bytes, Connection: close included.
std::string answer_bytes(const Answer& answer, bool head_only);

}  // namespace farebox::proxy
