#include "core/http/framing.h"

#include "tests/support/suite.h"

using farebox::http::BodyFraming;
using farebox::http::BodyKind;
using farebox::http::request_framing;
using farebox::http::RequestHead;
using farebox::http::response_framing;
using farebox::http::ResponseHead;

namespace {

farebox::Result<BodyFraming> of_request(const std::string& lines,
                                        const std::string& version = "1.1") {
    return request_framing(
        RequestHead::parse("POST / HTTP/" + version + "\r\nHost: a\r\n" + lines + "\r\n").value());
}

farebox::Result<BodyFraming> of_response(const std::string& start, const std::string& lines,
                                         const std::string& method = "POST") {
    return response_framing(ResponseHead::parse(start + "\r\n" + lines + "\r\n").value(), method);
}

}  // namespace

class FramingTest : public QObject {
    Q_OBJECT

private slots:
    void reads_the_three_kinds_of_request() {
        QVERIFY(of_request("").value() == BodyFraming{});
        QVERIFY(of_request("Content-Length: 0\r\n").value() == BodyFraming{});
        QVERIFY(of_request("content-length:  42 \r\n").value() ==
                (BodyFraming{BodyKind::Length, 42}));
        QVERIFY(of_request("Transfer-Encoding: Chunked\r\n").value() ==
                (BodyFraming{BodyKind::Chunked, 0}));
    }

    void refuses_requests_whose_end_is_doubtful_data() {
        QTest::addColumn<std::string>("lines");
        for (const char* lines : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                  "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                  "Content-Length: 5\r\nContent-Length: 5\r\n",
                                  "Content-Length: 5\r\ncontent-length: 6\r\n",
                                  "Content-Length: 1, 1\r\n",
                                  "Content-Length: +5\r\n",
                                  "Content-Length: -5\r\n",
                                  "Content-Length: 0x5\r\n",
                                  "Content-Length:\r\n",
                                  "Content-Length: 5 5\r\n",
                                  "Content-Length: 5.0\r\n",
                                  "Content-Length: 99999999999999999999\r\n",
                                  "Content-Length: 9223372036854775808\r\n",
                                  "Transfer-Encoding:\r\n",
                                  "Transfer-Encoding: identity\r\n",
                                  "Transfer-Encoding: gzip\r\n",
                                  "Transfer-Encoding: gzip, chunked\r\n",
                                  "Transfer-Encoding: chunked, gzip\r\n",
                                  "Transfer-Encoding: chunked, chunked\r\n",
                                  "Transfer-Encoding: chunked,\r\n",
                                  "Transfer-Encoding: ,chunked\r\n",
                                  "Transfer-Encoding: xchunked\r\n",
                                  "Transfer-Encoding: \"chunked\"\r\n",
                                  "Transfer-Encoding: chunked;q=1\r\n",
                                  "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                  "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
                                  "Transfer-Encoding: \x0b"
                                  "chunked\r\n"}) {
            QTest::newRow(lines) << std::string(lines);
        }
    }
    void refuses_requests_whose_end_is_doubtful() {
        QFETCH(std::string, lines);
        const auto head = RequestHead::parse("POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
        if (head.has_value()) QVERIFY(!request_framing(*head).has_value());
    }

    void refuses_transfer_encoding_in_http_1_0() {
        QVERIFY(!of_request("Transfer-Encoding: chunked\r\n", "1.0").has_value());
        QVERIFY(!of_response("HTTP/1.0 200 OK", "Transfer-Encoding: chunked\r\n").has_value());
    }

    void reads_responses_with_a_body() {
        QVERIFY(of_response("HTTP/1.1 200 OK", "Content-Length: 7\r\n").value() ==
                (BodyFraming{BodyKind::Length, 7}));
        QVERIFY(of_response("HTTP/1.1 200 OK", "Transfer-Encoding: gzip, chunked\r\n").value() ==
                (BodyFraming{BodyKind::Chunked, 0}));
        QVERIFY(of_response("HTTP/1.1 200 OK", "").value() ==
                (BodyFraming{BodyKind::UntilClose, 0}));
    }

    void knows_responses_without_a_body() {
        const std::string length = "Content-Length: 7\r\n";
        QVERIFY(of_response("HTTP/1.1 200 OK", length, "HEAD").value() == BodyFraming{});
        QVERIFY(of_response("HTTP/1.1 200 OK", length, "CONNECT").value() == BodyFraming{});
        QVERIFY(of_response("HTTP/1.1 403 No", length, "CONNECT").value() ==
                (BodyFraming{BodyKind::Length, 7}));
        for (const char* start : {"HTTP/1.1 100 Continue", "HTTP/1.1 103 Early Hints",
                                  "HTTP/1.1 101 Switching Protocols", "HTTP/1.1 204 No Content",
                                  "HTTP/1.1 304 Not Modified"}) {
            QVERIFY(of_response(start, length).value() == BodyFraming{});
        }
    }

    void refuses_responses_that_could_smuggle() {
        const std::string ok = "HTTP/1.1 200 OK";
        QVERIFY(
            !of_response(ok, "Content-Length: 7\r\nTransfer-Encoding: chunked\r\n").has_value());
        QVERIFY(!of_response(ok, "Content-Length: 7\r\nContent-Length: 8\r\n").has_value());
        QVERIFY(!of_response(ok, "Transfer-Encoding: chunked, gzip\r\n").has_value());
        QVERIFY(!of_response(ok, "Transfer-Encoding: identity\r\n").has_value());
    }

    void names_the_reason() {
        const auto both = of_request("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
        QVERIFY(both.error().message.find("both Content-Length and Transfer-Encoding") !=
                std::string::npos);
    }
};

FAREBOX_TEST_CLASS(FramingTest)
#include "framing_test.moc"
