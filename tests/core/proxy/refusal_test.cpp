// The refusal's bytes for each wire and agent.

#include "core/base/json.h"
#include "core/proxy/refusal.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::proxy;
using usage::WireFormat;

namespace {

constexpr std::string_view Sentence = "Budget \"Payments\" is paused: $11.00 of $10.00.";

Refusal refusal(WireFormat format, agents::RefusalForm form = agents::RefusalForm::VendorError) {
    return {format, form, Sentence, "req-1", /*keep_open=*/true};
}

std::string body_of(const std::string& bytes) { return bytes.substr(bytes.find("\r\n\r\n") + 4); }

}  // namespace

class RefusalTest : public QObject {
    Q_OBJECT

private slots:
    void anthropic_gets_a_billing_error() {
        const std::string bytes = refusal_bytes(refusal(WireFormat::AnthropicMessages));
        QVERIFY(bytes.starts_with("HTTP/1.1 402 Payment Required\r\n"));
        const Json body = *parse_json(body_of(bytes));
        QCOMPARE(body["type"].get<std::string>(), std::string("error"));
        QCOMPARE(body["error"]["type"].get<std::string>(), std::string("billing_error"));
        QCOMPARE(body["error"]["message"].get<std::string>(), std::string(Sentence));
    }

    void openai_gets_insufficient_quota() {
        const std::string bytes = refusal_bytes(refusal(WireFormat::OpenAiChat));
        QVERIFY(bytes.starts_with("HTTP/1.1 402 "));
        const Json body = *parse_json(body_of(bytes));
        QCOMPARE(body["error"]["type"].get<std::string>(), std::string("insufficient_quota"));
        QCOMPARE(body["error"]["message"].get<std::string>(), std::string(Sentence));
    }

    void codex_gets_the_plain_sentence() {
        const std::string bytes = refusal_bytes(
            refusal(WireFormat::OpenAiResponses, agents::refusal_form_of("codex")));
        QVERIFY(bytes.starts_with("HTTP/1.1 400 Bad Request\r\n"));
        QVERIFY(bytes.find("Content-Type: text/plain") != std::string::npos);
        QCOMPARE(body_of(bytes), std::string(Sentence));
    }

    void nobody_is_told_to_try_again() {
        for (const WireFormat format : {WireFormat::AnthropicMessages, WireFormat::OpenAiChat}) {
            const std::string bytes = refusal_bytes(refusal(format));
            QVERIFY(bytes.find("x-should-retry: false\r\n") != std::string::npos);
            QVERIFY(bytes.find("etry-after") == std::string::npos);
            QVERIFY(bytes.find("x-github-request-id: req-1\r\n") != std::string::npos);
        }
    }

    void the_length_is_that_of_the_body() {
        const std::string bytes = refusal_bytes(refusal(WireFormat::AnthropicMessages));
        QVERIFY(bytes.find("Content-Length: " + std::to_string(body_of(bytes).size()) + "\r\n") !=
                std::string::npos);
    }

    void the_connection_closes_when_the_request_was_not_read() {
        Refusal closing = refusal(WireFormat::OpenAiChat);
        QVERIFY(refusal_bytes(closing).find("Connection: close") == std::string::npos);
        closing.keep_open = false;
        QVERIFY(refusal_bytes(closing).find("Connection: close\r\n") != std::string::npos);
    }
};

FAREBOX_TEST_CLASS(RefusalTest)
#include "refusal_test.moc"
