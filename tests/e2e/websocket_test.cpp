// Codex opens a WebSocket first. Where the vendor accepts it, its frames are metered like any
// stream; where the vendor says 426, Codex goes on over HTTP at once and nothing is lost.

#include "tests/e2e/support/rig.h"

#include <algorithm>

using namespace farebox;
using namespace farebox::e2e;

class WebsocketTest : public QObject {
    Q_OBJECT
private slots:
    void turns_are_metered_either_way_data();
    void turns_are_metered_either_way();
};

void WebsocketTest::turns_are_metered_either_way_data() {
    QTest::addColumn<int>("status");
    QTest::addRow("accepted") << 101;
    QTest::addRow("refused with 426") << 426;
}

void WebsocketTest::turns_are_metered_either_way() {
    QFETCH(int, status);
    Rig rig;
    rig.set_behaviour("{\"websocket_status\": " + std::to_string(status) + "}");
    const Repo repo(rig.folder("payments"), "git@github.com:acme/payments.git", "feature/checkout");
    rig.prepare(codex());
    const Finished done = rig.turn(codex(), repo.folder());
    QVERIFY2(done.exit_code == 0, done.report().c_str());

    // A refused upgrade may be a row before the turn's own.
    std::vector<Json> rows;
    const auto is_metered = [](const Json& row) { return number(row, "output_tokens") > 0; };
    QVERIFY(wait_until([&] { return std::ranges::any_of(rows = rig.calls(1), is_metered); },
                       std::chrono::seconds(20)));
    for (const Json& row : rows) {
        QCOMPARE(text(row, "agent"), codex().name);
        QCOMPARE(text(row, "session_id"), text(rows.front(), "session_id"));
        if (!is_metered(row)) continue;
        QCOMPARE(text(row, "repo"), std::string("github.com/acme/payments"));
        QCOMPARE(text(row, "branch"), std::string("feature/checkout"));
        QVERIFY(number(row, "list_cost_nano") > 0);
    }
}

FAREBOX_TEST_CLASS(WebsocketTest)
#include "websocket_test.moc"
