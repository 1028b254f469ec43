#include "core/net/web/server.h"

#include "core/base/strings.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"

#include <algorithm>
#include <atomic>
#include <thread>

using namespace farebox;
using namespace farebox::net;
using namespace std::chrono_literals;
using tests::Tcp;

namespace {

// "POST /x|5|hello": what arrived, so that each test can say what must have.
HttpResponse echo(const HttpRequest& request) {
    return {.content_type = "text/plain",
            .body = request.method + " " + request.target + "|" + std::to_string(request.body.size()) +
                    "|" + request.body.substr(0, 200)};
}

std::unique_ptr<WebServer> serve(HttpHandler handler = echo, WebServerOptions options = {}) {
    auto started = WebServer::start(options, std::move(handler));
    return started ? std::move(*started) : nullptr;
}

std::string ask(std::uint16_t port, const std::string& text) {
    Tcp wire = Tcp::connect(port);
    wire.send(text);
    wire.shutdown_send();
    return wire.read_all();
}

std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

}  // namespace

class ServerTest : public QObject {
    Q_OBJECT

private slots:
    void hands_over_method_target_headers_and_body() {
        HttpRequest seen;
        const auto server = serve([&](const HttpRequest& request) {
            seen = request;
            return HttpResponse{.status = 201, .content_type = "text/plain", .body = "made"};
        });
        const std::string answer = ask(server->port(),
                                       "PUT /a%20b?x=1 HTTP/1.1\r\nHost: h\r\nX-One: 1\r\nX-One: 2\r\n"
                                       "Content-Length: 5\r\n\r\nhello");
        QVERIFY(answer.starts_with("HTTP/1.1 201 Created\r\n"));
        QCOMPARE(body_of(answer), std::string("made"));
        QCOMPARE(seen.method, std::string("PUT"));
        QCOMPARE(seen.target, std::string("/a%20b?x=1"));
        QCOMPARE(seen.body, std::string("hello"));
        QCOMPARE(seen.remote_address, std::string("127.0.0.1"));
        QCOMPARE(int(std::ranges::count(seen.headers, std::string("X-One"), &std::pair<std::string, std::string>::first)), 2);
        for (const auto& [name, value] : seen.headers) QVERIFY2(name != "REMOTE_ADDR", value.c_str());
        QVERIFY(contains(answer, "\r\nDate: "));
    }

    void leaves_a_coded_or_multipart_body_as_it_came() {
        const auto server = serve();
        const std::string zipped("\x1f\x8b\x08\x00notgzip", 11);
        const std::string coded = ask(server->port(), "POST /z HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\n"
                                                      "Content-Length: 11\r\n\r\n" + zipped);
        QCOMPARE(body_of(coded), "POST /z|11|" + zipped);
        const std::string form = ask(server->port(), "POST /f HTTP/1.1\r\nHost: h\r\n"
                                                     "Content-Type: multipart/form-data; boundary=b\r\n"
                                                     "Content-Length: 4\r\n\r\n--b\n");
        QCOMPARE(body_of(form), std::string("POST /f|4|--b\n"));
    }

    void takes_a_post_without_a_length_as_empty() {
        const auto server = serve();
        Tcp wire = Tcp::connect(server->port());
        wire.send("POST /bare HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(contains(wire.read_until("POST /bare|0|"), "POST /bare|0|"));
    }

    void serves_many_requests_on_one_connection() {
        const auto server = serve();
        Tcp wire = Tcp::connect(server->port());
        for (int i = 0; i < 20; ++i) {
            const std::string path = "/n" + std::to_string(i);
            wire.send("POST " + path + " HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                      "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            QVERIFY2(contains(wire.read_until("|5|abcde"), "POST " + path + "|5|abcde"), path.c_str());
        }
    }

    void refuses_what_cannot_be_told_from_the_next_request_data() {
        QTest::addColumn<QString>("head");
        QTest::addColumn<int>("status");
        QTest::newRow("length and coding") << "POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" << 400;
        QTest::newRow("two lengths") << "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n" << 400;
        QTest::newRow("no number") << "POST / HTTP/1.1\r\nContent-Length: 5x\r\n\r\n" << 400;
        QTest::newRow("negative") << "POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n" << 400;
        QTest::newRow("other coding") << "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n" << 501;
        QTest::newRow("body on GET") << "GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\n" << 400;
        QTest::newRow("line break hidden in an escape") << "GET / HTTP/1.1\r\nX-A: b%0d%0aSet-Cookie: c\r\n\r\n" << 400;
        QTest::newRow("no request at all") << "hello\r\n\r\n" << 400;
    }
    void refuses_what_cannot_be_told_from_the_next_request() {
        QFETCH(QString, head);
        QFETCH(int, status);
        std::atomic<int> handled{0};
        const auto server = serve([&](const HttpRequest& request) {
            ++handled;
            return echo(request);
        });
        Tcp wire = Tcp::connect(server->port());
        // What follows would be the smuggled request.
        wire.send(head.toStdString() + "GET /smuggled HTTP/1.1\r\nHost: h\r\n\r\n");
        const std::string all = wire.read_all();
        QVERIFY2(all.starts_with("HTTP/1.1 " + std::to_string(status)), all.c_str());
        QCOMPARE(int(handled), 0);
        QVERIFY(!contains(all, "smuggled"));
    }

    void answers_413_to_a_body_over_the_limit() {
        const auto server = serve(echo, {.body_limit = 1000});
        const std::string told = ask(server->port(), "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'x'));
        QVERIFY(told.starts_with("HTTP/1.1 413 "));
        QVERIFY(contains(told, "\"too_large\""));
        std::string chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        for (int i = 0; i < 20; ++i) chunks += "64\r\n" + std::string(100, 'y') + "\r\n";
        QVERIFY(ask(server->port(), chunks + "0\r\n\r\n").starts_with("HTTP/1.1 413 "));
        QVERIFY(ask(server->port(), "POST / HTTP/1.1\r\nContent-Length: 1000\r\n\r\n" + std::string(1000, 'z'))
                    .starts_with("HTTP/1.1 200 "));
    }

    void ends_a_head_without_end() {
        const auto server = serve();
        Tcp wire = Tcp::connect(server->port());
        wire.send("GET / HTTP/1.1\r\nX: ");
        for (int i = 0; i < 100; ++i) wire.send(std::string(1000, 'a'));
        const std::string answer = wire.read_all();
        QVERIFY2(answer.empty() || answer.starts_with("HTTP/1.1 4"), answer.c_str());
        QVERIFY(contains(ask(server->port(), "GET /after HTTP/1.1\r\n\r\n"), "GET /after|0|"));
    }

    void keeps_a_thread_free_of_idle_connections() {
        const auto server = serve(echo, {.threads = 1});
        std::vector<Tcp> idle;
        for (int i = 0; i < 50; ++i) {
            idle.push_back(Tcp::connect(server->port()));
            idle.back().send("GET /i HTTP/1.1\r\nHost: h\r\n\r\n");
            QVERIFY(contains(idle.back().read_until("/i|0|"), "200"));
        }
        QVERIFY(contains(ask(server->port(), "GET /one-more HTTP/1.1\r\n\r\n"), "GET /one-more|0|"));
        QTRY_COMPARE(int(server->counts().connections), 50);
        idle.front().send("GET /again HTTP/1.1\r\nHost: h\r\n\r\n");
        QVERIFY(contains(idle.front().read_until("/again|0|"), "200"));
    }

    void gives_up_on_a_request_that_never_comes() {
        const auto server = serve(echo, {.threads = 1, .request_deadline = 300ms});
        Tcp slow = Tcp::connect(server->port());
        slow.send("GET / HT");
        Tcp silent = Tcp::connect(server->port());
        QVERIFY(contains(ask(server->port(), "GET /in-time HTTP/1.1\r\n\r\n"), "GET /in-time|0|"));
        slow.read_all();
        silent.read_all();
        QTRY_COMPARE(int(server->counts().connections), 0);
    }

    void ends_idle_connections_after_their_time() {
        const auto server = serve(echo, {.idle_deadline = 200ms});
        Tcp wire = Tcp::connect(server->port());
        wire.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        wire.read_until("|0|");
        QCOMPARE(wire.read_all(), std::string());
        QTRY_COMPARE(int(server->counts().connections), 0);
    }

    void streams_a_long_answer_and_cuts_a_broken_one() {
        const auto server = serve([](const HttpRequest& request) {
            HttpResponse response{.content_type = "text/csv"};
            const bool breaks = request.target == "/breaks";
            response.stream = [breaks, left = 3]() mutable -> Result<std::string> {
                if (left-- > 0) return std::string("row\r\n");
                if (breaks) return unavailable("the database went away");
                return std::string();
            };
            return response;
        });
        const std::string whole = ask(server->port(), "GET /whole HTTP/1.1\r\n\r\n");
        QVERIFY(contains(whole, "Transfer-Encoding: chunked"));
        QVERIFY2(whole.ends_with("0\r\n\r\n"), whole.c_str());
        const std::string broken = ask(server->port(), "GET /breaks HTTP/1.1\r\n\r\n");
        QVERIFY(contains(broken, "row"));
        QVERIFY(!broken.ends_with("0\r\n\r\n"));
    }

    void packs_with_gzip_only_when_asked() {
        const auto server = serve([](const HttpRequest&) {
            return HttpResponse{.content_type = "application/json", .body = "\"" + std::string(5000, 'a') + "\""};
        });
        QVERIFY(!contains(ask(server->port(), "GET / HTTP/1.1\r\n\r\n"), "Content-Encoding"));
        const std::string packed = ask(server->port(), "GET / HTTP/1.1\r\nAccept-Encoding: br, gzip\r\n\r\n");
        QVERIFY(contains(packed, "Content-Encoding: gzip"));
        QVERIFY(packed.size() < 1000);
    }

    void answers_500_to_a_handler_that_throws() {
        const auto server = serve([](const HttpRequest&) -> HttpResponse { throw std::runtime_error("secret words"); });
        const std::string answer = ask(server->port(), "GET / HTTP/1.1\r\n\r\n");
        QVERIFY(answer.starts_with("HTTP/1.1 500 "));
        QVERIFY(!contains(answer, "secret words"));
    }

    void lets_begun_requests_end_when_it_stops() {
        std::atomic<bool> is_inside{false};
        const auto server = serve([&](const HttpRequest& request) {
            is_inside = true;
            std::this_thread::sleep_for(300ms);
            return echo(request);
        });
        Tcp idle = Tcp::connect(server->port());
        Tcp wire = Tcp::connect(server->port());
        wire.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_VERIFY(bool(is_inside));
        server->stop(5s);
        const std::string answer = wire.read_all();
        QVERIFY(contains(answer, "GET /slow|0|"));
        QCOMPARE(idle.read_all(), std::string());
    }

    void cuts_what_is_over_the_time_to_drain() {
        const auto server = serve();
        Tcp wire = Tcp::connect(server->port());
        wire.send("POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf");
        QTRY_COMPARE(int(server->counts().busy), 1);
        const auto begun = std::chrono::steady_clock::now();
        server->stop(100ms);
        QVERIFY(std::chrono::steady_clock::now() - begun < 3s);
    }

    void says_when_the_port_is_taken_or_the_address_is_none() {
        const auto server = serve();
        const auto second = WebServer::start({.port = server->port()}, echo);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        const auto nowhere = WebServer::start({.address = "localhost"}, echo);
        QVERIFY(!nowhere);
        QCOMPARE(nowhere.error().code, ErrorCode::Invalid);
    }

    void listens_on_both_families_and_names_the_peer_by_its_own() {
        const auto server = serve([](const HttpRequest& request) {
            return HttpResponse{.content_type = "text/plain", .body = "from " + request.remote_address};
        }, {.address = "::"});
        if (!server) QSKIP("no IPv6 on this machine");
        QCOMPARE(body_of(ask(server->port(), "GET / HTTP/1.1\r\n\r\n")), std::string("from 127.0.0.1"));
    }
};

FAREBOX_TEST_CLASS(ServerTest)
#include "server_test.moc"
