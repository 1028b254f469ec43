#include "core/net/local_endpoint.h"

#include <filesystem>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::net;
using namespace farebox::tests;
using namespace std::chrono_literals;

class LocalEndpointTest : public QObject {
    Q_OBJECT
private:
    static LocalHandler echo() {
        return [](const LocalRequest& request) {
            return LocalResponse{200, "text/plain", request.method + " " + request.path + "|" + request.query};
        };
    }
    // A raw connection, for what our own client would never send.
    static int dial(const std::string& path) {
        const int handle = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::copy(path.begin(), path.end(), address.sun_path);
        if (::connect(handle, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return -1;
        return handle;
    }
    static std::string talk(int handle, std::string_view bytes) {
        if (send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) return "";
        char answer[4096];
        const auto got = recv(handle, answer, sizeof answer, 0);
        return got > 0 ? std::string(answer, static_cast<std::size_t>(got)) : "";
    }

private slots:
    void answers_requests_of_several_clients_in_turn() {
        TempDir dir;
        const auto endpoint = LocalEndpoint::listen(dir.file("s"), echo());
        QVERIFY(endpoint.has_value());
        // Somebody who connects and says nothing, and somebody who stops half-way.
        const int silent = dial(dir.file("s"));
        const int half = dial(dir.file("s"));
        QVERIFY(send(half, "GET /x HT", 9, 0) == 9);
        std::vector<std::thread> clients;
        std::atomic<int> good = 0;
        for (int i = 0; i < 8; ++i) {
            clients.emplace_back([&] {
                const auto response = request_local(dir.file("s"), "GET", "/a?b=c", 5s);
                good += response && response->body == "GET /a|b=c";
            });
        }
        for (auto& client : clients) client.join();
        QCOMPARE(good.load(), 8);
        close(silent);
        close(half);
    }

    void serves_one_connection_again_and_again() {
        TempDir dir;
        const auto endpoint = LocalEndpoint::listen(dir.file("s"), echo());
        const int handle = dial(dir.file("s"));
        for (int i = 0; i < 3; ++i) {
            QVERIFY(talk(handle, "GET /again HTTP/1.1\r\nHost: x\r\n\r\n").ends_with("GET /again|"));
        }
        QVERIFY(contains(talk(handle, "GET /last HTTP/1.1\r\nConnection: close\r\n\r\n"), "Connection: close"));
        char byte = 0;
        QCOMPARE(recv(handle, &byte, 1, 0), 0);
        close(handle);
    }

    void refuses_what_is_not_http() {
        TempDir dir;
        const auto endpoint = LocalEndpoint::listen(dir.file("s"), echo());
        for (const std::string& bytes :
             {std::string("hello\r\n\r\n"), std::string("GET x HTTP/1.1\r\n\r\n"),
              std::string("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"),
              std::string("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"),
              std::string("GET /") + std::string(20'000, 'a')}) {
            const int handle = dial(dir.file("s"));
            QVERIFY(contains(talk(handle, bytes), "400 Bad Request"));
            close(handle);
        }
    }

    void keeps_streams_open_for_several_listeners() {
        TempDir dir;
        const auto stream = [](const LocalRequest&) {
            return LocalResponse{200, "text/event-stream", "first|", true};
        };
        const auto endpoint = std::move(LocalEndpoint::listen(dir.file("s"), stream)).value();
        QCOMPARE(endpoint->listeners(), std::size_t(0));
        auto one = std::move(LocalStream::open(dir.file("s"), "/events")).value();
        auto two = std::move(LocalStream::open(dir.file("s"), "/events")).value();
        QCOMPARE(endpoint->listeners(), std::size_t(2));
        endpoint->publish("second|");
        for (LocalStream* each : {one.get(), two.get()}) {
            std::string text;
            while (text.size() < 13) text += each->read(5s).value();
            QCOMPARE(text, std::string("first|second|"));
        }
        one.reset();
        while (endpoint->listeners() > 1) QTest::qWait(1);
        endpoint->publish("third");
        QCOMPARE(two->read(5s).value(), std::string("third"));
        QCOMPARE(two->read(1ms).value(), std::string());
    }

    void closes_a_listener_that_does_not_read() {
        TempDir dir;
        const auto stream = [](const LocalRequest&) {
            return LocalResponse{200, "text/event-stream", "", true};
        };
        const auto endpoint = std::move(LocalEndpoint::listen(dir.file("s"), stream)).value();
        const auto idle = std::move(LocalStream::open(dir.file("s"), "/events")).value();
        for (int i = 0; i < 100 && endpoint->listeners() > 0; ++i) {
            endpoint->publish(std::string(100'000, 'x'));
            QTest::qWait(1);
        }
        QCOMPARE(endpoint->listeners(), std::size_t(0));
    }

    void is_private_and_gone_afterwards() {
        TempDir dir;
        {
            const auto endpoint = LocalEndpoint::listen(dir.file("s"), echo());
            const auto mode = std::filesystem::status(dir.file("s")).permissions();
            QCOMPARE(static_cast<unsigned>(mode), 0600U);
            const auto second = LocalEndpoint::listen(dir.file("s"), echo());
            QCOMPARE(static_cast<int>(second.error().code), static_cast<int>(ErrorCode::Conflict));
        }
        QVERIFY(!std::filesystem::exists(dir.file("s")));
        const auto nobody = request_local(dir.file("s"), "GET", "/", 1s);
        QCOMPARE(static_cast<int>(nobody.error().code), static_cast<int>(ErrorCode::NotFound));
    }

    void takes_over_the_file_of_a_daemon_that_died() {
        TempDir dir;
        const int dead = socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const std::string path = dir.file("s");
        std::copy(path.begin(), path.end(), address.sun_path);
        QCOMPARE(bind(dead, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
        close(dead);
        QVERIFY(LocalEndpoint::listen(path, echo()).has_value());
    }

    void says_when_the_path_is_too_long() {
        TempDir dir;
        const auto endpoint = LocalEndpoint::listen(dir.file(std::string(120, 'x')), echo());
        QVERIFY(contains(endpoint.error().message, "FAREBOX_RUNTIME_DIR"));
    }
};

FAREBOX_TEST_CLASS(LocalEndpointTest)
#include "local_endpoint_test.moc"
