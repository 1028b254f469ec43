// What the vendor receives is byte for byte what the agent sent, and the other way round.
//
// One recorder sits before the daemon and one behind it. Bodies must be equal to the byte, headers
// equal in order, case and value; only Host and the hop-by-hop headers may differ, because they
// belong to each connection. A third run goes straight to the vendor: the agent must not behave
// differently because of us, so its first request is the same once random ids are masked.

#include "tests/e2e/support/rig.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

using namespace farebox;
using namespace farebox::e2e;

namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers end_to_end(const Headers& headers) {
    static const std::set<std::string> PerConnection = {
        "host", "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"};
    Headers kept;
    for (const auto& header : headers) {
        std::string name = header.first;
        std::transform(name.begin(), name.end(), name.begin(), ::tolower);
        if (PerConnection.count(name) == 0) kept.push_back(header);
    }
    return kept;
}

std::string lines(const Headers& headers) {
    std::string text;
    for (const auto& [name, value] : headers) text += name + ": " + value + "\n";
    return text;
}

/// "POST /anthropic/v1/messages HTTP/1.1" without our own first segment.
std::string without_prefix(std::string line, const std::string& provider) {
    const auto at = line.find(" /" + provider + "/");
    if (at != std::string::npos) line.erase(at + 1, provider.size() + 1);
    return line;
}

/// Ids, hashes and times are new in every run; everything else must not be.
std::string masked(const std::string& text) {
    static const std::regex Fresh(
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}"
        "|[0-9]{10,}(\\.[0-9]+)?|ontent-[Ll]ength: [0-9]+|127\\.0\\.0\\.1:[0-9]+");
    return std::regex_replace(text, Fresh, "*");
}

/// The same JSON with sorted members: Codex writes client_metadata in random order.
std::string sorted(const std::string& body) {
    const auto parsed = parse_json(body);
    return parsed ? nlohmann::json(*parsed).dump() : body;
}

/// Empty when equal; else both texts around the first difference.
std::string difference(const std::string& ours, const std::string& theirs) {
    const auto at = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    if (at.first == ours.end() && at.second == theirs.end()) return {};
    const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(
        0, at.first - ours.begin() - 60));
    return "with us:    " + ours.substr(from, 200) + "\nwithout us: " + theirs.substr(from, 200);
}

/// The first request that costs money.
const Exchange* first_call(const std::vector<Exchange>& exchanges) {
    const auto found = std::find_if(exchanges.begin(), exchanges.end(), [](const Exchange& one) {
        return one.request.first_line.rfind("POST ", 0) == 0;
    });
    return found == exchanges.end() ? nullptr : &*found;
}

}  // namespace

class ByteIdentityTest : public QObject {
    Q_OBJECT
private slots:
    void both_sides_of_the_daemon_carry_the_same_bytes_data();
    void both_sides_of_the_daemon_carry_the_same_bytes();
    void the_agent_sends_what_it_sends_without_us_data();
    void the_agent_sends_what_it_sends_without_us();
};

void ByteIdentityTest::both_sides_of_the_daemon_carry_the_same_bytes_data() {
    QTest::addColumn<int>("agent");
    QTest::addColumn<int>("websocket_status");
    QTest::addRow("claude-code") << 0 << 426;
    QTest::addRow("codex over HTTP") << 1 << 426;
    QTest::addRow("codex over WebSocket") << 1 << 101;
}

void ByteIdentityTest::both_sides_of_the_daemon_carry_the_same_bytes() {
    QFETCH(int, agent);
    QFETCH(int, websocket_status);
    const Agent used = all_agents()[static_cast<std::size_t>(agent)];
    Rig rig(Recording::BothSides);
    rig.set_behaviour("{\"websocket_status\": " + std::to_string(websocket_status) + "}");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(used);
    const Finished done = rig.turn(used, repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());

    const auto before = rig.before_daemon().exchanges();
    const auto behind = rig.behind_daemon().exchanges();
    QVERIFY(!before.empty());
    QCOMPARE(behind.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i) {
        const Message& sent = before[i].request;
        const Message& arrived = behind[i].request;
        QCOMPARE(arrived.first_line, without_prefix(sent.first_line, used.provider));
        QCOMPARE(lines(end_to_end(arrived.headers)), lines(end_to_end(sent.headers)));
        QVERIFY2(arrived.body == sent.body, sent.first_line.c_str());

        const Message& answered = behind[i].response;
        const Message& received = before[i].response;
        QCOMPARE(received.first_line, answered.first_line);
        QCOMPARE(lines(end_to_end(received.headers)), lines(end_to_end(answered.headers)));
        QVERIFY2(received.body == answered.body, sent.first_line.c_str());
    }
}

void ByteIdentityTest::the_agent_sends_what_it_sends_without_us_data() {
    QTest::addColumn<int>("agent");
    int index = 0;
    for (const Agent& agent : all_agents()) QTest::addRow("%s", agent.name.c_str()) << index++;
}

void ByteIdentityTest::the_agent_sends_what_it_sends_without_us() {
    QFETCH(int, agent);
    const Agent used = all_agents()[static_cast<std::size_t>(agent)];
    Rig rig(Recording::BothSides);
    rig.set_behaviour(R"({"websocket_status": 426})");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(used);
    QVERIFY(rig.turn(used, repo.folder()).exit_code == 0);
    const auto through = rig.before_daemon().exchanges();

    // The same HOME as new, and the recorder straight before the vendor.
    for (const char* state : {".claude", ".claude.json", ".codex", ".cache"})
        std::filesystem::remove_all(rig.home() + "/" + state);
    Relay vendor(rig.mock_port());
    const std::string url = "http://127.0.0.1:" + std::to_string(vendor.port());
    used.prepare(rig.home(), url, {});
    const Finished done =
        run(used.one_turn("Say hello."), used.environment(rig.home(), url), repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());
    const auto direct = vendor.exchanges();

    const Exchange* ours = first_call(through);
    const Exchange* theirs = first_call(direct);
    QVERIFY(ours != nullptr);
    QVERIFY(theirs != nullptr);
    QCOMPARE(without_prefix(ours->request.first_line, used.provider), theirs->request.first_line);
    for (const auto& [with_us, without_us] :
         {std::pair(lines(end_to_end(ours->request.headers)),
                    lines(end_to_end(theirs->request.headers))),
          std::pair(sorted(ours->request.body), sorted(theirs->request.body))}) {
        const std::string found = difference(masked(with_us), masked(without_us));
        QVERIFY2(found.empty(), found.c_str());
    }
}

FAREBOX_TEST_CLASS(ByteIdentityTest)
#include "byte_identity_test.moc"
