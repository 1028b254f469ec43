#include "core/proxy/rewrite.h"

#include "core/base/strings.h"

namespace farebox::proxy {
namespace {

constexpr std::string_view LineEnd = "\r\n";

bool is_hop_by_hop(std::string_view name, const http::HeadFields& head) {
    for (const std::string_view fixed :
         {"Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization", "Upgrade"}) {
        if (equals_ignore_case(name, fixed)) return true;
    }
    // Content-Length and Transfer-Encoding frame the body: nobody may have them removed.
    return head.has_token("Connection", name) && !equals_ignore_case(name, "Content-Length") &&
           !equals_ignore_case(name, "Transfer-Encoding") && !equals_ignore_case(name, "Host");
}

// "Connection: keep-alive" says what is true on our side too; leaving it keeps the agent's head
// as the vendor would see it without us.
bool may_stay(const http::Header& header) {
    return equals_ignore_case(header.name, "Connection") &&
           equals_ignore_case(header.value, "keep-alive");
}

void append_line(std::string& out, std::string_view line) {
    out += line;
    out += LineEnd;
}

}  // namespace

bool is_websocket_upgrade(const http::RequestHead& head) {
    return head.method() == "GET" && head.has_token("Connection", "upgrade") &&
           head.has_token("Upgrade", "websocket");
}

std::string upstream_head(const http::RequestHead& head, const Route& route) {
    const bool upgrade = is_websocket_upgrade(head);
    const bool has_connection_list = head.find("Connection").has_value();
    std::string out;
    out.reserve(head.raw().size() + route.target.size() + 64);
    out += head.method();
    out += ' ';
    out += route.target;
    out += " HTTP/1.1\r\n";
    bool has_host = false;
    for (const http::Header& header : head.headers()) {
        if (equals_ignore_case(header.name, "Host")) {
            has_host = true;
            out += header.name;
            append_line(out, ": " + route.upstream->authority);
            continue;
        }
        const bool end_to_end =
            upgrade || may_stay(header) ||
            !(has_connection_list ? is_hop_by_hop(header.name, head)
                                  : equals_ignore_case(header.name, "Proxy-Authorization") ||
                                        equals_ignore_case(header.name, "Keep-Alive"));
        if (end_to_end) append_line(out, header.line);
    }
    if (!has_host) append_line(out, "Host: " + route.upstream->authority);
    out += LineEnd;
    return out;
}

std::string downstream_head(const http::ResponseHead& head, DownstreamOptions options) {
    const std::string_view raw = head.raw();
    std::string out;
    out.reserve(raw.size() + 32);
    append_line(out, raw.substr(0, raw.find(LineEnd)));
    for (const http::Header& header : head.headers()) {
        if (options.dechunk && equals_ignore_case(header.name, "Transfer-Encoding")) continue;
        const bool end_to_end = options.switching || (may_stay(header) && !options.close) ||
                                !is_hop_by_hop(header.name, head);
        if (end_to_end) append_line(out, header.line);
    }
    if (options.close) append_line(out, "Connection: close");
    out += LineEnd;
    return out;
}

}  // namespace farebox::proxy
