#pragma once
// Content codings undone for the meter: gzip, deflate, br, zstd, identity, and stacks of them.
//
// The bytes on the wire are never touched; this is a second look at them. Decoding is streaming
// (an event is readable as soon as its bytes have come) and bounded, because a vendor or a company
// gateway is a stranger: a bomb ends the metering of that call, never the call.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::http {

class CodingStage;

struct DecodeLimits {
    /// Decoded bytes over the whole stream.
    std::uint64_t max_output = 256 * 1024 * 1024;
    /// Decoded bytes per encoded byte, once more than 1 MiB was decoded. Model streams reach 30.
    std::uint64_t max_ratio = 256;
};

class ContentDecoder {
public:
    /// `content_encoding` = the header's value, "" for none. Error: Unsupported for an unknown
    /// coding, more than four, or one this build lacks.
    static Result<ContentDecoder> make(std::string_view content_encoding, DecodeLimits limits = {});

    ContentDecoder(ContentDecoder&&) noexcept;
    ContentDecoder& operator=(ContentDecoder&&) noexcept;
    ~ContentDecoder();

    /// What these bytes decode to; may be empty. The view is valid until the next push, or, for
    /// identity, as long as `bytes`. Errors: Invalid (damaged), TooLarge; every later push fails
    /// alike.
    Result<std::string_view> push(std::string_view bytes);

    bool is_identity() const { return stages_.empty(); }
    /// Every coding has seen its end (always true for identity).
    bool is_complete() const;

private:
    explicit ContentDecoder(DecodeLimits limits);
    std::size_t allowed_output() const;
    Result<std::string_view> run(std::string_view bytes);

    DecodeLimits limits_;
    std::vector<std::unique_ptr<CodingStage>> stages_;  // in the order of decoding
    std::vector<std::string> outputs_;                  // one a stage, reused
    std::uint64_t total_in_ = 0;
    std::uint64_t total_out_ = 0;
    Error failure_;
    bool has_failed_ = false;
};

/// The whole text at once. Error also when the stream is cut short or decodes to more than `limit`
/// bytes.
Result<std::string> decode_all(std::string_view coding, std::string_view bytes, std::size_t limit);

/// The best coding this build can make of our own messages: "zstd", "gzip", or "" (none).
std::string_view best_own_coding();
/// `bytes` in that coding ("zstd", "gzip", "" for as they are). Unsupported: not in this build.
Result<std::string> encode_all(std::string_view coding, std::string_view bytes);

}  // namespace farebox::http
