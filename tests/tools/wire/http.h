#pragma once
// As much HTTP/1.1 as both test tools need, on purpose not core/http: a rig that parses with the
// code under test agrees with its mistakes.

#include "tests/tools/wire/stream.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace farebox::wire {

bool equals_ignoring_case(std::string_view a, std::string_view b);
bool contains_ignoring_case(std::string_view text, std::string_view lower_case_part);

struct Head {
    std::string raw;                 ///< every byte through the empty line
    std::string first, second, third;  ///< method target version, or version status reason
    std::vector<std::pair<std::string, std::string>> headers;  ///< order and case as received

    std::optional<std::string_view> find(std::string_view name) const;
    bool has(std::string_view name, std::string_view lower_case_part) const;
    int status() const;  ///< of a response; 0 when it is none
};

/// Absent when `raw` is no HTTP head. `raw` ends with the empty line.
std::optional<Head> parse_head(std::string raw);

enum class Framing { None, Length, Chunked, UntilClose };

struct BodyPlan {
    Framing framing = Framing::None;
    std::uint64_t length = 0;
};
BodyPlan plan_request_body(const Head& head);
BodyPlan plan_response_body(const Head& head, std::string_view request_method);

/// Removes chunk framing piece by piece; knows the end and keeps the trailers.
class ChunkDecoder {
public:
    /// Appends the data of `wire` to `out`; returns how many bytes of `wire` belong to the body.
    std::size_t feed(std::string_view wire, std::string& out);
    bool is_done() const { return state_ == State::Done; }
    bool is_broken() const { return state_ == State::Broken; }
    const std::string& trailers() const { return trailers_; }

private:
    enum class State { Size, Data, DataEnd, Trailer, Done, Broken };
    void end_line();

    State state_ = State::Size;
    std::string line_;
    std::uint64_t left_ = 0;
    std::string trailers_;
};

/// Buffered reading of heads and bodies from one stream.
class Reader {
public:
    explicit Reader(Stream& stream) : stream_(stream) {}

    /// The next head; absent at the end of the stream or when it is longer than 256 KiB.
    Task<std::optional<Head>> read_head();
    /// The whole body; absent when it was cut. `wire` (may be null) receives the framed bytes.
    Task<std::optional<std::string>> read_body(BodyPlan plan, std::string* wire);
    /// Some more bytes, already buffered ones first; empty at the end of the stream.
    Task<std::string_view> read_some();
    /// Gives back what read_some() returned too much.
    void unread(std::size_t count) { at_ -= count; }
    /// At most this many bytes per read, with `pause` before each: a slow reader.
    void set_pace(std::size_t bytes, std::chrono::microseconds pause);

private:
    Task<bool> fill();

    Stream& stream_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::size_t step_ = 64 * 1024;
    std::chrono::microseconds pause_{0};
};

}  // namespace farebox::wire
