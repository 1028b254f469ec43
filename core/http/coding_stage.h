#pragma once
// One decompressor behind content_coding.h and websocket.h. Each library is included by one file:
// coding_zlib.cpp, coding_brotli.cpp, coding_zstd.cpp. A build without a library has no such stage
// (Windows with Debian's cross packages has zlib only).

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox::http {

class CodingStage {
public:
    virtual ~CodingStage() = default;

    /// Appends to `out` all that `bytes` decode to. Errors: Invalid (damaged), TooLarge as soon as
    /// `out` would pass `max_out` bytes. After an error the stage must not be used again.
    virtual Result<void> push(std::string_view bytes, std::string& out, std::size_t max_out) = 0;

    /// True at the end of a whole stream; what follows is ignored or is a further stream.
    virtual bool is_complete() const = 0;
};

enum class ZlibFormat {
    Gzip,
    Deflate,  ///< zlib's wrapping as the RFC says, or none as some servers send it
    Raw,      ///< WebSocket messages
};

/// Null when the library is not part of this build or has no memory left.
std::unique_ptr<CodingStage> make_zlib_stage(ZlibFormat format);
std::unique_ptr<CodingStage> make_brotli_stage();
std::unique_ptr<CodingStage> make_zstd_stage();

/// A whole text at once, for our own messages. Unsupported when the library is not part of this
/// build.
Result<std::string> encode_gzip(std::string_view bytes);
Result<std::string> encode_zstd(std::string_view bytes);

/// Appends `piece`, or says TooLarge. For the stages.
Result<void> append_bounded(std::string& out, std::string_view piece, std::size_t max_out);

}  // namespace farebox::http
