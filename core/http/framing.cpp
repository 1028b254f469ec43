#include "core/http/framing.h"

#include <charconv>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::http {
namespace {

Error refuse(std::string_view why) {
    return invalid(format("HTTP framing refused: {}", why));
}

// Digits only: no sign, no list, no white space, no hexadecimal.
Result<std::uint64_t> read_length(std::string_view text) {
    std::uint64_t length = 0;
    const char* end = text.data() + text.size();
    for (const char c : text) {
        if (c < '0' || c > '9') return refuse("Content-Length is not a plain number");
    }
    const auto [stop, status] = std::from_chars(text.data(), end, length);
    if (status != std::errc() || stop != end) return refuse("Content-Length is not a plain number");
    // Sums of a length and an offset must stay in range everywhere.
    if (length > std::uint64_t(INT64_MAX)) return refuse("Content-Length is too large");
    return length;
}

// What the transfer codings of all lines say: how many, and whether the only "chunked" is last.
struct Codings {
    int count = 0;
    bool ends_chunked = false;
    bool broken = false;
};

Codings read_codings(const HeadFields& head) {
    Codings codings;
    for (const Header& header : head.headers()) {
        if (!equals_ignore_case(header.name, "Transfer-Encoding")) continue;
        if (header.value.empty()) codings.broken = true;
        for (const std::string_view member : split(header.value, ',')) {
            if (trim(member).empty() || codings.ends_chunked) codings.broken = true;
            codings.ends_chunked = equals_ignore_case(trim(member), "chunked");
            ++codings.count;
        }
    }
    return codings;
}

// The rules shared by both directions. `otherwise` = the kind when neither header is there.
Result<BodyFraming> read_framing(const HeadFields& head, int minor_version, BodyKind otherwise) {
    const int lengths = head.count("Content-Length");
    if (head.count("Transfer-Encoding") > 0) {
        if (lengths > 0) return refuse("both Content-Length and Transfer-Encoding");
        if (minor_version == 0) return refuse("Transfer-Encoding in HTTP/1.0");
        const Codings codings = read_codings(head);
        if (codings.broken || !codings.ends_chunked) {
            return refuse("Transfer-Encoding does not end in exactly one \"chunked\"");
        }
        return BodyFraming{BodyKind::Chunked, 0};
    }
    if (lengths > 1) return refuse("more than one Content-Length");
    if (lengths == 0) return BodyFraming{otherwise, 0};
    FAREBOX_TRY(length, read_length(*head.find("Content-Length")));
    if (length == 0) return BodyFraming{};
    return BodyFraming{BodyKind::Length, length};
}

}  // namespace

Result<BodyFraming> request_framing(const RequestHead& head) {
    if (head.count("Transfer-Encoding") > 0 && read_codings(head).count != 1) {
        return refuse("a request may use no transfer coding but \"chunked\"");
    }
    return read_framing(head, head.minor_version(), BodyKind::None);
}

Result<BodyFraming> response_framing(const ResponseHead& head, std::string_view request_method) {
    const int status = head.status();
    const bool opens_tunnel = request_method == "CONNECT" && status / 100 == 2;
    if (request_method == "HEAD" || opens_tunnel || status / 100 == 1 || status == 204 ||
        status == 304) {
        return BodyFraming{};
    }
    return read_framing(head, head.minor_version(), BodyKind::UntilClose);
}

}  // namespace farebox::http
