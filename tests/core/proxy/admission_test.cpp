// Budgets on the data path: what is refused never leaves, what is admitted passes unchanged and is
// settled to what it cost.

#include "core/base/json.h"
#include "tests/core/proxy/rig.h"

#include <QThread>

using namespace farebox;
using namespace farebox::tests;

namespace {

// 8 tokens of answer at 25 dollars a million: at most 200 micro-dollars, and the input.
const std::string Request =
    "{\"model\":\"claude-opus-5-5\",\"max_tokens\":8,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
const std::string Message =
    "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-opus-5-5\",\"content\":[],"
    "\"usage\":{\"input_tokens\":10,\"output_tokens\":5}}";
const std::string CodexRequest =
    "{\"model\":\"gpt-6-sol\",\"max_output_tokens\":8,\"input\":\"hi\"}";

constexpr std::int64_t Dollar = 1'000'000'000;  // nano-USD
constexpr const char* Key = "x-api-key: dummy\r\n";
constexpr const char* Codex =
    "authorization: Bearer dummy\r\noriginator: codex_exec\r\nuser-agent: codex_exec/0.169.0 (x)\r\n";

std::string ok(std::string_view body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " +
           std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

std::string read_request(Tcp& connection) {
    const std::string head = connection.read_until("\r\n\r\n");
    const auto at = head.find("Content-Length: ");
    if (at == std::string::npos) return head;
    return head + connection.read_exactly(std::size_t(std::stoul(head.substr(at + 16))));
}

void answer_once(Tcp& connection) {
    read_request(connection);
    connection.send(ok(Message));
}

Budget limit_of(std::int64_t limit, BudgetScope scope = {}) {
    Budget made;
    made.budget_id = "b1";
    made.name = "Payments";
    made.limit = limit;
    made.scope = std::move(scope);
    return made;
}

// Any call is more than this.
constexpr std::int64_t UsedUp = 1;

}  // namespace

class AdmissionTest : public QObject {
    Q_OBJECT

private slots:
    void a_used_up_budget_refuses_before_a_byte_leaves() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(UsedUp)}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, Key));
        const std::string head = agent.read_until("\r\n\r\n");
        QVERIFY2(head.starts_with("HTTP/1.1 402 "), head.c_str());
        QCOMPARE(vendor.connections(), 0);

        const std::vector<Call> rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].outcome, Outcome::Refused);
        QCOMPARE(rows[0].verdict, std::string("refused"));
        QCOMPARE(rows[0].budget_id, std::string("b1"));
        QCOMPARE(rows[0].http_status, std::optional<std::int64_t>(402));
        QCOMPARE(rows[0].model_requested, std::string("claude-opus-5-5"));
        QVERIFY(!rows[0].usage.input_tokens);
        QVERIFY(rig.gate().check().empty());
        QCOMPARE(rig.gate().counts().open_tickets, std::int64_t(0));
    }

    void the_sentence_names_the_budget_and_the_way_out() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(UsedUp)}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, std::string(Key) + "Connection: close\r\n"));
        const std::string answer = agent.read_all();
        const Json body = *parse_json(answer.substr(answer.find("\r\n\r\n") + 4));
        const std::string sentence = body["error"]["message"].get<std::string>();
        QVERIFY2(sentence.find("Payments") != std::string::npos, sentence.c_str());
        QVERIFY2(sentence.find("farebox override") != std::string::npos, sentence.c_str());
    }

    void the_connection_goes_on_after_a_refusal() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(UsedUp)}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, Key));
        const std::string head = agent.read_until("\r\n\r\n");
        const auto at = head.find("Content-Length: ");
        agent.read_exactly(std::size_t(std::stoul(head.substr(at + 16))));
        // Counting tokens costs nothing and is never refused.
        agent.send(rig.post(Request, Key, "/anthropic/v1/messages/count_tokens"));
        QVERIFY(agent.read_until("\r\n\r\n").starts_with("HTTP/1.1 200 "));
    }

    void codex_gets_the_plain_sentence() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(UsedUp)}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(CodexRequest, std::string(Codex) + "Connection: close\r\n",
                            "/openai/v1/responses"));
        const std::string answer = agent.read_all();
        QVERIFY2(answer.starts_with("HTTP/1.1 400 "), answer.c_str());
        QVERIFY(answer.find("Content-Type: text/plain") != std::string::npos);
        QCOMPARE(vendor.connections(), 0);
    }

    void near_a_limit_a_websocket_is_sent_to_plain_requests() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(Dollar)}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send("GET /openai/v1/responses HTTP/1.1\r\nHost: 127.0.0.1:" +
                   std::to_string(rig.port()) +
                   "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        QVERIFY(agent.read_until("\r\n\r\n").starts_with("HTTP/1.1 426 "));
        QCOMPARE(vendor.connections(), 0);
        QVERIFY(rig.rows().empty());
    }

    void an_admitted_call_is_settled_to_its_cost() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        // Too little for the dearest call there could be, enough for this one.
        rig.gate().replace_budgets({limit_of(Dollar)}, {});
        QVERIFY(!rig.gate().quick_admit(1000));
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, Key));
        QCOMPARE(agent.read_until(Message), ok(Message));

        const std::vector<Call> rows = rig.rows();
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].verdict, std::string("admitted"));
        QVERIFY(rows[0].cost.list_cost_nano.value_or(0) > 0);
        const budget::BudgetState state = rig.gate().states().at(0);
        QCOMPARE(state.spent, *rows[0].cost.list_cost_nano);
        QCOMPARE(state.reserved, std::int64_t(0));
        QVERIFY(rig.gate().check().empty());
    }

    void a_call_waits_for_its_turn_near_the_limit() {
        // Room for one answer of 8 tokens at its upper bound, and not for two.
        FakeVendor vendor([](Tcp& connection) {
            read_request(connection);
            QThread::msleep(200);
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(500'000)}, {});
        Tcp first = Tcp::connect(rig.port());
        first.send(rig.post(Request, Key));
        Tcp second = Tcp::connect(rig.port());
        second.send(rig.post(Request, Key));
        QVERIFY(first.read_until(Message).starts_with("HTTP/1.1 200 "));
        QVERIFY(second.read_until(Message).starts_with("HTTP/1.1 200 "));
        QCOMPARE(rig.rows().size(), std::size_t(2));
    }

    void a_held_request_leaves_unchanged_data() {
        QTest::addColumn<int>("size");
        for (const int size : {100, 70'000, 1'000'000}) {
            QTest::newRow(std::to_string(size).c_str()) << size;
        }
    }
    void a_held_request_leaves_unchanged() {
        QFETCH(int, size);
        std::string got;
        FakeVendor vendor([&](Tcp& connection) {
            got = read_request(connection);
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(20 * Dollar)}, {});
        const std::string body = "{\"model\":\"claude-opus-5-5\",\"max_tokens\":8,\"system\":\"" +
                                 std::string(std::size_t(size), 'x') + "\",\"messages\":[]}";
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(body, Key));
        QCOMPARE(agent.read_until(Message), ok(Message));
        QCOMPARE(got.substr(got.find("\r\n\r\n") + 4), body);
    }

    void a_client_that_waits_to_be_asked_is_decided_by_size() {
        FakeVendor vendor([](Tcp& connection) {
            const std::string head = connection.read_until("\r\n\r\n");
            connection.send("HTTP/1.1 100 Continue\r\n\r\n");
            connection.read_exactly(Request.size());
            connection.send(ok(Message));
        });
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(20 * Dollar)}, {});
        Tcp agent = Tcp::connect(rig.port());
        const std::string request = rig.post(Request, "Expect: 100-continue\r\n");
        agent.send(request.substr(0, request.size() - Request.size()));
        agent.read_until("100 Continue\r\n\r\n");
        agent.send(Request);
        QVERIFY(agent.read_until(Message).ends_with(Message));
    }

    void a_budget_of_another_repository_lets_the_call_pass() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(UsedUp, {.repo = "example.com/other/*"})}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, Key));
        QCOMPARE(agent.read_until(Message), ok(Message));
        QCOMPARE(rig.rows().at(0).outcome, Outcome::Ok);
    }

    void a_budget_of_an_agent_refuses_that_agent_alone() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        rig.gate().replace_budgets({limit_of(UsedUp, {.agent = "codex"})}, {});
        Tcp other = Tcp::connect(rig.port());
        other.send(rig.post(Request, Key));
        QCOMPARE(other.read_until(Message), ok(Message));
        Tcp codex = Tcp::connect(rig.port());
        codex.send(rig.post(CodexRequest, Codex, "/openai/v1/responses"));
        QVERIFY(codex.read_until("\r\n\r\n").starts_with("HTTP/1.1 400 "));
    }

    void passing_the_soft_limit_raises_one_alert() {
        FakeVendor vendor(answer_once);
        Rig rig(vendor.port());
        // One call costs 140,000 nano-dollars: over 80 percent, and under all of it.
        Budget small = limit_of(170'000);
        small.mode = BudgetMode::Warn;  // the answer's maximum would not fit
        rig.gate().replace_budgets({small}, {});
        Tcp agent = Tcp::connect(rig.port());
        agent.send(rig.post(Request, Key));
        agent.read_until(Message);
        rig.rows();
        QCOMPARE(rig.alerts().size(), std::size_t(1));
        QCOMPARE(rig.alerts()[0].threshold_percent, std::int64_t(80));
    }
};

FAREBOX_TEST_CLASS(AdmissionTest)
#include "admission_test.moc"
