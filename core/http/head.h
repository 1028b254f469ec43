#pragma once
// The head of an HTTP/1 message: start line and header lines, kept byte for byte.
//
// Farebox forwards heads as they came (order, case, spelling), so a head is a copy of its bytes
// plus views into that copy. Parsing is strict: whatever two HTTP implementations could read in two
// ways is refused with a reason, because a proxy that disagrees with its upstream about where a
// message ends lets one caller speak in another's name (request smuggling). RFC 9110, RFC 9112.
//
// Where the body ends is decided in framing.h.

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::http {

/// Views into the head's own buffer.
struct Header {
    std::string_view name;   ///< as written
    std::string_view value;  ///< without white space at both ends; may be empty
    std::string_view line;   ///< the whole line without CRLF
};

struct HeadLimits {
    std::size_t max_bytes = 256 * 1024;  ///< agents put whole prompts' metadata into headers
    std::size_t max_headers = 500;
};

/// Offset just past the empty line that ends the head, or nothing yet. `from` = number of bytes
/// already searched in vain. A head that ends its lines with a bare LF is found too, so that
/// `parse` can refuse it at once instead of the connection waiting for a CRLF that never comes.
std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t from = 0);

/// Number of bytes to drop before a request: empty lines that some clients send after a body.
std::size_t count_blank_prefix(std::string_view bytes);

/// What both heads share: the bytes and the header lines. Move-only; views survive moves because
/// the bytes lie on the heap.
class HeadFields {
public:
    std::span<const Header> headers() const { return headers_; }
    /// Value of the first header of that name; names ignore case.
    std::optional<std::string_view> find(std::string_view name) const;
    int count(std::string_view name) const;
    /// True when a comma list of that header, on any of its lines, has the token (case ignored).
    bool has_token(std::string_view name, std::string_view token) const;
    /// The whole head including its last empty line.
    std::string_view raw() const { return {bytes_.get(), size_}; }

protected:
    HeadFields() = default;
    /// Copies the bytes, checks and splits the lines. Returns the start line.
    Result<std::string_view> load(std::string_view bytes, const HeadLimits& limits);

private:
    std::string_view add_line(std::string_view line);

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::vector<Header> headers_;
};

class RequestHead : public HeadFields {
public:
    /// `bytes` = the whole head including the empty line. Errors: Invalid (400), TooLarge (431),
    /// Unsupported (505), each with the reason and never with a header value.
    static Result<RequestHead> parse(std::string_view bytes, const HeadLimits& limits = {});

    std::string_view method() const { return method_; }
    std::string_view target() const { return target_; }
    /// 0 or 1, of HTTP/1.x.
    int minor_version() const { return minor_version_; }

private:
    Result<void> read_start_line(std::string_view line);
    Result<void> check_host() const;

    std::string_view method_;
    std::string_view target_;
    int minor_version_ = 1;
};

class ResponseHead : public HeadFields {
public:
    /// As for requests. A missing reason phrase is accepted: several vendors' edges send none.
    static Result<ResponseHead> parse(std::string_view bytes, const HeadLimits& limits = {});

    /// 100 to 999.
    int status() const { return status_; }
    std::string_view reason() const { return reason_; }
    int minor_version() const { return minor_version_; }

private:
    Result<void> read_start_line(std::string_view line);

    std::string_view reason_;
    int status_ = 0;
    int minor_version_ = 1;
};

/// The status to answer a refused request with: 400, 431 (TooLarge) or 505 (Unsupported).
int status_for(const Error& error);

}  // namespace farebox::http
