#include "tests/support/suite.h"
#include "ui/link/event_parser.h"
#include "ui/link/response_parser.h"

using namespace farebox;
using namespace farebox::ui;

class ParsersTest : public QObject {
    Q_OBJECT
private slots:
    void reads_a_response_in_any_pieces_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("length") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
        QTest::newRow("chunks") << QByteArray(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            "3;x=1\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
        QTest::newRow("until close") << QByteArray("HTTP/1.0 200 OK\r\n\r\nhello");
    }
    void reads_a_response_in_any_pieces() {
        QFETCH(QByteArray, bytes);
        for (int size = 1; size <= bytes.size(); ++size) {
            ResponseParser parser;
            QByteArray body;
            for (int at = 0; at < bytes.size(); at += size) {
                QVERIFY(parser.feed(
                    QByteArrayView(bytes).sliced(at, qMin<qsizetype>(size, bytes.size() - at))));
                body += parser.takeBody();
            }
            QVERIFY(parser.finish());
            QCOMPARE(parser.status(), 200);
            QCOMPARE(body, QByteArray("hello"));
        }
    }

    void refuses_what_is_no_response() {
        for (const char* text : {"SSH-2.0-x\r\n\r\n", "HTTP/1.1 abc\r\n\r\n",
                                 "HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n",
                                 "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"}) {
            ResponseParser parser;
            QVERIFY2(!parser.feed(QByteArray(text)), text);
            QVERIFY(!parser.finish());
        }
        ResponseParser endless;
        QVERIFY(!endless.feed(QByteArray(100'000, 'x')));
    }

    void a_response_that_breaks_off_is_not_whole() {
        ResponseParser parser;
        QVERIFY(parser.feed(QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel")));
        QVERIFY(!parser.finish());
    }

    void reads_events_in_any_pieces() {
        const QByteArray bytes =
            ": hello\n\nevent: summary_changed\r\ndata: {\"revision\":7}\r\n\r\n"
            "id: 3\nevent: call\ndata: no json\n\n";
        for (int size = 1; size <= bytes.size(); ++size) {
            EventParser parser;
            std::vector<api::Event> events;
            for (int at = 0; at < bytes.size(); at += size) {
                for (auto& event : parser.feed(QByteArrayView(bytes).sliced(
                         at, qMin<qsizetype>(size, bytes.size() - at)))) {
                    events.push_back(event);
                }
            }
            QCOMPARE(events.size(), std::size_t(2));
            QCOMPARE(events[0].name, std::string("summary_changed"));
            QCOMPARE(find_int(events[0].data, "revision"), std::optional<std::int64_t>(7));
            QVERIFY(events[1].data.is_null());
        }
    }
};

FAREBOX_TEST_CLASS(ParsersTest)
#include "parsers_test.moc"
