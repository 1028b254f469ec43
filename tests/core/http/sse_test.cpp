#include "core/http/sse.h"

#include "core/base/strings.h"
#include "tests/support/suite.h"

using farebox::http::SseParser;

namespace {

// Events as "name|data", oversized ones as "name|!", fed in pieces of `step` bytes.
std::vector<std::string> read(std::string_view text, std::size_t step, std::size_t limit = 1000) {
    SseParser parser(limit);
    std::vector<std::string> events;
    const auto note = [&](const farebox::http::SseEvent& event) {
        events.push_back(std::string(event.event) + "|" +
                         (event.is_oversized ? "!" : std::string(event.data)));
    };
    for (std::size_t at = 0; at < text.size(); at += step) {
        const std::string piece(text.substr(at, step));  // its own memory, gone after the loop
        std::string_view rest = piece;
        while (const auto event = parser.next(rest)) note(*event);
    }
    if (const auto event = parser.finish()) note(*event);
    return events;
}

}  // namespace

class SseTest : public QObject {
    Q_OBJECT

private slots:
    void reads_events_however_they_are_cut_data() {
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("events");
        const auto row = [](const char* name, std::string text, std::string events) {
            QTest::newRow(name) << std::move(text) << std::move(events);
        };
        row("named", "event: message_start\ndata: {\"a\":1}\n\n", "message_start|{\"a\":1}");
        row("two", "data: 1\n\ndata: 2\n\n", "|1 / |2");
        row("CRLF", "event: e\r\ndata: 1\r\n\r\ndata: 2\r\n\r\n", "e|1 / |2");
        row("CR", "event: e\rdata: 1\r\rdata: 2\r\r", "e|1 / |2");
        row("mixed ends", "event: e\r\ndata: 1\n\r\ndata: 2\r\n\n", "e|1 / |2");
        row("multi-line", "data: a\ndata: b\ndata:\ndata: c\n\n", "|a\nb\n\nc");
        row("no space", "data:x\n\n", "|x");
        row("one space only", "data:  x\n\n", "| x");
        row("empty data", "data\n\ndata:\n\n", "| / |");
        row("comments", ": keep-alive\n\n:\n\ndata: 1\n\n", "|1");
        row("other fields", "id: 7\nretry: 10\nfoo: bar\ndata: 1\n\n", "|1");
        row("no data, no event", "event: ping\n\ndata: 1\n\n", "|1");
        row("byte order mark",
            "\xef\xbb\xbf"
            "data: 1\n\n",
            "|1");
        row("mark only at the start",
            "data: 0\n\n\xef\xbb\xbf"
            "data: 1\n\n",
            "|0");
        row("last one unfinished", "data: 1\n\nevent: end\ndata: 2\n", "|1 / end|2");
        row("last line unfinished", "data: 1\n\nevent: end\ndata: 2", "|1 / end|2");
        row("nothing", "\n\n\n", "");
    }
    void reads_events_however_they_are_cut() {
        QFETCH(std::string, text);
        QFETCH(std::string, events);
        for (std::size_t step = 1; step <= text.size(); ++step) {
            QCOMPARE(farebox::join(read(text, step), " / "), events);
        }
    }

    void skips_an_event_over_the_limit_and_reads_on() {
        const std::string text = "event: big\ndata: " + std::string(200, 'x') +
                                 "\ndata: more\n\nevent: small\ndata: ok\n\n";
        for (const std::size_t step : {std::size_t(1), std::size_t(7), text.size()}) {
            const std::vector<std::string> expected = {"big|!", "small|ok"};
            QVERIFY(read(text, step, 100) == expected);
        }
    }

    void sums_the_lines_of_an_event_for_the_limit() {
        const std::string text =
            "data: 12345678901234567890\ndata: 12345678901234567890\n\ndata: 1\n\n";
        for (std::size_t step = 1; step <= text.size(); ++step) {
            const std::vector<std::string> expected = {"|!", "|1"};
            QVERIFY(read(text, step, 30) == expected);
        }
    }

    void copies_nothing_when_an_event_lies_in_one_piece() {
        const std::string text = "event: e\ndata: payload\n\n";
        SseParser parser;
        std::string_view rest = text;
        const auto event = parser.next(rest);
        QVERIFY(event.has_value());
        QVERIFY(event->data.data() == text.data() + text.find("payload"));
        QVERIFY(rest.empty());
    }
};

FAREBOX_TEST_CLASS(SseTest)
#include "sse_test.moc"
