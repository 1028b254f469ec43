#include "core/http/head.h"

#include "tests/support/suite.h"

using farebox::ErrorCode;
using farebox::http::count_blank_prefix;
using farebox::http::find_head_end;
using farebox::http::HeadLimits;
using farebox::http::RequestHead;
using farebox::http::ResponseHead;
using farebox::http::status_for;

namespace {

const std::string Usual =
    "POST /anthropic/v1/messages?beta=true HTTP/1.1\r\n"
    "Host: 127.0.0.1:7717\r\n"
    "x-api-KEY:   secret \t\r\n"
    "Accept-Encoding: gzip, br\r\n"
    "accept-encoding:zstd\r\n"
    "X-Empty:\r\n"
    "\r\n";

std::string with_line(const std::string& line) {
    return "GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n";
}

}  // namespace

class HeadTest : public QObject {
    Q_OBJECT

private slots:
    void keeps_every_byte_order_and_case() {
        const auto head = RequestHead::parse(Usual);
        QVERIFY(head.has_value());
        QCOMPARE(head->raw(), std::string_view(Usual));
        QCOMPARE(head->method(), std::string_view("POST"));
        QCOMPARE(head->target(), std::string_view("/anthropic/v1/messages?beta=true"));
        QCOMPARE(head->minor_version(), 1);
        QCOMPARE(head->headers().size(), std::size_t(5));
        QCOMPARE(head->headers()[1].name, std::string_view("x-api-KEY"));
        QCOMPARE(head->headers()[1].value, std::string_view("secret"));
        QCOMPARE(head->headers()[1].line, std::string_view("x-api-KEY:   secret \t"));
        QCOMPARE(head->headers()[4].value, std::string_view(""));
    }

    void views_survive_a_move() {
        auto parsed = RequestHead::parse(Usual);
        QVERIFY(parsed.has_value());
        const RequestHead first = std::move(parsed).value();
        RequestHead second = RequestHead::parse(Usual).value();
        second = RequestHead::parse("GET /other HTTP/1.0\r\n\r\n").value();
        QCOMPARE(first.target(), std::string_view("/anthropic/v1/messages?beta=true"));
        QCOMPARE(second.target(), std::string_view("/other"));
        QVERIFY(!std::is_copy_constructible_v<RequestHead>);
    }

    void finds_headers_whatever_their_case() {
        const auto head = RequestHead::parse(Usual);
        QVERIFY(head.has_value());
        QCOMPARE(head->find("X-Api-Key").value_or("absent"), std::string_view("secret"));
        QVERIFY(!head->find("authorization").has_value());
        QCOMPARE(head->count("ACCEPT-ENCODING"), 2);
        QVERIFY(head->has_token("accept-encoding", "BR"));
        QVERIFY(head->has_token("accept-encoding", "zstd"));
        QVERIFY(!head->has_token("accept-encoding", "gz"));
    }

    void reads_a_response_without_a_reason() {
        const auto full =
            ResponseHead::parse("HTTP/1.1 529 Site is overloaded\r\nServer: x\r\n\r\n");
        QVERIFY(full.has_value());
        QCOMPARE(full->status(), 529);
        QCOMPARE(full->reason(), std::string_view("Site is overloaded"));
        const auto bare = ResponseHead::parse("HTTP/1.0 200\r\n\r\n");
        QVERIFY(bare.has_value());
        QCOMPARE(bare->status(), 200);
        QCOMPARE(bare->reason(), std::string_view(""));
        QCOMPARE(bare->minor_version(), 0);
        QVERIFY(ResponseHead::parse("HTTP/1.1 200 \r\n\r\n").has_value());
    }

    void refuses_requests_two_parsers_could_read_differently_data() {
        QTest::addColumn<std::string>("bytes");
        QTest::addColumn<int>("status");
        QTest::addColumn<std::string>("reason");
        const auto row = [](const char* name, std::string bytes, int status, std::string reason) {
            QTest::newRow(name) << std::move(bytes) << status << std::move(reason);
        };
        row("folded", with_line("A: b\r\n c"), 400, "folded");
        row("bare LF", "GET / HTTP/1.1\nHost: a\n\n", 400, "LF instead of CRLF");
        row("bare LF inside", "GET / HTTP/1.1\r\nHost: a\nB: c\r\n\r\n", 400, "LF instead of CRLF");
        row("bare CR", with_line("A: b\rc"), 400, "CR without LF");
        row("CR CR LF", with_line("A: b\r"), 400, "CR without LF");
        row("NUL", with_line(std::string("A: b\0c", 6)), 400, "NUL");
        row("escape", with_line("A: \x1b[0m"), 400, "control byte");
        row("delete", with_line("A: \x7f"), 400, "control byte");
        row("space before colon", with_line("Host : b"), 400, "before a colon");
        row("tab before colon", with_line("Host\t: b"), 400, "before a colon");
        row("no name", with_line(": b"), 400, "without a name");
        row("no colon", with_line("nonsense"), 400, "without a colon");
        row("space in name", with_line("a b: c"), 400, "not allowed in names");
        row("bracket in name", with_line("a[0]: c"), 400, "not allowed in names");
        row("UTF-8 in name", with_line("h\xc3\xa9: c"), 400, "not allowed in names");
        row("two hosts", with_line("host: b"), 400, "more than one Host");
        row("no host", "GET / HTTP/1.1\r\n\r\n", 400, "without a Host");
        row("HTTP/0.9", "GET /\r\n\r\n", 400, "HTTP/0.9");
        row("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\n", 505, "only HTTP/1.0");
        row("HTTP/1.2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505, "only HTTP/1.0");
        row("lower case version", "GET / http/1.1\r\nHost: a\r\n\r\n", 400, "no HTTP version");
        row("space in target", "GET /a b HTTP/1.1\r\nHost: a\r\n\r\n", 400, "white space");
        row("two spaces", "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "white space");
        row("tab in target", "GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n", 400, "white space");
        row("no target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400, "empty");
        row("trailing space", "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "no HTTP version");
        row("method", "G{T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "token");
        row("leading space", " GET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "token");
        row("blank line", "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "empty line before");
        row("unfinished", "GET / HTTP/1.1\r\nHost: a\r\n", 400, "without an end");
        row("body attached", "GET / HTTP/1.1\r\nHost: a\r\n\r\nx", 400, "after the empty line");
        row("empty", "", 400, "without an end");
        row("too long", with_line("A: " + std::string(300 * 1024, 'x')), 431, "262144 bytes");
    }
    void refuses_requests_two_parsers_could_read_differently() {
        QFETCH(std::string, bytes);
        QFETCH(int, status);
        QFETCH(std::string, reason);
        const auto head = RequestHead::parse(bytes);
        QVERIFY(!head.has_value());
        QCOMPARE(status_for(head.error()), status);
        QVERIFY2(head.error().message.find(reason) != std::string::npos,
                 head.error().message.c_str());
    }

    void counts_header_lines() {
        std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
        for (int i = 0; i < 500; ++i) many += "x: y\r\n";
        const auto head = RequestHead::parse(many + "\r\n");
        QVERIFY(!head.has_value());
        QCOMPARE(status_for(head.error()), 431);
        QVERIFY(RequestHead::parse(many + "\r\n", HeadLimits{.max_headers = 501}).has_value());
    }

    void never_repeats_header_values_in_errors() {
        const auto head = RequestHead::parse(with_line("authorization: Bearer canary\x01"));
        QVERIFY(!head.has_value());
        QVERIFY(head.error().message.find("canary") == std::string::npos);
    }

    void refuses_broken_status_lines_data() {
        QTest::addColumn<std::string>("line");
        for (const char* line : {"HTTP/1.1", "HTTP/1.1 ", "HTTP/1.1 20", "HTTP/1.1 2000 OK",
                                 "HTTP/1.1 2x0 OK", "HTTP/1.1  200 OK", "HTTP/1.1 099 Low",
                                 "HTTP/2 200", "ICY 200 OK", "HTTP/1.1\t200 OK", ""}) {
            QTest::newRow(line) << std::string(line);
        }
    }
    void refuses_broken_status_lines() {
        QFETCH(std::string, line);
        QVERIFY(!ResponseHead::parse(line + "\r\n\r\n").has_value());
    }

    void finds_the_end_however_the_bytes_arrive() {
        const std::string text = Usual + "{\"body\":1}\r\n\r\n";
        for (std::size_t have = 0; have < Usual.size(); ++have) {
            QVERIFY(!find_head_end(text.substr(0, have)).has_value());
            QCOMPARE(find_head_end(text, have).value_or(0), Usual.size());
        }
        QCOMPARE(find_head_end(text).value_or(0), Usual.size());
    }

    void ends_a_bare_lf_head_so_that_it_can_be_refused() {
        const std::string text = "GET / HTTP/1.1\nHost: a\n\nrest";
        QCOMPARE(find_head_end(text).value_or(0), text.size() - 4);
    }

    void skips_empty_lines_between_requests() {
        QCOMPARE(count_blank_prefix("\r\n\r\nGET"), std::size_t(4));
        QCOMPARE(count_blank_prefix("GET"), std::size_t(0));
        QCOMPARE(count_blank_prefix("\r"), std::size_t(0));
    }
};

FAREBOX_TEST_CLASS(HeadTest)
#include "head_test.moc"
