#pragma once
// Picks the few events that carry usage out of an event stream, as it flows by.
//
// http::SseParser would assemble every event; this tap runs for each token of each stream on the
// I/O thread, and nine events in ten are text deltas that it must not even copy. It looks at whole
// lines where they lie, copies a line only when a read boundary cuts it, and keeps an event only
// when its beginning (or, for chat chunks, a key in it) says that it matters. Everything kept is
// parsed later, elsewhere.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/usage/tally.h"

namespace farebox::usage {

/// One event worth reading.
struct KeptEvent {
    std::string name;  ///< of the `event:` line; may be empty
    std::string data;
};

class StreamTap {
public:
    explicit StreamTap(WireFormat format) : format_(format), tally_(format) {}

    /// Any split of the stream gives the same result. May throw bad_alloc only.
    void push(std::string_view bytes);
    /// Everything read so far, a last line without its end included.
    Tally tally() const;

    bool saw_done_mark() const;
    bool is_truncated() const { return is_truncated_; }

private:
    void take_line(std::string_view line);
    void take_data(std::string_view data);
    void end_event();
    void keep(std::string_view data);
    void fold();
    Tally with_kept() const;
    std::string_view unfinished_data() const;
    bool is_wanted(std::string_view data);

    const WireFormat format_;
    Tally tally_;                  ///< of the events folded so far
    std::vector<KeptEvent> kept_;  ///< not folded yet
    std::size_t kept_bytes_ = 0;
    std::string partial_line_;
    bool is_skipping_line_ = false;  ///< the current line is beyond its limit
    std::string name_;
    std::string joined_data_;        ///< of an event whose data spans lines
    bool saw_first_chunk_ = false;
    bool saw_done_mark_ = false;
    bool is_truncated_ = false;
};

}  // namespace farebox::usage
