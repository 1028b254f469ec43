#pragma once
// Follows one message body over raw bytes as they pass: where it ends, and which bytes are payload.
//
// The proxy forwards the raw bytes untouched (chunk framing, extensions and trailers included) and
// shows only the payload to the meter. Nothing is copied and nothing is held: state is 40 bytes,
// whatever the body's size.

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/http/framing.h"

namespace farebox::http {

class BodyFollower {
public:
    explicit BodyFollower(BodyFraming framing);

    /// Consumes bytes of this message from the front of `raw`; appends views of payload (chunk
    /// framing removed) to `pieces`. Returns how many bytes belong to this message; once done() it
    /// takes none. Error: broken chunk framing; the payload before the break has been appended, and
    /// every later call fails alike.
    Result<std::size_t> consume(std::string_view raw, std::vector<std::string_view>& pieces);

    /// The whole body, trailers included, was seen. Never true for UntilClose.
    bool done() const { return state_ == State::Done; }
    /// The body ends when the sender closes.
    bool until_close() const { return state_ == State::UntilClose; }

private:
    enum class State {
        Length,  // remaining_ bytes of payload
        UntilClose,
        SizeStart,  // first digit of a chunk size
        Size,       // further digits
        Extension,  // rest of the size line, skipped
        SizeLf,
        Data,  // remaining_ bytes of chunk payload
        DataCr,
        DataLf,
        LineStart,  // first byte of a trailer line, or the empty line
        Trailer,    // rest of a trailer line
        TrailerLf,
        EndLf,
        Done,
        Broken,
    };

    std::size_t take_payload(std::string_view raw, std::vector<std::string_view>& pieces);
    // These return false when the framing is broken; `reason_` then says why.
    bool step(char c);
    bool add_digit(char c);
    bool skip_byte(char c, State at_cr);
    bool expect(char c, char expected, State then, std::string_view otherwise);
    bool fail(std::string_view why);
    Error broken() const;

    State state_;
    std::uint64_t remaining_ = 0;  // payload bytes to come in Length and Data; size being read
    std::uint32_t digits_ = 0;     // of the chunk size
    std::uint32_t skipped_ = 0;    // bytes of this extension, or of all trailers
    std::string_view reason_;      // why Broken; a literal
};

}  // namespace farebox::http
