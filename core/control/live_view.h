#pragma once
// What burns now: the sessions that made a call lately, and whether one is under way.
//
// Kept in memory from what the recorder sees; the ledger's newest calls fill it at start. A session
// leaves after a quarter of an hour of silence.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/api/summary.h"
#include "core/model/call.h"

namespace farebox::control {

/// Not thread-safe: its owner locks.
class LiveView {
public:
    /// How long a session is shown after its last call.
    static constexpr std::int64_t KeptNs = 15 * 60 * NsPerSecond;

    /// A call is under way; what is known of it may be little. Ends with the `end` or the `drop` of
    /// its call_id.
    void begin(const Call& draft);
    void end(const Call& call);
    /// It was none: not counted.
    void drop(const std::string& call_id);
    /// The latest first.
    std::vector<api::LiveSession> sessions(UtcNs now);

private:
    using Key = std::string;
    struct Session {
        api::LiveSession shown;
        std::int64_t open_calls = 0;
    };

    Session& at(const Call& call);
    void forget_silent(UtcNs now);

    std::map<Key, Session> sessions_;
    std::map<std::string, Key> open_;  ///< call_id to its session
};

}  // namespace farebox::control
