#include "core/proxy/refusal.h"

#include "core/base/format.h"
#include "core/base/json.h"

namespace farebox::proxy {
namespace {

constexpr int PaymentRequired = 402;
constexpr int BadRequest = 400;

// The members that the agents' error readers ask for.
Json vendor_error(const Refusal& refusal) {
    const std::string sentence(refusal.sentence);
    if (refusal.format == usage::WireFormat::AnthropicMessages) {
        return {{"type", "error"},
                {"error", {{"type", "billing_error"}, {"message", sentence}}},
                {"request_id", std::string(refusal.request_id)}};
    }
    return {{"error",
             {{"message", sentence},
              {"type", "insufficient_quota"},
              {"param", nullptr},
              {"code", "farebox_budget_paused"}}}};
}

}  // namespace

int status_of(const Refusal& refusal) {
    return refusal.form == agents::RefusalForm::PlainSentence ? BadRequest : PaymentRequired;
}

std::string refusal_bytes(const Refusal& refusal) {
    const bool is_plain = refusal.form == agents::RefusalForm::PlainSentence;
    const std::string body = is_plain ? std::string(refusal.sentence) : to_text(vendor_error(refusal));
    return format(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n"
        "request-id: {}\r\nx-request-id: {}\r\nx-github-request-id: {}\r\n"
        "x-should-retry: false\r\n{}\r\n{}",
        is_plain ? "400 Bad Request" : "402 Payment Required",
        is_plain ? "text/plain; charset=utf-8" : "application/json", body.size(), refusal.request_id,
        refusal.request_id, refusal.request_id, refusal.keep_open ? "" : "Connection: close\r\n",
        body);
}

std::string upgrade_refusal_bytes() {
    return "HTTP/1.1 426 Upgrade Required\r\nContent-Type: text/plain; charset=utf-8\r\n"
           "Content-Length: 0\r\nConnection: close\r\n\r\n";
}

}  // namespace farebox::proxy
