#include "core/http/framing.h"

#include <charconv>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::http {
namespace {

Error refused(std::string_view why) {
    return invalid(format("HTTP framing refused: {}", why));
}

// Digits only: no sign, no list, no white space, no hexadecimal.
Result<std::uint64_t> read_length(std::string_view text) {
    std::uint64_t length = 0;
    const char* end = text.data() + text.size();
    for (const char c : text) {
        if (c < '0' || c > '9') return refused("Content-Length is not a plain number");
    }
    const auto [stop, status] = std::from_chars(text.data(), end, length);
    if (status != std::errc() || stop != end) {
        return refused("Content-Length is not a plain number");
    }
    // Sums of a length and an offset must stay in range everywhere.
    if (length > std::uint64_t(INT64_MAX)) return refused("Content-Length is too large");
    return length;
}

// What the head says about its body, over all its lines.
struct Stated {
    int lengths = 0;
    std::string_view length;
    int codings = 0;  // members of all Transfer-Encoding lines
    bool has_codings = false;
    bool ends_chunked = false;  // the last member is "chunked"
    bool is_broken = false;     // an empty member, or one after "chunked"
};

void read_codings(std::string_view value, Stated& stated) {
    stated.has_codings = true;
    if (value.empty()) stated.is_broken = true;
    for (const std::string_view member : split(value, ',')) {
        if (trim(member).empty() || stated.ends_chunked) stated.is_broken = true;
        stated.ends_chunked = equals_ignore_case(trim(member), "chunked");
        ++stated.codings;
    }
}

Stated read_stated(const HeadFields& head) {
    constexpr std::string_view Length = "Content-Length";
    constexpr std::string_view Transfer = "Transfer-Encoding";
    Stated stated;
    for (const Header& header : head.headers()) {
        if (header.name.size() == Length.size() && equals_ignore_case(header.name, Length)) {
            ++stated.lengths;
            stated.length = header.value;
        }
        if (header.name.size() == Transfer.size() && equals_ignore_case(header.name, Transfer)) {
            read_codings(header.value, stated);
        }
    }
    return stated;
}

// The rules shared by both directions. `otherwise` = the kind when neither header is there.
Result<BodyFraming> decide(const Stated& stated, int minor_version, BodyKind otherwise) {
    if (stated.has_codings) {
        if (stated.lengths > 0) return refused("both Content-Length and Transfer-Encoding");
        if (minor_version == 0) return refused("Transfer-Encoding in HTTP/1.0");
        if (stated.is_broken || !stated.ends_chunked) {
            return refused("Transfer-Encoding does not end in exactly one \"chunked\"");
        }
        return BodyFraming{BodyKind::Chunked, 0};
    }
    if (stated.lengths > 1) return refused("more than one Content-Length");
    if (stated.lengths == 0) return BodyFraming{otherwise, 0};
    FAREBOX_TRY(length, read_length(stated.length));
    if (length == 0) return BodyFraming{};
    return BodyFraming{BodyKind::Length, length};
}

}  // namespace

Result<BodyFraming> request_framing(const RequestHead& head) {
    const Stated stated = read_stated(head);
    FAREBOX_TRY(framing, decide(stated, head.minor_version(), BodyKind::None));
    if (stated.codings > 1) return refused("a request may use no transfer coding but \"chunked\"");
    return framing;
}

Result<BodyFraming> response_framing(const ResponseHead& head, std::string_view request_method) {
    const int status = head.status();
    const bool opens_tunnel = request_method == "CONNECT" && status / 100 == 2;
    if (request_method == "HEAD" || opens_tunnel || status / 100 == 1 || status == 204 ||
        status == 304) {
        return BodyFraming{};
    }
    return decide(read_stated(head), head.minor_version(), BodyKind::UntilClose);
}

}  // namespace farebox::http
