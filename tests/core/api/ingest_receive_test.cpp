#include "core/api/ingest.h"

#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::api;

namespace {

Call sample() {
    Call call;
    call.call_id = "01a200d1-2197-7d91-8bf4-206db76226b9";
    call.started_at = 1'795'000'000'000'000'000;
    call.agent = "codex";
    call.usage.input_tokens = 0;
    call.usage.output_tokens = 12;
    call.cost.list_cost_nano = 1'234;
    return call;
}

BatchHead head_of(std::int64_t first, std::int64_t last) {
    BatchHead head;
    head.epoch = "01a200d1-0000-7d91-8bf4-206db76226b9";
    head.first_seq = first;
    head.last_seq = last;
    return head;
}

std::string head_line(std::int64_t first, std::int64_t last) {
    return format_batch(head_of(first, last), {});
}

}  // namespace

class IngestReceiveTest : public QObject {
    Q_OBJECT
private slots:
    void reads_back_the_batch_it_wrote() {
        BatchHead head = head_of(7, 9);
        head.sent_at = 5;
        head.queued = 4;
        head.complete_through = 6;
        head.discarded = {{"disk_full", 3}};
        head.farebox_version = "0.2.0";
        head.policy_version = "12";
        const std::vector<IngestEvent> events = {
            {7, EventKind::Call, 1, sample(), {}},
            {8, EventKind::Superseded, 1, {}, {}},
            {9, EventKind::Compacted, 250, sample(), {}},
        };
        const std::string text = format_batch(head, events);
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), 4);
        const auto batch = parse_batch(text);
        QVERIFY2(batch.has_value(), batch ? "" : batch.error().message.c_str());
        QCOMPARE(batch->head.epoch, head.epoch);
        QCOMPARE(batch->head.first_seq, 7);
        QCOMPARE(batch->head.last_seq, 9);
        QCOMPARE(batch->head.sent_at, 5);
        QCOMPARE(batch->head.queued, 4);
        QCOMPARE(batch->head.complete_through, std::optional<std::int64_t>(6));
        QVERIFY(batch->head.discarded == head.discarded);
        QCOMPARE(batch->head.farebox_version, std::string("0.2.0"));
        QCOMPARE(batch->head.policy_version, std::string("12"));
        QCOMPARE(batch->events.size(), events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            QCOMPARE(batch->events[i].seq, events[i].seq);
            QVERIFY(batch->events[i].kind == events[i].kind);
            QCOMPARE(batch->events[i].calls, events[i].calls);
            QVERIFY(batch->events[i].call == events[i].call);
        }
    }

    void sends_no_unknown_field_and_no_content() {
        const std::string text = format_batch(head_of(1, 1), {{1, EventKind::Call, 1, sample(), {}}});
        QVERIFY(!contains(text, "null"));
        QVERIFY(contains(text, "\"input_tokens\":0"));
        QVERIFY(!contains(text, "cache_read_tokens"));
    }

    void rejects_single_rows_and_goes_on() {
        const std::string text =
            head_line(1, 9) +
            "{\"seq\":1,\"kind\":\"telepathy\"}\n"
            "{\"seq\":2,\"kind\":\"call\",\"call\":{\"agent\":\"secret\",\"attempt\":\"one\"}}\n"
            "{\"seq\":3,\"kind\":\"call\"}\n"
            "{\"seq\":4,\"kind\":\"compacted\",\"calls\":0,\"call\":{}}\n"
            "\n"
            "{\"seq\":5,\"kind\":\"call\",\"call\":{\"agent\":\"codex\",\"outcome\":\"beamed\"}}\n";
        const auto batch = parse_batch(text);
        QVERIFY(batch.has_value());
        QCOMPARE(batch->rejected.size(), std::size_t(4));
        QCOMPARE(batch->rejected[0].code, std::string("unknown_kind"));
        QCOMPARE(batch->rejected[1].code, std::string("invalid_row"));
        QVERIFY(contains(batch->rejected[1].detail, "attempt"));
        QVERIFY(!contains(batch->rejected[1].detail, "secret"));
        QCOMPARE(batch->events.size(), std::size_t(1));
        QVERIFY((batch->events[0].unknown_words == UnknownWords{{"outcome", "beamed"}}));
    }

    void refuses_a_batch_that_cannot_be_read_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("why");
        const QString head = QString::fromStdString(head_line(5, 9));
        QTest::newRow("empty") << "" << "empty";
        QTest::newRow("no JSON") << "hello" << "line 1";
        QTest::newRow("no head") << "{\"seq\":1}" << "head";
        QTest::newRow("no epoch") << "{\"schema\":1,\"first_seq\":1,\"last_seq\":1}" << "epoch";
        QTest::newRow("no range") << "{\"schema\":1,\"epoch\":\"e\",\"first_seq\":2,\"last_seq\":1}"
                                  << "range";
        QTest::newRow("cut row") << head + "{\"seq\":5,\"ki" << "line 2";
        QTest::newRow("no seq") << head + "{\"kind\":\"call\"}" << "line 2";
        QTest::newRow("below") << head + "{\"seq\":4,\"kind\":\"superseded\"}" << "seq";
        QTest::newRow("above") << head + "{\"seq\":10,\"kind\":\"superseded\"}" << "seq";
        QTest::newRow("twice") << head + "{\"seq\":5,\"kind\":\"superseded\"}\n{\"seq\":5}" << "line 3";
    }
    void refuses_a_batch_that_cannot_be_read() {
        QFETCH(QString, text);
        QFETCH(QString, why);
        const auto batch = parse_batch(text.toStdString());
        QVERIFY(!batch.has_value());
        QCOMPARE(batch.error().code, ErrorCode::Invalid);
        QVERIFY2(contains(batch.error().message, why.toStdString()), batch.error().message.c_str());
    }

    void tells_too_large_and_too_new_apart() {
        std::string many = head_line(1, 1000);
        for (std::size_t seq = 1; seq <= BatchRowLimit + 1; ++seq) {
            many += "{\"seq\":" + std::to_string(seq) + ",\"kind\":\"superseded\"}\n";
        }
        QCOMPARE(parse_batch(many).error().code, ErrorCode::TooLarge);
        QCOMPARE(parse_batch(std::string(BatchTextLimit + 1, ' ')).error().code, ErrorCode::TooLarge);
        BatchHead newer = head_of(1, 1);
        newer.schema = IngestSchema + 1;
        QCOMPARE(parse_batch(format_batch(newer, {})).error().code, ErrorCode::Unsupported);
    }

    void reads_back_the_acknowledgement_it_wrote() {
        IngestAck ack;
        ack.ack_seq = 12;
        ack.accepted = 5;
        ack.duplicate = 2;
        ack.rejected = {{9, "invalid_row", "no call_id"}};
        ack.missing = {{13, 20}, {25, 25}};
        ack.server_time = 77;
        ack.policy_etag = "\"3\"";
        ack.retry_after_ms = 1500;
        const auto read = parse_ingest_ack(to_json(ack));
        QVERIFY(read.has_value());
        QCOMPARE(read->ack_seq, 12);
        QCOMPARE(read->accepted, 5);
        QCOMPARE(read->duplicate, 2);
        QCOMPARE(read->rejected.size(), std::size_t(1));
        QCOMPARE(read->rejected[0].seq, 9);
        QCOMPARE(read->rejected[0].code, std::string("invalid_row"));
        QCOMPARE(read->rejected[0].detail, std::string("no call_id"));
        QVERIFY(read->missing == ack.missing);
        QCOMPARE(read->server_time, 77);
        QCOMPARE(read->policy_etag, std::string("\"3\""));
        QCOMPARE(read->retry_after_ms, std::optional<std::int64_t>(1500));
    }

    void takes_nothing_as_received_from_a_stranger() {
        QVERIFY(!parse_ingest_ack(Json::object()).has_value());
        QVERIFY(!parse_ingest_ack(Json("ok")).has_value());
        QVERIFY(!parse_ingest_ack({{"ack_seq", -1}}).has_value());
        QVERIFY(!parse_ingest_ack({{"ack_seq", 1}, {"missing", {{1, "x"}}}}).has_value());
    }
};

FAREBOX_TEST_CLASS(IngestReceiveTest)
#include "ingest_receive_test.moc"
