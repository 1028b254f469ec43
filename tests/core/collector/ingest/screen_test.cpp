#include "core/collector/ingest/screen.h"

#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;

namespace {

constexpr UtcNs Now = 1'795'348'800LL * NsPerSecond;  // 2026-11-22T12:00:00Z
const IngestSender Sender{"device-1", "person-1", std::nullopt};

api::IngestEvent event_at(UtcNs started_at) {
    api::IngestEvent event;
    event.seq = 7;
    event.call.call_id = "01a200d1-2197-7d91-8bf4-206db76226b9";
    event.call.started_at = started_at;
    event.call.developer_id = "claimed";
    event.call.device_id = "somebody-else";
    return event;
}

StoredCall stored_of(const api::IngestEvent& event, const IngestSender& sender = Sender) {
    const Screened screened = screen(event, sender, Now);
    if (const auto* row = std::get_if<RejectedRow>(&screened)) qFatal("%s", row->detail.c_str());
    return std::get<StoredCall>(screened);
}

}  // namespace

class ScreenTest : public QObject {
    Q_OBJECT
private slots:
    void stamps_the_sender_and_the_day() {
        const StoredCall stored = stored_of(event_at(Now - NsPerDay));
        QCOMPARE(stored.call.device_id, std::string("device-1"));
        QCOMPARE(stored.call.developer_id, std::string("person-1"));
        QCOMPARE(stored.day, std::string("2026-11-21"));
        QCOMPARE(stored.flags, std::string());
        QCOMPARE(stored.seq, 7);
        QCOMPARE(stored_of(event_at(Now), {"device-1", "", {}}).call.developer_id,
                 std::string("claimed"));
    }

    void charges_a_wrong_clock_to_the_day_of_arrival_data() {
        QTest::addColumn<qint64>("started_at");
        QTest::addColumn<QString>("day");
        QTest::addColumn<QString>("flags");
        QTest::newRow("nine minutes ahead")
            << qint64(Now + 9 * 60 * NsPerSecond) << "2026-11-22" << "";
        QTest::newRow("a day ahead") << qint64(Now + NsPerDay) << "2026-11-22" << "clock_future";
        QTest::newRow("weeks ago") << qint64(Now - 30 * NsPerDay) << "2026-10-23" << "";
        QTest::newRow("1970") << qint64(5) << "2026-11-22" << "before_install";
        QTest::newRow("before 1970") << qint64(-NsPerDay) << "2026-11-22" << "before_install";
        QTest::newRow("the end of time") << qint64(INT64_MAX) << "2026-11-22" << "clock_future";
    }
    void charges_a_wrong_clock_to_the_day_of_arrival() {
        QFETCH(qint64, started_at);
        QFETCH(QString, day);
        QFETCH(QString, flags);
        const StoredCall stored = stored_of(event_at(started_at));
        QCOMPARE(stored.day, day.toStdString());
        QCOMPARE(stored.flags, flags.toStdString());
        QCOMPARE(stored.call.started_at, UtcNs(started_at));
    }

    void knows_when_the_device_was_set_up() {
        const IngestSender sender{"device-1", "", Now - NsPerDay};
        QCOMPARE(stored_of(event_at(Now - 2 * NsPerDay), sender).flags,
                 std::string("before_install"));
        QCOMPARE(stored_of(event_at(Now - NsPerDay / 2), sender).flags, std::string());
    }

    void counts_what_is_odd() {
        api::IngestEvent event = event_at(Now);
        event.kind = api::EventKind::Compacted;
        event.calls = 9;
        event.call.branch = std::string(900, 'b');
        event.call.repo = std::string("a\0b", 3);
        event.call.usage.raw_usage = "{\n \"a\": 1\n}";
        event.call.evidence = {{.dimension = "cwd", .value = "/home/x"}};
        event.unknown_words = {{"outcome", std::string(500, 'w')}};
        const StoredCall stored = stored_of(event);
        QVERIFY(stored.call.branch.size() <= 403);
        QCOMPARE(stored.call.repo, std::string("a?b"));
        QCOMPARE(stored.call.usage.raw_usage, std::string("{  \"a\": 1 }"));
        QVERIFY(stored.call.evidence.empty());
        QVERIFY(stored.unknown_words[0].second.size() < 70);
        QCOMPARE(stored.flags, std::string("compacted,shortened"));
        QCOMPARE(stored.calls, 9);
    }

    void rejects_what_no_sum_could_hold_data() {
        QTest::addColumn<QString>("field");
        for (const char* field : {"call_id", "revision", "list_cost_nano", "input_tokens",
                                  "billed_cost_nano", "cost_components"}) {
            QTest::newRow(field) << field;
        }
    }
    void rejects_what_no_sum_could_hold() {
        QFETCH(QString, field);
        api::IngestEvent event = event_at(Now);
        if (field == "call_id") event.call.call_id = "a b";
        if (field == "revision") event.call.revision = 0;
        if (field == "list_cost_nano") event.call.cost.list_cost_nano = INT64_MAX / 2;
        if (field == "input_tokens") event.call.usage.input_tokens = -1;
        if (field == "billed_cost_nano") event.call.cost.billed_cost_nano = INT64_MIN;
        if (field == "cost_components") event.call.cost.components.resize(65);
        const Screened screened = screen(event, Sender, Now);
        const auto* row = std::get_if<RejectedRow>(&screened);
        QVERIFY(row != nullptr);
        QCOMPARE(row->seq, 7);
        QCOMPARE(row->code, std::string("invalid_row"));
        QVERIFY(contains(row->detail, field.toStdString()));
    }
};

FAREBOX_TEST_CLASS(ScreenTest)
#include "screen_test.moc"
