// /_mock/…: how tests steer the mock and read what it saw. Never recorded itself.
#include "tests/tools/mock_provider/server.h"

namespace farebox::mock {
namespace {

struct Reply {
    int status = 200;
    std::string body;
};

Reply failed(int status, const std::string& why) {
    return {status, to_text(Json{{"error", why}})};
}

Reply reply_to(const Services& services, const std::string& method, std::string_view path,
               const std::string& body) {
    const bool is_get = method == "GET";
    if (path == "/_mock/requests" && is_get) return {200, to_text(services.recorder.requests())};
    if (path == "/_mock/requests" && method == "DELETE") {
        services.recorder.clear();
        return {200, "{}"};
    }
    if (path == "/_mock/stats" && is_get) return {200, to_text(services.recorder.stats())};
    if (path == "/_mock/behaviour" && is_get) {
        return {200, to_text(services.behaviours.describe())};
    }
    if (path == "/_mock/behaviour" && method == "POST") {
        if (const auto wrong = services.behaviours.change(body)) return failed(400, *wrong);
        return {200, to_text(services.behaviours.describe())};
    }
    return failed(404, "known: GET|DELETE /_mock/requests, GET /_mock/stats, "
                       "GET|POST /_mock/behaviour");
}

}  // namespace

wire::Task<bool> serve_control(wire::Stream& stream, const Services& services,
                               const wire::Head& head, const std::string& body) {
    const std::string_view path = std::string_view(head.second).substr(0, head.second.find('?'));
    const Reply reply = reply_to(services, head.first, path, body);
    const std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " " +
                             reason_phrase(reply.status) +
                             "\r\nContent-Type: application/json\r\nContent-Length: " +
                             std::to_string(reply.body.size()) + "\r\n\r\n" + reply.body;
    const bool sent = co_await stream.write(text);
    co_return sent && !head.has("connection", "close");
}

}  // namespace farebox::mock
