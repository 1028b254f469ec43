#pragma once
// One model call by hand, for stories that need no real agent.

#include <cstdint>
#include <string>
#include <string_view>

namespace farebox::e2e {

struct Answer {
    bool is_refused = false;  ///< no connection
    int status = 0;           ///< 0: the connection ended before an answer
    std::string head;
    std::string body;
};

/// POST of a short Messages request in `upstream`, streamed, on a connection of its own.
Answer send_message(std::uint16_t port, std::string_view upstream = "anthropic");

}  // namespace farebox::e2e
