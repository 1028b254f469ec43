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

/// For Rig::set_behaviour: an answer to it that states what its request could cost, 60 tokens of
/// input at 4 and 64 of output at 20 dollars a million.
inline constexpr const char* HonestUsage =
    "{\"input_tokens\": 60, \"cache_read_tokens\": 0, \"cache_write_5m_tokens\": 0, "
    "\"output_tokens\": 64, \"gap_us\": 2000}";
inline constexpr std::int64_t CallNano = 60 * 4'000 + 64 * 20'000;

}  // namespace farebox::e2e
