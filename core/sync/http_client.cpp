#include "core/sync/http_client.h"

#include <optional>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/base/version.h"
#include "core/http/body_follower.h"
#include "core/net/exchange.h"

namespace farebox::sync {
namespace {

std::string format_request(const HttpRequest& request, const Url& url) {
    std::string text = format("{} {}{} HTTP/1.1\r\nHost: {}\r\nUser-Agent: farebox/{}\r\n",
                              request.method, url.path.empty() ? "/" : url.path,
                              url.query.empty() ? "" : "?" + url.query, url.authority(), Version);
    for (const auto& [name, value] : request.headers) text += format("{}: {}\r\n", name, value);
    if (!request.body.empty() || request.method != "GET") {
        text += format("Content-Length: {}\r\n", request.body.size());
    }
    return text + "Connection: close\r\n\r\n" + request.body;
}

// The whole answer, or nothing while it is not complete. `is_end`: nothing more will come.
std::optional<Result<HttpAnswer>> read_answer(std::string_view bytes, std::string_view method,
                                              bool is_end) {
    std::optional<std::size_t> head_end = http::find_head_end(bytes);
    while (head_end) {
        Result<http::ResponseHead> head = http::ResponseHead::parse(bytes.substr(0, *head_end));
        if (!head) return Result<HttpAnswer>(head.error());
        bytes.remove_prefix(*head_end);
        if (head->status() >= 200) {
            const Result<http::BodyFraming> framing = http::response_framing(*head, method);
            if (!framing) return Result<HttpAnswer>(framing.error());
            http::BodyFollower body(*framing);
            std::vector<std::string_view> pieces;
            const auto taken = body.consume(bytes, pieces);
            if (!taken) return Result<HttpAnswer>(taken.error());
            if (!body.done() && !(body.until_close() && is_end)) return std::nullopt;
            HttpAnswer answer{head->status(), {}, ""};
            for (const http::Header& one : head->headers()) {
                answer.headers.emplace_back(one.name, one.value);
            }
            for (const std::string_view piece : pieces) answer.body += piece;
            return Result<HttpAnswer>(std::move(answer));
        }
        head_end = http::find_head_end(bytes);  // 1xx: the answer follows
    }
    return std::nullopt;
}

}  // namespace

std::string HttpAnswer::header(std::string_view name) const {
    for (const auto& [own, value] : headers) {
        if (equals_ignore_case(own, name)) return value;
    }
    return "";
}

Json HttpAnswer::json() const {
    const Result<Json> parsed = parse_json(body);
    return parsed && parsed->is_object() ? *parsed : Json();
}

Result<HttpAnswer> HttpClient::send(const HttpRequest& request) const {
    FAREBOX_TRY(url, parse_url(request.url));
    net::Exchange question;
    question.request = format_request(request, url);
    question.ca_file = ca_file_;
    question.proxy = proxy_;
    question.limit = request.limit;
    question.is_stopped = is_stopped_;
    question.is_complete = [&request](std::string_view received) {
        return read_answer(received, request.method, /*is_end=*/false).has_value();
    };
    const std::string host = url.authority();
    question.url = std::move(url);
    FAREBOX_TRY(received, net::exchange(std::move(question)));
    std::optional<Result<HttpAnswer>> answer =
        read_answer(received, request.method, /*is_end=*/true);
    if (!answer) return unavailable(format("the answer of {} was cut short", host));
    return std::move(*answer).with_context("the answer of " + host);
}

std::string format_form(const std::vector<std::pair<std::string, std::string>>& fields) {
    constexpr std::string_view Plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    constexpr char Digits[] = "0123456789ABCDEF";
    std::string text;
    const auto add = [&](std::string_view part) {
        for (const char c : part) {
            if (Plain.find(c) != std::string_view::npos) {
                text += c;
            } else {
                text += '%';
                text += Digits[static_cast<unsigned char>(c) >> 4];
                text += Digits[static_cast<unsigned char>(c) & 15];
            }
        }
    };
    for (const auto& [name, value] : fields) {
        if (!text.empty()) text += '&';
        add(name);
        text += '=';
        add(value);
    }
    return text;
}

std::string form_value(std::string_view form, std::string_view name) {
    for (const std::string_view field : split(form, '&')) {
        const auto equals = field.find('=');
        if (equals == std::string_view::npos || field.substr(0, equals) != name) continue;
        std::string value(field.substr(equals + 1));
        for (char& c : value) {
            if (c == '+') c = ' ';
        }
        return percent_decode(value);
    }
    return "";
}

}  // namespace farebox::sync
