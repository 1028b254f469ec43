#pragma once
// Groups retries. No agent marks a repeat (facts: agents-wire.md section 6), but an agent that
// tries again sends the same bytes again soon after a failure. Such a call is a further attempt of
// the same request; each stays a row of its own, because each may have cost money.

#include <cstdint>
#include <map>
#include <string>

#include "core/model/call.h"

namespace farebox::proxy {

/// Recorder thread only. Holds at most `Limit` failed calls.
class Attempts {
public:
    static constexpr std::size_t Limit = 512;
    static constexpr std::int64_t Window = 10 * 60 * NsPerSecond;

    /// Fills request_id and attempt; remembers the call when it failed.
    void number(Call& call, std::uint64_t body_hash);

private:
    struct Failed {
        std::string request_id;
        std::int64_t attempt = 1;
        UtcNs when = 0;
    };
    using Key = std::pair<std::uint64_t, std::string>;  ///< body and session

    void make_room(UtcNs now);

    std::map<Key, Failed> failed_;
};

}  // namespace farebox::proxy
