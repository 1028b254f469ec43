#include "core/control/tcp_door.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

#include <filesystem>
#include <future>

using namespace farebox;
using namespace farebox::control;
using namespace farebox::tests;

class TcpDoorTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;
    TempDir dir_;

    using Headers = std::vector<std::pair<std::string, std::string>>;
    int ask(const Headers& headers, const std::string& target = "/_farebox/v1/health") {
        Context context(dir_.file("none.db"), nullptr, clock_);
        return answer_tcp({"GET", target, headers, ""}, "secret", context).status;
    }

private slots:
    void answers_who_has_the_token() {
        for (const char* host : {"127.0.0.1:7717", "localhost", "LocalHost:1", "[::1]:7717"}) {
            QCOMPARE(ask({{"Host", host}, {"Authorization", "Bearer secret"}}), 200);
        }
        QCOMPARE(ask({{"host", "localhost"}, {"authorization", "bearer secret"}},
                     "/_farebox/v1/nothing"), 404);
    }

    void refuses_everybody_else() {
        const std::pair<std::string, std::string> host{"Host", "127.0.0.1:7717"};
        const std::pair<std::string, std::string> token{"Authorization", "Bearer secret"};
        QCOMPARE(ask({host}), 401);
        for (const char* wrong : {"Bearer ", "Bearer secre", "Bearer secrets", "secret", "Basic secret"}) {
            QCOMPARE(ask({host, {"Authorization", wrong}}), 401);
        }
        QCOMPARE(ask({token}), 403);
        for (const char* wrong : {"evil.example", "127.0.0.1.evil.example", "localhost:x", "127.0.0.1@evil"}) {
            QCOMPARE(ask({{"Host", wrong}, token}), 403);
        }
        QCOMPARE(ask({host, {"Host", "evil.example"}, token}), 403);
        QCOMPARE(ask({host, token, {"Origin", "http://127.0.0.1:7717"}}), 403);
        QCOMPARE(ask({host, token, {"Origin", ""}}), 403);
    }

    void an_empty_token_opens_nothing() {
        Context context(dir_.file("none.db"), nullptr, clock_);
        const TcpRequest request{"GET", "/_farebox/v1/health",
                                 {{"Host", "localhost"}, {"Authorization", "Bearer "}}, ""};
        QCOMPARE(answer_tcp(request, "", context).status, 401);
    }

    void makes_a_token_that_only_its_user_reads() {
        const std::string token = make_token(dir_.path()).value();
        QCOMPARE(token.size(), std::size_t(64));
        QCOMPARE(load_file(dir_.file("token")).value(), token + "\n");
        const auto mode = std::filesystem::status(dir_.file("token")).permissions();
        QCOMPARE(static_cast<unsigned>(mode), 0600U);
        QVERIFY(make_token(dir_.path()).value() != token);
    }

    void answers_beside_the_caller() {
        TcpDoor door(std::make_unique<Context>(dir_.file("none.db"), nullptr, clock_), "secret");
        // Its thread ends with each answer and begins again.
        for (int i = 0; i < 20; ++i) {
            std::promise<std::pair<int, std::string>> answer;
            QVERIFY(door.ask({"GET", "/_farebox/v1/openapi.json",
                              {{"Host", "localhost"}, {"Authorization", "Bearer secret"}}, ""},
                             [&](int status, std::string body) { answer.set_value({status, body}); }));
            const auto [status, body] = answer.get_future().get();
            QCOMPARE(status, 200);
            QVERIFY(contains(body, "\"openapi\":\"3.1.0\""));
        }
    }
};

FAREBOX_TEST_CLASS(TcpDoorTest)
#include "tcp_door_test.moc"
