#pragma once
// Which process, and which user, is at the other end of an accepted loopback connection.
//
// Every agent is recognised by this: the socket tells the process, the process its working
// directory. The kernel answers "which socket" in 3 us but has no index from socket to process:
// finding it means looking through the open files of processes, 40 to 90 ms for 300 of them. So
//   - remembered processes are looked at first, then the newest ones (the owner of a new
//     connection has usually just started), by start time, because pid numbers wrap;
//   - all sockets that wait are resolved by ONE pass: one client with 1,000 connections made
//     one-by-one look-ups quadratic (1.2 s to the first byte);
//   - it never runs on the thread that carries calls.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/base/result.h"
#include "core/platform/process.h"

namespace farebox::platform {

/// One TCP connection as the process we look for sees it: local is ITS end, peer is ours.
struct SocketPair {
    bool is_v6 = false;  ///< false: the first four bytes of each address count
    std::array<std::uint8_t, 16> local_address{};  ///< network byte order
    std::array<std::uint8_t, 16> peer_address{};
    std::uint16_t local_port = 0;  ///< host byte order
    std::uint16_t peer_port = 0;

    bool operator==(const SocketPair&) const = default;
};

/// The client's side of a connection we accepted, from the accepted socket (descriptor or SOCKET).
/// An IPv4 client of a dual-stack listener comes out as IPv4. Thread-safe.
Result<SocketPair> read_client_pair(std::intptr_t accepted_socket);

struct SocketOwner {
    std::uint32_t uid = 0;             ///< user of the socket; comparable with user_id()
    std::optional<ProcessId> process;  ///< absent: ended, or not ours to look at

    bool operator==(const SocketOwner&) const = default;
};

/// Finds owners. One thread uses one object; make another for another thread.
class SocketOwners {
public:
    SocketOwners();
    ~SocketOwners();
    SocketOwners(const SocketOwners&) = delete;
    SocketOwners& operator=(const SocketOwners&) = delete;

    /// One answer per pair, in order. Absent: the connection is gone. Takes up to 100 ms.
    std::vector<std::optional<SocketOwner>> find(std::span<const SocketPair> pairs);

private:
    class State;
    std::unique_ptr<State> state_;
};

/// The fast path of refusing foreign users: only the user of a connection. About 3 us on Linux.
/// Absent is not "ours": the client may have hung up already. One thread uses one object.
class SocketUsers {
public:
    SocketUsers();
    ~SocketUsers();
    SocketUsers(const SocketUsers&) = delete;
    SocketUsers& operator=(const SocketUsers&) = delete;

    std::optional<std::uint32_t> find(const SocketPair& pair);

private:
    class State;
    std::unique_ptr<State> state_;
};

}  // namespace farebox::platform
