#include "core/proxy/answers.h"

#include "core/base/format.h"
#include "core/base/json.h"

namespace farebox::proxy {

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 413: return "Content Too Large";
        case 431: return "Request Header Fields Too Large";
        case 502: return "Bad Gateway";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        case 508: return "Loop Detected";
        default: return "Answer";
    }
}

std::string answer_bytes(const Answer& answer, bool head_only) {
    const Json body = {{"type", "error"},
                       {"error", {{"type", answer.type}, {"message", "Farebox: " + answer.message}}}};
    const std::string text = to_text(body) + "\n";
    std::string out = format(
        "HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
        "Connection: close\r\n\r\n",
        answer.status, reason_phrase(answer.status), text.size());
    if (!head_only) out += text;
    return out;
}

}  // namespace farebox::proxy
