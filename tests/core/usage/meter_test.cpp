// What recordings cannot show: bounds, reading in the middle, and money as decimals.

#include "core/usage/meter.h"

#include "core/base/strings.h"
#include "core/usage/buckets.h"
#include "core/usage/document_tap.h"
#include "tests/support/suite.h"

using farebox::Tokens;
using farebox::UsageSource;
using farebox::usage::close_beginning;
using farebox::usage::find_last_usage;
using farebox::usage::Meter;
using farebox::usage::parse_nano_usd;
using farebox::usage::Reading;
using farebox::usage::WireFormat;

namespace {

Meter messages_stream() {
    return Meter(WireFormat::AnthropicMessages, "text/event-stream", "", 200);
}

const std::string Start =
    "event: message_start\n"
    "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"claude-opus-5-5\","
    "\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}"
    "\n\n";
const std::string End =
    "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
    "\"usage\":{\"output_tokens\":9}}"
    "\n\ndata: {\"type\":\"message_stop\"}\n\n";

}  // namespace

class MeterTest : public QObject {
    Q_OBJECT

private slots:
    void can_be_read_in_the_middle_and_again() {
        Meter meter = messages_stream();
        meter.push(Start);
        QVERIFY(meter.read().usage.usage_source == UsageSource::VendorPartial);
        meter.push(End);
        const Reading reading = meter.read();
        QVERIFY(reading.complete);
        QCOMPARE(reading.usage.output_tokens, Tokens(9));
        QVERIFY(meter.read() == reading);
    }

    void a_hundred_thousand_deltas_change_nothing() {
        Meter meter = messages_stream();
        meter.push(Start);
        for (int i = 0; i < 100'000; ++i) {
            meter.push("data: {\"type\":\"content_block_delta\",\"delta\":{\"text\":\"word\"}}\n\n");
        }
        meter.push(End);
        QCOMPARE(meter.read().usage.output_tokens, Tokens(9));
    }

    void a_document_past_the_limit_is_read_at_both_ends() {
        Meter meter(WireFormat::OpenAiChat, "application/json", "", 200);
        meter.push("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"model\":\"m\",");
        meter.push("\"choices\":[{\"x\":\"");
        const std::string filler(64 * 1024, 'a');
        for (int i = 0; i < 300; ++i) meter.push(filler);
        meter.push("\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}}");
        const Reading reading = meter.read();
        QCOMPARE(reading.model_served, std::string("m"));
        QCOMPARE(reading.usage.input_tokens, Tokens(3));
        QCOMPARE(reading.usage.output_tokens, Tokens(4));
        QVERIFY(farebox::contains(reading.note, "too large"));
    }

    void an_event_past_the_limit_is_skipped_and_said() {
        Meter meter = messages_stream();
        meter.push(Start + "data: {\"type\":\"content_block_delta\",\"x\":\"");
        const std::string filler(64 * 1024, 'a');
        for (int i = 0; i < 200; ++i) meter.push(filler);
        meter.push("\"}\n\n" + End);
        const Reading reading = meter.read();
        QVERIFY(reading.complete);
        QVERIFY(farebox::contains(reading.note, "too large"));
    }

    void nothing_pushed_reads_as_nothing() {
        const Reading reading = Meter(WireFormat::OpenAiResponses, "", "", 0).read();
        QVERIFY(reading.usage.usage_source == UsageSource::None);
        QVERIFY(!reading.complete);
        QVERIFY(!reading.usage.input_tokens);
    }

    void an_unknown_format_is_learnt_from_the_answer() {
        Meter meter(WireFormat::Unknown, "text/event-stream", "", 200);
        meter.push(Start + End);
        QCOMPARE(meter.read().usage.input_tokens, Tokens(5));
    }

    void survives_a_move() {
        Meter meter = messages_stream();
        meter.push(Start);
        Meter moved = std::move(meter);
        moved.push(End);
        QVERIFY(moved.read().complete);
    }

    void names_from_outside_are_made_printable() {
        Meter meter(WireFormat::OpenAiChat, "application/json", "", 200);
        meter.push("{\"id\":\"a\\u001b[2Jb\",\"object\":\"chat.completion\",");
        meter.push("\"model\":\"m\\n\",\"usage\":{}}");
        QCOMPARE(meter.read().response_id, std::string("a?[2Jb"));
        QCOMPARE(meter.read().model_served, std::string("m?"));
    }

    void finds_the_last_usage_of_a_cut_text() {
        const std::string_view two = "x\"usage\":{\"a\":1}, \"usage\" : {\"b\":{\"c\":\"}\"}} tail";
        const std::string_view second = "{\"b\":{\"c\":\"}\"}}";
        const std::string_view cut = "\"usage\":{\"a\":1},\"usage\":{\"b\"";
        const std::string_view first = "{\"a\":1}";
        const std::string_view none = "\"usage\":null";
        QCOMPARE(find_last_usage(two), second);
        QCOMPARE(find_last_usage(cut), first);
        QCOMPARE(find_last_usage(none), std::string_view());
        QCOMPARE(find_last_usage(""), std::string_view());
    }

    void closes_a_beginning_after_its_last_whole_member() {
        const std::string_view cut = "{\"a\":1,\"b\":[{\"c\":\"x,y\"},{\"d\":\"e";
        const std::string closed = "{\"a\":1,\"b\":[{\"c\":\"x,y\"}]}";
        const std::string_view no_member = "{\"a\":12";
        QCOMPARE(close_beginning(cut), closed);
        QCOMPARE(close_beginning(no_member), std::string());
        QCOMPARE(close_beginning(""), std::string());
    }

    void money_is_read_as_written_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("nano");
        QTest::newRow("whole") << "2" << qint64(2'000'000'000);
        QTest::newRow("nine decimals") << "0.123456789" << qint64(123'456'789);
        QTest::newRow("half goes to even, down") << "0.0000000005" << qint64(0);
        QTest::newRow("half goes to even, up") << "0.0000000015" << qint64(2);
        QTest::newRow("more than half") << "0.00000000051" << qint64(1);
        QTest::newRow("carries over") << "0.9999999999" << qint64(1'000'000'000);
        QTest::newRow("exponent") << "1.5e-06" << qint64(1500);
        QTest::newRow("positive exponent") << "1E+2" << qint64(100'000'000'000);
        QTest::newRow("tiny") << "1e-30" << qint64(0);
        QTest::newRow("negative") << "-1" << qint64(-1);
        QTest::newRow("too large") << "99999999999999" << qint64(-1);
        QTest::newRow("words") << "free" << qint64(-1);
        QTest::newRow("empty") << "" << qint64(-1);
        QTest::newRow("two points") << "1.2.3" << qint64(-1);
    }
    void money_is_read_as_written() {
        QFETCH(QString, text);
        QFETCH(qint64, nano);
        QCOMPARE(parse_nano_usd(text.toStdString()).value_or(-1), std::int64_t(nano));
    }

    /// Traps 2 and 13: no bucket swallows another, whatever the mix.
    void buckets_add_up_to_the_vendors_total() {
        for (int cached : {0, 100, 900}) {
            for (int written : {0, 50}) {
                for (int reasoning : {0, 30}) {
                    const farebox::Json usage = {
                        {"input_tokens", 1000},
                        {"input_tokens_details",
                         {{"cached_tokens", cached}, {"cache_write_tokens", written}}},
                        {"output_tokens", 70},
                        {"output_tokens_details", {{"reasoning_tokens", reasoning}}},
                        {"total_tokens", 1070}};
                    const auto buckets = farebox::usage::read_openai(usage);
                    QCOMPARE(buckets.usage.prompt_tokens(), Tokens(1000));
                    QCOMPARE(buckets.usage.output_tokens, Tokens(70));
                }
            }
        }
    }
};

FAREBOX_TEST_CLASS(MeterTest)
#include "meter_test.moc"
