#pragma once
// Taps one response body and tells at the end what it consumed.
//
// A Meter belongs to one exchange. push() runs on the I/O thread for every piece that was sent on
// to the agent: it is bounded in memory, never fails, and does no JSON work for text deltas.
// read() does the JSON work and may run on another thread once no push can happen any more; it may
// also be called in the middle, then it tells what is known so far.

#include <memory>
#include <string_view>

#include "core/usage/endpoint.h"
#include "core/usage/reading.h"

namespace farebox::usage {

class Meter {
public:
    /// `content_type` and `content_encoding` as in the response head; either may be empty or wrong
    /// (event streams labelled as JSON occur): the first bytes decide. `http_status` 0 = unknown.
    Meter(WireFormat format, std::string_view content_type, std::string_view content_encoding,
          int http_status);
    ~Meter();
    Meter(Meter&&) noexcept;
    Meter& operator=(Meter&&) noexcept;

    /// Body bytes in order, without transfer framing, content coding still on. Any split is fine.
    void push(std::string_view payload) noexcept;

    Reading read() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace farebox::usage
