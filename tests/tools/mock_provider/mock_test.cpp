// The mock is trusted by every other test, so its own promises are checked here: the order of
// events, what usage adds up to, when it asks for a tool, and what it remembers.
#include "tests/support/suite.h"
#include "tests/tools/mock_provider/record.h"
#include "tests/tools/mock_provider/server.h"

namespace farebox::mock {
namespace {

std::vector<std::string> names(const std::vector<Event>& events) {
    std::vector<std::string> out;
    for (const Event& event : events) {
        if (out.empty() || out.back() != event.name) out.push_back(event.name);
    }
    return out;
}

Prompt prompt_for(const std::string& body) {
    Behaviour behaviour;
    return read_prompt(body, 1, behaviour);
}

Json data_of(const std::vector<Event>& events, const std::string& name) {
    for (const Event& event : events) {
        if (event.name == name) return parse_json(event.data).value_or(Json());
    }
    return {};
}

const std::string WithBash =
    R"({"model":"m","tools":[{"name":"Bash"}],"messages":[{"role":"user","content":"hi"}]})";
const std::string WithResult =
    R"({"model":"m","tools":[{"name":"Bash"}],"messages":[{"role":"user","content":"hi"},)"
    R"({"role":"user","content":[{"type":"tool_result"}]},{"role":"system","content":"x"}]})";

}  // namespace

class MockTest : public QObject {
    Q_OBJECT
private slots:
    void anthropic_stream_has_the_vendors_order() {
        const std::vector<std::string> expected{
            "message_start",      "content_block_start", "ping",        "content_block_delta",
            "content_block_stop", "message_delta",       "message_stop"};
        QCOMPARE(names(anthropic_events(prompt_for("{}"), Behaviour{})), expected);
    }

    void anthropic_start_tells_input_and_delta_tells_output() {
        const auto events = anthropic_events(prompt_for("{}"), Behaviour{});
        const Json start = data_of(events, "message_start")["message"]["usage"];
        QCOMPARE(find_int(start, "input_tokens"), std::optional<std::int64_t>(1203));
        QCOMPARE(find_int(start, "output_tokens"), std::optional<std::int64_t>(1));
        const Json end = data_of(events, "message_delta")["usage"];
        QCOMPARE(find_int(end, "output_tokens"), std::optional<std::int64_t>(87));
    }

    void responses_input_contains_the_cached_tokens() {
        const auto events = responses_events(prompt_for("{}"), Behaviour{});
        QCOMPARE(events.front().name, std::string("response.created"));
        QCOMPARE(events.back().name, std::string("response.completed"));
        const Json usage = data_of(events, "response.completed")["response"]["usage"];
        QCOMPARE(find_int(usage, "input_tokens"), std::optional<std::int64_t>(20547));
    }

    void chat_sends_usage_only_when_asked_and_after_the_end() {
        Prompt prompt = prompt_for("{}");
        auto events = chat_events(prompt, Behaviour{});
        QVERIFY(events[events.size() - 2].data.find("\"stop\"") != std::string::npos);
        prompt.include_usage = true;
        events = chat_events(prompt, Behaviour{});
        QVERIFY(events[events.size() - 2].data.find("\"choices\":[]") != std::string::npos);
        QCOMPARE(events.back().data, std::string("[DONE]"));
    }

    void asks_for_a_tool_once_per_user_turn() {
        QVERIFY(choose_tool(parse_json(WithBash).value_or(Json())).has_value());
        QVERIFY(!choose_tool(parse_json(WithResult).value_or(Json())).has_value());
    }

    void finds_codex_tools_inside_the_input() {
        const auto tool = choose_tool(
            parse_json(R"({"input":[{"type":"additional_tools","tools":[{"type":"namespace",)"
                       R"("name":"functions","tools":[{"type":"custom","name":"exec"}]}]},)"
                       R"({"role":"user"}]})")
                .value_or(Json()));
        QVERIFY(tool.has_value());
        QCOMPARE(tool->name_space, std::string("functions"));
        QVERIFY(tool->is_custom);
    }

    void model_codes_refine_the_behaviour() {
        const Named named = apply_model_codes({}, "claude-opus-5-5.mock-n3-g50-e429-ra7-gz-h10");
        QCOMPARE(named.model, std::string("claude-opus-5-5"));
        QCOMPARE(named.behaviour.events, std::int64_t(3));
        QCOMPARE(named.behaviour.gap_us, std::int64_t(50));
        QCOMPARE(named.behaviour.error_status, std::int64_t(429));
        QCOMPARE(named.behaviour.retry_after, std::int64_t(7));
        QVERIFY(named.behaviour.coding == Coding::Gzip && named.behaviour.http10);
    }

    void queued_behaviours_serve_their_times_and_go() {
        Behaviours behaviours{Behaviour{}};
        QVERIFY(!behaviours.change(R"({"queue":[{"error_status":529,"times":2}]})"));
        QCOMPARE(behaviours.take().error_status, std::int64_t(529));
        QCOMPARE(behaviours.take().error_status, std::int64_t(529));
        QCOMPARE(behaviours.take().error_status, std::int64_t(0));
        QVERIFY(behaviours.change(R"({"no_such_key":1})").has_value());
    }

    void records_header_case_and_hides_credentials() {
        Recorder recorder("", /*keeps_requests=*/true);
        ConnectionInfo connection = recorder.begin_connection(/*is_tls=*/false);
        const auto head = wire::parse_head(
            "POST /v1/messages HTTP/1.1\r\nX-Api-Key: sk-canary\r\nx-App: cli\r\n\r\n");
        QVERIFY(head.has_value());
        const ExchangePtr exchange = recorder.begin_exchange(connection, *head);
        recorder.set_body(*exchange, *head, "{}", "{}");
        const std::string text = to_text(recorder.requests());
        QVERIFY(text.find("[\"x-App\",\"cli\"]") != std::string::npos);
        QVERIFY(text.find("sk-canary") == std::string::npos);
        QVERIFY(text.find("\"X-Api-Key\",\"sha256:") != std::string::npos);
    }

    void totals_follow_what_was_told() {
        Recorder recorder("", /*keeps_requests=*/false);
        Exchange exchange;
        exchange.told = Told::Final;
        exchange.tokens = Behaviour{}.usage;
        recorder.end_exchange(exchange);
        recorder.end_exchange(exchange);
        const Json sum = recorder.stats()["usage_final"];
        QCOMPARE(find_int(sum, "responses"), std::optional<std::int64_t>(2));
        QCOMPARE(find_int(sum, "output_tokens"), std::optional<std::int64_t>(174));
    }
};

}  // namespace farebox::mock

using farebox::mock::MockTest;
FAREBOX_TEST_CLASS(MockTest)
#include "mock_test.moc"
