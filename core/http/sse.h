#pragma once
// Server-sent events as model vendors stream them (HTML standard, section 9.2.6), read while they
// pass.
//
// Lines end with CR, LF or CRLF; several data lines join with LF; comments and unknown fields are
// dropped; a byte order mark at the start is ignored. An event whose single data line lies in one
// read is handed out as a view into that read: no copy. An event larger than the limit is skipped
// and reported as such, so that memory stays bounded and the next event is read correctly.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace farebox::http {

/// Views are valid until the next call of the parser and while the pushed bytes live.
struct SseEvent {
    std::string_view event;  ///< "" when the stream names none ("message" in browsers)
    std::string_view data;   ///< without the final line end; empty when oversized
    bool is_oversized = false;
};

class SseParser {
public:
    /// Largest event kept, in bytes. Codex's `response.completed` repeats a whole answer.
    static constexpr std::size_t DefaultLimit = 16 * 1024 * 1024;

    explicit SseParser(std::size_t max_event_bytes = DefaultLimit) : limit_(max_event_bytes) {}

    /// Takes bytes off the front of `bytes` up to the end of the next event, which it returns;
    /// nothing once all bytes are taken. `while (auto event = parser.next(bytes)) {…}`
    std::optional<SseEvent> next(std::string_view& bytes);

    /// The stream ended: the event that was not closed by an empty line, if it has data. Browsers
    /// drop it; a vendor that hangs up early has still counted it.
    std::optional<SseEvent> finish();

private:
    std::optional<SseEvent> end_line(std::string_view line);
    void read_field(std::string_view line);
    void add_data(std::string_view value);
    void keep_data();
    void skip_event();
    std::optional<SseEvent> dispatch();
    void reset();

    const std::size_t limit_;
    std::string line_;  // start of a line whose end has not come
    std::string event_;
    std::string data_;            // data that had to be copied
    std::string_view data_view_;  // data that still lies in the pushed bytes
    bool has_data_ = false;
    bool is_view_ = false;         // data is data_view_, not data_
    bool is_skipping_ = false;     // this event is over the limit
    bool line_has_bytes_ = false;  // of a line that is being skipped
    bool after_cr_ = false;        // an LF right now belongs to the CR before it
    bool at_start_ = true;         // a byte order mark may come
    bool is_handed_out_ = false;   // the event of the last call is to be cleared
};

}  // namespace farebox::http
