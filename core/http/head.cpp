#include "core/http/head.h"

#include <algorithm>
#include <cstring>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/http/bytes.h"

namespace farebox::http {
namespace {

// More than the 20 to 30 lines that agents send, so that one allocation serves.
constexpr std::size_t UsualHeaders = 32;

Error refuse(std::string_view why) {
    return invalid(format("HTTP head refused: {}", why));
}

Error too_large(std::string_view what, std::size_t limit) {
    return {ErrorCode::TooLarge, format("HTTP head refused: more than {} {}", limit, what)};
}

// Why something is refused: a literal, empty when nothing is wrong. Lines are the hot loop, and a
// Result carries a string that even success must destroy.
using Reason = std::string_view;

// Takes the next line off the front of `text`, without its CRLF. Each line must end with CRLF and
// hold no other control byte.
Reason take_line(std::string_view& text, std::string_view& line) {
    const auto* newline = static_cast<const char*>(std::memchr(text.data(), '\n', text.size()));
    if (newline == nullptr) return "a line without an end";
    const std::size_t at = std::size_t(newline - text.data());
    if (at == 0 || text[at - 1] != '\r') return "a line that ends with LF instead of CRLF";
    line = text.substr(0, at - 1);
    text.remove_prefix(at + 1);
    const std::size_t control = find_control(line);
    if (control == std::string_view::npos) return {};
    if (line[control] == '\r') return "a CR without LF";
    if (line[control] == '\0') return "a NUL byte";
    return "a control byte";
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// "HTTP/1.1" -> 1. Other versions are told apart from text that is no version at all.
Result<int> read_version(std::string_view text) {
    if (text == "HTTP/1.1") return 1;
    if (text == "HTTP/1.0") return 0;
    if (text.starts_with("HTTP/") && text.size() > 5 && text[5] >= '0' && text[5] <= '9') {
        return Error{ErrorCode::Unsupported,
                     "HTTP head refused: only HTTP/1.0 and HTTP/1.1 are spoken here"};
    }
    return refuse("the start line names no HTTP version");
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::optional<std::size_t> find_head_end(std::string_view bytes, std::size_t from) {
    // The end mark may straddle what was searched before: at most three of its bytes lie there.
    std::size_t at = std::min(from, bytes.size());
    at = at > 3 ? at - 3 : 0;
    while (at < bytes.size()) {
        const void* found = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
        if (found == nullptr) return std::nullopt;
        at = std::size_t(static_cast<const char*>(found) - bytes.data()) + 1;
        if (at < bytes.size() && bytes[at] == '\n') return at + 1;
        if (at + 1 < bytes.size() && bytes[at] == '\r' && bytes[at + 1] == '\n') return at + 2;
    }
    return std::nullopt;
}

std::size_t count_blank_prefix(std::string_view bytes) {
    std::size_t at = 0;
    while (bytes.substr(at).starts_with("\r\n")) at += 2;
    return at;
}

// --- both heads ----------------------------------------------------------------------------------

Result<std::string_view> HeadFields::load(std::string_view bytes, const HeadLimits& limits) {
    if (bytes.size() > limits.max_bytes) return too_large("bytes", limits.max_bytes);
    bytes_ = std::make_unique_for_overwrite<char[]>(bytes.size());
    size_ = bytes.size();
    if (!bytes.empty()) std::memcpy(bytes_.get(), bytes.data(), bytes.size());
    headers_.reserve(std::min(UsualHeaders, limits.max_headers));

    std::string_view rest = raw();
    std::string_view start_line;
    if (const Reason why = take_line(rest, start_line); !why.empty()) return refuse(why);
    if (start_line.empty()) return refuse("an empty line before the start line");
    while (true) {
        std::string_view line;
        if (const Reason why = take_line(rest, line); !why.empty()) return refuse(why);
        if (line.empty()) break;
        if (headers_.size() == limits.max_headers) {
            return too_large("header lines", limits.max_headers);
        }
        if (const Reason why = add_line(line); !why.empty()) return refuse(why);
    }
    if (!rest.empty()) return refuse("bytes after the empty line");
    return start_line;
}

// Returns why the line is refused, or nothing.
std::string_view HeadFields::add_line(std::string_view line) {
    if (is_blank(line.front())) return "a folded header line";
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return "a header line without a colon";
    const std::string_view name = line.substr(0, colon);
    if (name.empty()) return "a header without a name";
    if (is_blank(name.back())) return "white space before a colon";
    if (!is_token(name)) return "a header name with a byte that is not allowed in names";
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && is_blank(value.front())) value.remove_prefix(1);
    while (!value.empty() && is_blank(value.back())) value.remove_suffix(1);
    headers_.push_back({name, value, line});
    return {};
}

std::optional<std::string_view> HeadFields::find(std::string_view name) const {
    for (const Header& header : headers_) {
        if (equals_ignore_case(header.name, name)) return header.value;
    }
    return std::nullopt;
}

int HeadFields::count(std::string_view name) const {
    return int(std::ranges::count_if(
        headers_, [&](const Header& header) { return equals_ignore_case(header.name, name); }));
}

bool HeadFields::has_token(std::string_view name, std::string_view token) const {
    for (const Header& header : headers_) {
        if (!equals_ignore_case(header.name, name)) continue;
        for (const std::string_view member : split(header.value, ',')) {
            if (equals_ignore_case(trim(member), token)) return true;
        }
    }
    return false;
}

// --- requests ------------------------------------------------------------------------------------

Result<RequestHead> RequestHead::parse(std::string_view bytes, const HeadLimits& limits) {
    RequestHead head;
    FAREBOX_TRY(line, head.load(bytes, limits));
    FAREBOX_TRY_VOID(head.read_start_line(line));
    FAREBOX_TRY_VOID(head.check_host());
    return head;
}

Result<void> RequestHead::read_start_line(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos) return refuse("the request line has no target");
    if (first == last) return refuse("the request line has no HTTP version (HTTP/0.9)");
    method_ = line.substr(0, first);
    target_ = line.substr(first + 1, last - first - 1);
    if (!is_token(method_)) return refuse("the method is not a token");
    FAREBOX_TRY(minor, read_version(line.substr(last + 1)));
    minor_version_ = minor;
    if (target_.empty()) return refuse("the request target is empty");
    if (target_.find_first_of(" \t") != std::string_view::npos) {
        return refuse("the request target holds white space");
    }
    return {};
}

Result<void> RequestHead::check_host() const {
    const int hosts = count("Host");
    if (hosts > 1) return refuse("more than one Host header");
    if (hosts == 0 && minor_version_ == 1) return refuse("HTTP/1.1 without a Host header");
    return {};
}

// --- responses -----------------------------------------------------------------------------------

Result<ResponseHead> ResponseHead::parse(std::string_view bytes, const HeadLimits& limits) {
    ResponseHead head;
    FAREBOX_TRY(line, head.load(bytes, limits));
    FAREBOX_TRY_VOID(head.read_start_line(line));
    return head;
}

Result<void> ResponseHead::read_start_line(std::string_view line) {
    const std::size_t space = line.find(' ');
    FAREBOX_TRY(minor, read_version(line.substr(0, space)));
    minor_version_ = minor;
    const std::string_view rest = space == std::string_view::npos ? "" : line.substr(space + 1);
    if (rest.size() < 3 || !is_digit(rest[0]) || !is_digit(rest[1]) || !is_digit(rest[2]) ||
        rest[0] == '0' || (rest.size() > 3 && rest[3] != ' ')) {
        return refuse("the status is not a number of three digits");
    }
    status_ = (rest[0] - '0') * 100 + (rest[1] - '0') * 10 + (rest[2] - '0');
    reason_ = rest.size() > 4 ? rest.substr(4) : std::string_view();
    return {};
}

int status_for(const Error& error) {
    if (error.code == ErrorCode::TooLarge) return 431;
    if (error.code == ErrorCode::Unsupported) return 505;
    return 400;
}

}  // namespace farebox::http
