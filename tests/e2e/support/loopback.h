#pragma once
// Plain sockets on 127.0.0.1, on purpose independent of core/net: the rig must not share the
// faults of what it tests.

#include <cstdint>
#include <string>
#include <string_view>

namespace farebox::e2e {

/// A port nobody listens on at this moment.
std::uint16_t free_port();
bool is_listening(std::uint16_t port);
/// A connected socket, or -1.
int connect_to(std::uint16_t port);
/// A listening socket on a port of the system's choice, stored in `port`.
int listen_anywhere(std::uint16_t& port);
/// The body of the answer; empty when nothing answered.
std::string http(std::uint16_t port, std::string_view method, std::string_view path,
                 std::string_view body = "");

}  // namespace farebox::e2e
