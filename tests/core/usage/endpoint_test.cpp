#include "core/usage/endpoint.h"

#include "tests/support/suite.h"

using farebox::usage::classify;
using farebox::usage::Endpoint;
using farebox::usage::WireFormat;

class EndpointTest : public QObject {
    Q_OBJECT

private slots:
    void names_the_endpoint_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("format");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("billable");
        const auto row = [](const char* method, const char* path, WireFormat format,
                            const char* name, bool billable) {
            QTest::newRow(qPrintable(QString("%1 %2").arg(method, path)))
                << method << path << int(format) << name << billable;
        };
        using enum WireFormat;
        row("POST", "/v1/messages", AnthropicMessages, "messages", true);
        row("POST", "/v1/messages?beta=true", AnthropicMessages, "messages", true);
        row("POST", "/messages", AnthropicMessages, "messages", true);
        row("POST", "/v1/messages/", AnthropicMessages, "messages", true);
        row("POST", "messages", AnthropicMessages, "messages", true);
        row("POST", "/anthropic/v1/messages", AnthropicMessages, "messages", true);
        row("GET", "/v1/messages", AnthropicMessages, "messages", false);
        row("POST", "/v1/messages/count_tokens?beta=true", AnthropicMessages, "count_tokens", false);
        row("POST", "/v1/messages/batches", Unknown, "batches", false);
        row("POST", "/v1/threads/t_1/messages", Unknown, "other", false);
        row("POST", "/v1/responses", OpenAiResponses, "responses", true);
        row("POST", "/responses", OpenAiResponses, "responses", true);
        row("POST", "/backend-api/codex/responses", OpenAiResponses, "responses", true);
        row("GET", "/v1/responses", OpenAiResponses, "responses", true);
        row("POST", "/v1/responses/compact", OpenAiResponses, "responses", true);
        row("POST", "/v1/responses/input_tokens", OpenAiResponses, "count_tokens", false);
        row("GET", "/v1/responses/resp_1", OpenAiResponses, "responses", false);
        row("DELETE", "/v1/responses/resp_1", OpenAiResponses, "responses", false);
        row("POST", "/v1/chat/completions", OpenAiChat, "chat_completions", true);
        row("POST", "/chat/completions", OpenAiChat, "chat_completions", true);
        row("POST", "/openai/deployments/d/chat/completions?api-version=1", OpenAiChat,
            "chat_completions", true);
        row("GET", "/v1/chat/completions", OpenAiChat, "chat_completions", false);
        row("POST", "/v1/completions", OpenAiChat, "completions", true);
        row("POST", "/v1/embeddings", OpenAiChat, "embeddings", true);
        row("GET", "/v1/models?limit=1000", Unknown, "models", false);
        row("GET", "/v1/models/claude-opus-5-5", Unknown, "models", false);
        row("HEAD", "/api/hello", Unknown, "other", false);
        row("POST", "/api/event_logging/v2/batch", Unknown, "other", false);
        row("GET", "/", Unknown, "other", false);
        row("GET", "", Unknown, "other", false);
    }
    void names_the_endpoint() {
        QFETCH(QString, method);
        QFETCH(QString, path);
        QFETCH(int, format);
        QFETCH(QString, name);
        QFETCH(bool, billable);
        const Endpoint seen = classify(method.toStdString(), path.toStdString());
        QCOMPARE(int(seen.format), format);
        QCOMPARE(seen.name, name.toStdString());
        QCOMPARE(seen.billable, billable);
    }
};

FAREBOX_TEST_CLASS(EndpointTest)
#include "endpoint_test.moc"
