#include "core/net/local_message.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::net {
namespace {

constexpr std::string_view HeadEnd = "\r\n\r\n";

std::string_view header_value(std::string_view head, std::string_view name) {
    for (std::string_view line : split(head, '\n')) {
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        if (!equals_ignore_case(trim(line.substr(0, colon)), name)) continue;
        line.remove_prefix(colon + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        return trim(line);
    }
    return {};
}

Result<std::size_t> body_size(std::string_view head) {
    if (!header_value(head, "transfer-encoding").empty()) {
        return invalid("the local API takes no chunked bodies");
    }
    const std::string_view text = header_value(head, "content-length");
    if (text.empty()) return std::size_t(0);
    const auto size = parse_int(text);
    if (!size || *size < 0 || *size > std::int64_t(MaxLocalBody)) {
        return invalid(format("a body of \"{}\" bytes; at most {}", text, MaxLocalBody));
    }
    return static_cast<std::size_t>(*size);
}

std::string_view reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 501: return "Not Implemented";
        case 503: return "Service Unavailable";
        default: return "Internal Server Error";
    }
}

bool is_visible(char c) { return c > ' ' && c != 0x7f; }

}  // namespace

Result<std::size_t> find_local_request(std::string_view bytes) {
    const auto end = bytes.substr(0, MaxLocalHead).find(HeadEnd);
    if (end == std::string_view::npos) {
        if (bytes.size() >= MaxLocalHead) return invalid("the head of the request is too large");
        return std::size_t(0);
    }
    FAREBOX_TRY(body, body_size(bytes.substr(0, end)));
    const std::size_t whole = end + HeadEnd.size() + body;
    return bytes.size() < whole ? std::size_t(0) : whole;
}

Result<LocalRequest> parse_local_request(std::string_view bytes) {
    const auto head_end = bytes.find(HeadEnd);
    const auto line_end = bytes.find("\r\n");
    if (head_end == std::string_view::npos) return invalid("the request has no end");
    const auto words = split(bytes.substr(0, line_end), ' ');
    if (words.size() != 3 || !words[2].starts_with("HTTP/1.") || !words[1].starts_with('/')) {
        return invalid("the request line is not METHOD /path HTTP/1.1");
    }
    if (!std::ranges::all_of(words[1], is_visible) || !std::ranges::all_of(words[0], is_visible)) {
        return invalid("control bytes in the request line");
    }
    const auto question = words[1].find('?');
    LocalRequest request;
    request.method = words[0];
    request.path = words[1].substr(0, question);
    if (question != std::string_view::npos) request.query = words[1].substr(question + 1);
    request.body = bytes.substr(head_end + HeadEnd.size());
    const std::string_view connection = header_value(bytes.substr(0, head_end), "connection");
    request.keep_alive = words[2] == "HTTP/1.1" && !equals_ignore_case(connection, "close");
    return request;
}

std::string format_local_request(std::string_view method, std::string_view target,
                                 std::string_view body) {
    std::string text = format("{} {} HTTP/1.1\r\nHost: farebox\r\nConnection: close\r\n", method, target);
    if (!body.empty()) {
        text += format("Content-Type: application/json\r\nContent-Length: {}\r\n", body.size());
    }
    return text.append("\r\n").append(body);
}

std::string format_local_response(const LocalResponse& response, bool keep_alive) {
    if (response.stays_open) {
        return format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\nCache-Control: no-store\r\n"
                      "Connection: close\r\n\r\n{}",
                      response.status, reason(response.status), response.content_type,
                      response.body);
    }
    return format("HTTP/1.1 {} {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
                  "Cache-Control: no-store\r\nConnection: {}\r\n\r\n",
                  response.status, reason(response.status), response.content_type,
                  response.body.size(), keep_alive ? "keep-alive" : "close") +
           response.body;
}

Result<LocalResponse> parse_local_response(std::string_view bytes) {
    const auto head_end = bytes.find(HeadEnd);
    if (head_end == std::string_view::npos || !bytes.starts_with("HTTP/1.1 ") || head_end < 12) {
        return invalid("the answer is no HTTP response");
    }
    LocalResponse response;
    const auto status = parse_int(bytes.substr(9, 3));
    if (!status) return invalid("the answer has no status");
    response.status = static_cast<int>(*status);
    const std::string_view head = bytes.substr(0, head_end);
    response.content_type = header_value(head, "content-type");
    response.body = bytes.substr(head_end + HeadEnd.size());
    const auto size = parse_int(header_value(head, "content-length"));
    if (!size || *size != static_cast<std::int64_t>(response.body.size())) {
        return unavailable("the answer was cut short");
    }
    return response;
}

}  // namespace farebox::net
