#pragma once
// The process behind each client connection, looked up once and remembered while the connection
// lives: many calls arrive on one, and a look-up costs up to 90 ms.

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "core/agents/profile.h"
#include "core/attribution/ci.h"
#include "core/attribution/workspace.h"
#include "core/base/clock.h"
#include "core/platform/process.h"
#include "core/platform/socket_owner.h"

namespace farebox::proxy {

struct Owner {
    std::vector<platform::Process> ancestry;    ///< the owner first; empty = not found
    std::vector<agents::ProcessFacts> facts;    ///< the same for the agents' profiles
    std::optional<attribution::CiRun> ci;
    MonotonicNs cwd_read_at = 0;
};

/// Recorder thread only.
class Owners {
public:
    struct Wanted {
        std::uint64_t connection;
        platform::SocketPair socket;
    };

    /// Resolves all connections that are not known yet in one pass.
    void look_up(const std::vector<Wanted>& wanted);
    /// The owner with its working directory as it is now (as in the last 20 ms, as the checkouts
    /// are: attribution::WorkspaceFinder::look); empty when unknown.
    const Owner& current(std::uint64_t connection, MonotonicNs now);
    void forget(std::uint64_t connection) { known_.erase(connection); }

private:
    platform::SocketOwners sockets_;
    std::unordered_map<std::uint64_t, Owner> known_;
    const Owner unknown_;
};

}  // namespace farebox::proxy
