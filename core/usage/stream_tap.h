#pragma once
// Picks the few events that carry usage out of an event stream, as it flows by.
//
// The tap runs for each token of each stream on the I/O thread, and nine events in ten are text
// deltas that it must not even copy. The parser hands out an event where it lies; the tap keeps it
// only when its beginning (or, for chat chunks, a key in it) says that it matters. Everything kept
// is read later, elsewhere.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/http/sse.h"
#include "core/usage/tally.h"

namespace farebox::usage {

/// One event worth reading.
struct KeptEvent {
    std::string name;  ///< of the `event:` line; may be empty
    std::string data;
};

class StreamTap {
public:
    explicit StreamTap(WireFormat format);

    /// Any split of the stream gives the same result. May throw bad_alloc only.
    void push(std::string_view bytes);
    /// One whole event that came without an event stream's framing (a WebSocket message).
    void push_event(std::string_view data);
    /// Everything read so far, a last event without its end included.
    Tally tally() const;

    bool saw_done_mark() const;
    bool is_truncated() const { return is_truncated_; }

private:
    void take(const http::SseEvent& event);
    void keep(const http::SseEvent& event);
    void fold();
    Tally with_kept() const;
    bool is_wanted(std::string_view data);

    const WireFormat format_;
    http::SseParser parser_;
    Tally tally_;                  ///< of the events folded so far
    std::vector<KeptEvent> kept_;  ///< not folded yet
    std::size_t kept_bytes_ = 0;
    bool saw_first_chunk_ = false;
    bool saw_done_mark_ = false;
    bool is_truncated_ = false;
};

/// The value of a leading "type" member, where vendors put it; empty when it stands elsewhere.
std::string_view leading_type(std::string_view json);

}  // namespace farebox::usage
