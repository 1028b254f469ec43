// The collector's program as an operator meets it: start, health, wrong configuration, a taken folder,
// stop, backup and restore.

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/e2e/support/child.h"
#include "tests/e2e/support/loopback.h"
#include "tests/support/suite.h"

#include <algorithm>

#include <sys/socket.h>
#include <unistd.h>

using namespace farebox;
using namespace farebox::e2e;
using namespace std::chrono_literals;

namespace {

const std::string Program = FAREBOX_BINARY_DIR "/bin/farebox-collector";

struct Rig {
    tests::TempDir folder;
    std::string data = folder.file("data");
    std::uint16_t port = free_port();

    Argv command(std::vector<std::string> words) const {
        Argv argv = {Program, "--data-dir", data, "--listen", "127.0.0.1:" + std::to_string(port)};
        argv.insert(argv.end(), words.begin(), words.end());
        return argv;
    }
    Finished run(const std::vector<std::string>& words, Environment environment = {}) const {
        return e2e::run(command(words), environment, folder.path(), 30s);
    }
    std::unique_ptr<Child> serve() const {
        auto child = std::make_unique<Child>(command({}), Environment{}, folder.path());
        const bool answers = wait_until([&] { return contains(http(port, "GET", "/readyz"), "\"ok\""); }, 20s);
        return answers ? std::move(child) : nullptr;
    }
};

}  // namespace

class DaemonCollectorTest : public QObject {
    Q_OBJECT

private slots:
    void starts_with_nothing_and_stops_when_asked() {
        const Rig rig;
        const auto child = rig.serve();
        QVERIFY(child);
        QVERIFY(contains(http(rig.port, "GET", "/healthz"), "\"version\""));
        QVERIFY(contains(http(rig.port, "GET", "/"), "<title>Farebox</title>"));
        QVERIFY(contains(http(rig.port, "GET", "/metrics"), "farebox_build_info"));
        child->ask_to_end();
        const Finished ended = child->wait(20s);
        QVERIFY2(ended.exit_code == 0, ended.report().c_str());
        QVERIFY2(contains(ended.err, "\"message\":\"stopped\""), ended.report().c_str());
    }

    void answers_a_request_that_was_begun_before_the_stop() {
        const Rig rig;
        const auto child = rig.serve();
        QVERIFY(child);
        const int slow = connect_to(rig.port);
        const std::string half = "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nha";
        QCOMPARE(::send(slow, half.data(), half.size(), 0), ssize_t(half.size()));
        pause(300ms);
        child->ask_to_end();
        pause(300ms);
        QVERIFY(child->is_running());
        QCOMPARE(::send(slow, "lf", 2, 0), ssize_t(2));
        std::string answer(4096, '\0');
        answer.resize(std::size_t(std::max<ssize_t>(0, ::recv(slow, answer.data(), answer.size(), 0))));
        ::close(slow);
        QVERIFY2(answer.starts_with("HTTP/1.1 404"), answer.c_str());
        QCOMPARE(child->wait(20s).exit_code, 0);
    }

    void does_not_start_with_a_wrong_configuration() {
        const Rig rig;
        (void)save_file(rig.folder.file("c.json"), "{\"listen_prot\": 1, \"log_level\": \"loud\"}");
        for (const std::string command : {"serve", "check-config"}) {
            const Finished ended = rig.run({"--config", rig.folder.file("c.json"), command});
            QCOMPARE(ended.exit_code, 2);
            QVERIFY2(contains(ended.err, "did you mean \"listen_port\""), ended.report().c_str());
            QVERIFY2(contains(ended.err, "log_level"), ended.report().c_str());
        }
        QCOMPARE(rig.run({"frobnicate"}).exit_code, 2);
        QCOMPARE(rig.run({"check-config"}, {{"FAREBOX_COLLECTOR_THREADS", "0"}}).exit_code, 2);
        QCOMPARE(rig.run({"check-config"}).exit_code, 0);
    }

    void does_not_share_its_folder_or_its_port() {
        const Rig rig;
        const auto child = rig.serve();
        QVERIFY(child);
        QCOMPARE(rig.run({"serve"}).exit_code, 3);
        Rig other;
        other.port = rig.port;
        QCOMPARE(other.run({"serve"}).exit_code, 3);
        const Finished restored = rig.run({"restore", rig.folder.file("any")});
        QVERIFY2(restored.exit_code == 3, restored.report().c_str());
    }

    void brings_back_a_backup_taken_while_it_served() {
        const Rig rig;
        const auto child = rig.serve();
        QVERIFY(child);
        const std::string before = rig.run({"verify"}).out;
        QVERIFY(contains(before, "audit log whole"));
        const Finished backup = rig.run({"backup", rig.folder.file("b.db")});
        QVERIFY2(backup.exit_code == 0, backup.report().c_str());
        QCOMPARE(rig.run({"backup", rig.folder.file("b.db")}).exit_code, 1);
        child->kill_now();
        (void)child->wait(20s);
        (void)save_file(rig.data + "/collector.db", "lost");
        (void)save_file(rig.data + "/collector.db-wal", "");
        QCOMPARE(rig.run({"verify"}).exit_code, 1);
        const Finished restored = rig.run({"restore", rig.folder.file("b.db")});
        QVERIFY2(restored.exit_code == 0, restored.report().c_str());
        QCOMPARE(rig.run({"verify"}).out, before);
        QVERIFY(rig.serve());
    }
};

FAREBOX_TEST_CLASS(DaemonCollectorTest)
#include "daemon_collector_test.moc"
