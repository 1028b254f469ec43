#include "core/net/web/client.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"
#include "tests/support/tcp.h"
#include "tests/tools/wire/tls.h"

#include <thread>

using namespace farebox;
using namespace farebox::net;
using namespace std::chrono_literals;

namespace {

HttpResponse echo(const HttpRequest& request) {
    std::string words;
    for (const auto& [name, value] : request.headers) {
        if (name == "Authorization") words = value;
    }
    return {.status = request.target == "/teapot" ? 418 : 200,
            .content_type = "text/plain",
            .body = request.method + " " + request.target + " " + words + " " + request.body,
            .headers = {{"X-Tls", request.is_tls ? "yes" : "no"}}};
}

std::unique_ptr<WebServer> serve(WebServerOptions options = {}, HttpHandler handler = echo) {
    auto started = WebServer::start(options, std::move(handler));
    return started ? std::move(*started) : nullptr;
}

std::string url_of(const WebServer& server, const std::string& scheme, const std::string& host = "127.0.0.1") {
    return scheme + "://" + host + ":" + std::to_string(server.port());
}

// A server with a certificate of its own authority, in files as an operator gives them.
struct TlsFiles {
    tests::TempDir folder;
    std::string ca = folder.file("ca.pem");
    std::string certificate = folder.file("server.pem");
    std::string key = folder.file("server.key");
    TlsFiles() {
        const wire::Authority authority = wire::make_authority({"localhost"});
        (void)save_file(ca, authority.ca_pem);
        (void)save_file(certificate, authority.certificate_pem);
        (void)save_file(key, authority.key_pem);
    }
    WebServerOptions options() const { return {.tls_certificate_file = certificate, .tls_key_file = key}; }
};

}  // namespace

class ClientTest : public QObject {
    Q_OBJECT

private slots:
    void asks_with_headers_and_body_and_takes_any_status() {
        const auto server = serve();
        const WebClient client{WebClientOptions{}};
        const auto answer = client.ask("POST", url_of(*server, "http") + "/token?a=b%20c",
                                       {{"Authorization", "Basic x"}, {"Content-Type", "application/x-www-form-urlencoded"}},
                                       "code=1");
        QVERIFY(answer);
        QCOMPARE(answer->body, std::string("POST /token?a=b%20c Basic x code=1"));
        QCOMPARE(answer->header("x-tls"), std::string("no"));
        QCOMPARE(client.ask("GET", url_of(*server, "http") + "/teapot")->status, 418);
    }

    void speaks_tls_and_knows_whom_to_trust() {
        const TlsFiles files;
        const auto server = serve(files.options());
        QVERIFY(server);
        const WebClient client{WebClientOptions{.ca_file = files.ca}};
        const auto answer = client.ask("GET", url_of(*server, "https", "localhost") + "/x");
        QVERIFY2(answer.has_value(), answer ? "" : answer.error().message.c_str());
        QCOMPARE(answer->header("X-Tls"), std::string("yes"));
        const auto untrusted = WebClient{WebClientOptions{}}.ask("GET", url_of(*server, "https", "localhost") + "/secret");
        QVERIFY(!untrusted);
        QVERIFY2(contains(untrusted.error().message, "not trusted"), untrusted.error().message.c_str());
        QVERIFY(!contains(untrusted.error().message, "secret"));
    }

    void serves_a_new_certificate_after_a_reload_and_keeps_the_old_one_on_an_error() {
        TlsFiles files;
        const auto server = serve(files.options());
        QVERIFY(server);
        const TlsFiles other;
        (void)save_file(files.certificate, load_file(other.certificate).value());
        QVERIFY(!server->reload_certificate());
        const std::string url = url_of(*server, "https", "localhost");
        QVERIFY(WebClient{WebClientOptions{.ca_file = files.ca}}.ask("GET", url));
        (void)save_file(files.key, load_file(other.key).value());
        QVERIFY(server->reload_certificate());
        QVERIFY(WebClient{WebClientOptions{.ca_file = other.ca}}.ask("GET", url));
        QVERIFY(!WebClient{WebClientOptions{.ca_file = files.ca}}.ask("GET", url));
    }

    void does_not_start_with_a_key_of_another_certificate() {
        const TlsFiles files;
        const TlsFiles other;
        const auto started = WebServer::start(
            {.tls_certificate_file = files.certificate, .tls_key_file = other.key}, echo);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::Invalid);
    }

    void gives_up_at_its_deadline_on_a_dripping_peer() {
        std::atomic<bool> is_over{false};
        tests::FakeVendor vendor([&](tests::Tcp& wire) {
            wire.read_until("\r\n\r\n");
            wire.send("HTTP/1.1 200 OK\r\nX-Slow: ");
            for (int i = 0; i < 50 && !is_over; ++i) {
                wire.send("a");
                std::this_thread::sleep_for(50ms);
            }
        });
        const auto begun = std::chrono::steady_clock::now();
        const auto answer = WebClient{WebClientOptions{.deadline = 300ms}}.ask(
            "GET", "http://127.0.0.1:" + std::to_string(vendor.port()) + "/");
        is_over = true;
        QVERIFY(!answer);
        QVERIFY(std::chrono::steady_clock::now() - begun < 2s);
        QVERIFY2(contains(answer.error().message, "300 ms"), answer.error().message.c_str());
    }

    void ends_an_answer_that_is_too_large_and_names_only_the_host_when_nobody_is_there() {
        const auto server = serve({}, [](const HttpRequest&) {
            return HttpResponse{.content_type = "text/plain", .body = std::string(100'000, 'x')};
        });
        const auto large = WebClient{WebClientOptions{.answer_limit = 1000}}.ask("GET", url_of(*server, "http"));
        QVERIFY(!large);
        QCOMPARE(large.error().code, ErrorCode::TooLarge);
        const std::string url = url_of(*server, "http") + "/path?token=s3cret";
        server->stop(0ms);
        const auto nobody = WebClient{WebClientOptions{}}.ask("GET", url);
        QVERIFY(!nobody);
        QCOMPARE(nobody.error().code, ErrorCode::Unavailable);
        QVERIFY(!contains(nobody.error().message, "s3cret"));
    }
};

FAREBOX_TEST_CLASS(ClientTest)
#include "client_test.moc"
