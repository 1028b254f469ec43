#pragma once
// Where a message body ends (RFC 9112, section 6), decided from the head alone.
//
// This is the place where request smuggling is born, so it refuses rather than guesses: both
// Content-Length and Transfer-Encoding, a repeated or odd Content-Length, a transfer coding that
// does not end in exactly one "chunked".

#include <cstdint>
#include <string_view>

#include "core/base/result.h"
#include "core/http/head.h"

namespace farebox::http {

enum class BodyKind {
    None,
    Length,  ///< exactly `length` bytes
    Chunked,
    UntilClose,  ///< responses only: all bytes until the sender closes
};

struct BodyFraming {
    BodyKind kind = BodyKind::None;
    std::uint64_t length = 0;  ///< bytes, for Length (0 is reported as None)

    bool operator==(const BodyFraming&) const = default;
};

/// Error: Invalid, with the reason. Only plain "chunked" is accepted as a transfer coding.
Result<BodyFraming> request_framing(const RequestHead& head);

/// Needs the method of the request: HEAD has no body, a successful CONNECT is followed by a tunnel
/// (None). 1xx, 204 and 304 have none whatever they claim. "gzip, chunked" counts as chunked.
Result<BodyFraming> response_framing(const ResponseHead& head, std::string_view request_method);

}  // namespace farebox::http
