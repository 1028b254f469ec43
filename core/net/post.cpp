#include "core/net/post.h"

#include <optional>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/net/exchange.h"

namespace farebox::net {
namespace {

constexpr std::size_t StatusLength = 12;  // "HTTP/1.1 204"

std::string format_request(const Url& url, std::string_view body) {
    std::string target = url.path.empty() ? "/" : url.path;
    if (!url.query.empty()) target += "?" + url.query;
    return format("POST {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: farebox\r\n"
                  "Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n"
                  "\r\n{}",
                  target, url.authority(), body.size(), body);
}

// "HTTP/1.1 204 No Content"
std::optional<int> parse_status(std::string_view head) {
    if (!head.starts_with("HTTP/1.") || head.size() < StatusLength) return std::nullopt;
    const auto status = parse_int(head.substr(9, 3));
    return status ? std::optional(static_cast<int>(*status)) : std::nullopt;
}

}  // namespace

Result<int> post_json(const std::string& text, std::string_view body,
                      std::chrono::milliseconds limit) {
    FAREBOX_TRY(url, parse_url(text));
    Exchange question;
    question.request = format_request(url, body);
    question.limit = limit;
    question.is_complete = [](std::string_view received) { return received.size() >= StatusLength; };
    const std::string host = url.host;
    question.url = std::move(url);
    FAREBOX_TRY(answer, exchange(std::move(question)));
    if (const auto status = parse_status(answer)) return *status;
    return unavailable(format("{} gave no answer", host));
}

}  // namespace farebox::net
