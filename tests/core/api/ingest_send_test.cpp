#include "core/api/ingest.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::api;

class IngestSendTest : public QObject {
    Q_OBJECT
private slots:
    void writes_a_head_and_a_line_an_event() {
        Call call;
        call.call_id = "c-1";
        call.cost.list_cost_nano = 12;
        BatchHead head;
        head.epoch = "e";
        head.first_seq = 1;
        head.last_seq = 3;
        head.discarded = {{"queue_full", 2}};
        const std::string text = format_batch(
            head, {{1, EventKind::Call, 1, call}, {2, EventKind::Superseded, 1, {}},
                   {3, EventKind::Compacted, 31, call}});
        const auto lines = split(text, '\n');
        QCOMPARE(lines.size(), std::size_t(5));  // the last one is empty
        const Json first = parse_json(lines[0]).value();
        QCOMPARE(first["last_seq"].get<int>(), 3);
        QCOMPARE(first["discarded"]["queue_full"].get<int>(), 2);
        QVERIFY(!first.contains("complete_through"));
        const Json event = parse_json(lines[1]).value();
        QCOMPARE(event["call"]["call_id"].get<std::string>(), "c-1");
        QCOMPARE(event["call"]["list_cost_nano"].get<int>(), 12);
        QVERIFY(!event["call"].contains("billed_cost_nano"));
        QVERIFY(!event["call"].contains("evidence"));
        QCOMPARE(std::string(lines[2]), "{\"seq\":2,\"kind\":\"superseded\"}");
        QCOMPARE(parse_json(lines[3]).value()["calls"].get<int>(), 31);
    }

    void reads_an_acknowledgement() {
        const auto ack = parse_ingest_ack(
            parse_json("{\"ack_seq\":9,\"accepted\":2,\"duplicate\":1,\"rejected\":[{\"seq\":4,"
                       "\"code\":\"invalid_row\",\"detail\":\"no day\"}],\"missing\":[[10,12]],"
                       "\"server_time\":5,\"policy_etag\":\"p\",\"retry_after_ms\":250}")
                .value());
        QVERIFY(ack.has_value());
        QCOMPARE(ack->ack_seq, 9);
        QCOMPARE(ack->rejected.front().code, "invalid_row");
        QCOMPARE(ack->missing.front().second, 12);
        QCOMPARE(ack->retry_after_ms, std::optional<std::int64_t>(250));
        QVERIFY(!parse_ingest_ack(Json::object()).has_value());
        QVERIFY(!parse_ingest_ack(parse_json("{\"ack_seq\":1,\"missing\":[[1]]}").value()).has_value());
    }
};

FAREBOX_TEST_CLASS(IngestSendTest)
#include "ingest_send_test.moc"
