// The disk is full under the running daemon. Calls go on, people are told, and every row is there
// once space returns; what could not be kept is counted.

#include "tests/e2e/support/raw_call.h"
#include "tests/e2e/support/rig.h"

#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace farebox;
using namespace farebox::e2e;
namespace fs = std::filesystem;

namespace {

// A state folder that can be full: a 1 MB file system where mounting is allowed (it lives in a
// mount namespace of this test and vanishes with it), else a limit on the size of files, which is
// what SQLite sees as a full disk too.
class SmallDisk {
public:
    explicit SmallDisk(std::string folder) : folder_(std::move(folder)) {
        fs::create_directories(folder_);
        mounted_ = ::unshare(CLONE_NEWNS) == 0 &&
                   ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
                   ::mount("farebox", folder_.c_str(), "tmpfs", 0, "size=1m,mode=0700") == 0;
        qInfo("disk full by %s", mounted_ ? "a file system of 1 MB" : "a limit on file sizes");
    }
    ~SmallDisk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }

    void fill(const Child& daemon) const {
        if (!mounted_) return limit(daemon, fs::file_size(folder_ + "/ledger.db-wal"));
        std::ofstream filler(filler_name(), std::ios::binary);
        const std::string block(4096, 'x');
        while (filler.write(block.data(), std::streamsize(block.size())).flush()) {
        }
    }
    void free(const Child& daemon) const {
        if (!mounted_) return limit(daemon, RLIM_INFINITY);
        fs::remove(filler_name());
    }

private:
    std::string filler_name() const { return folder_ + "/other-data"; }
    static void limit(const Child& daemon, rlim_t bytes) {
        rlimit limits{};
        ::prlimit(static_cast<pid_t>(daemon.pid()), RLIMIT_FSIZE, nullptr, &limits);
        limits.rlim_cur = bytes;
        ::prlimit(static_cast<pid_t>(daemon.pid()), RLIMIT_FSIZE, &limits, nullptr);
    }

    const std::string folder_;
    bool mounted_ = false;
};

Json ledger_of(const Rig& rig) { return rig.status().value("/daemon/ledger"_json_pointer, Json()); }

// Calls until the ledger says that it cannot write; how many there were.
int call_until_degraded(const Rig& rig, int most) {
    for (int calls = 0; calls < most; calls += 20) {
        for (int i = 0; i < 20; ++i)
            if (send_message(rig.daemon_port()).status != 200) return -1;
        pause(std::chrono::milliseconds(300));
        if (!find_bool(ledger_of(rig), "ok").value_or(true)) return calls + 20;
    }
    return -1;
}

}  // namespace

class DaemonDiskFullTest : public QObject {
    Q_OBJECT
private slots:
    void a_healthy_ledger_is_no_problem();
    void calls_go_on_and_every_row_is_written_when_space_returns();
    void rows_that_cannot_be_kept_at_the_end_are_counted();
};

void DaemonDiskFullTest::a_healthy_ledger_is_no_problem() {
    Rig rig;
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QCOMPARE(rig.calls(1).size(), std::size_t(1));
    const Json findings = parse_json(rig.farebox({"doctor", "--json"}).out).value_or(Json());
    for (const Json& finding : findings["findings"]) {
        QVERIFY(!text(finding, "text").empty());
        QVERIFY2(text(finding, "topic") != "ledger" || text(finding, "level") == "fine",
                 text(finding, "text").c_str());
    }
    QVERIFY(find_member(ledger_of(rig), "problem")->is_null());
}

void DaemonDiskFullTest::calls_go_on_and_every_row_is_written_when_space_returns() {
    Rig rig(Start::MockOnly);
    const SmallDisk disk(rig.home() + "/.local/state/farebox");
    rig.start_daemon();
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QCOMPARE(rig.calls(1).size(), std::size_t(1));

    disk.fill(rig.daemon());
    const int calls = call_until_degraded(rig, 2'000);
    QVERIFY(calls > 0);
    const Json ledger = ledger_of(rig);
    QVERIFY(number(ledger, "rows_waiting") > 0);
    QVERIFY2(text(ledger, "problem").find("cannot be written") != std::string::npos,
             text(ledger, "problem").c_str());

    const Finished status = rig.farebox({"status"});
    QCOMPARE(status.exit_code, 0);
    QVERIFY2(status.out.find("rows waiting") != std::string::npos, status.out.c_str());
    QVERIFY2(status.out.find("cannot be written") != std::string::npos, status.out.c_str());
    const Finished doctor = rig.farebox({"doctor"});
    QCOMPARE(doctor.exit_code, 4);
    QVERIFY2(doctor.out.find("cannot be written") != std::string::npos, doctor.out.c_str());

    disk.free(rig.daemon());
    // The longest pause between two attempts is ten seconds.
    QVERIFY(wait_until([&] { return find_bool(ledger_of(rig), "ok").value_or(false); },
                       std::chrono::seconds(20)));
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QVERIFY(wait_until(
        [&] { return number(rig.status()["ledger_file"], "calls") == calls + 2; },
        std::chrono::seconds(15)));
    QCOMPARE(number(ledger_of(rig), "rows_lost"), std::int64_t(0));
    QCOMPARE(rig.farebox({"doctor", "--deep"}).out.find("cannot be written"), std::string::npos);
}

void DaemonDiskFullTest::rows_that_cannot_be_kept_at_the_end_are_counted() {
    Rig rig(Start::MockOnly);
    const SmallDisk disk(rig.home() + "/.local/state/farebox");
    rig.start_daemon();
    QCOMPARE(send_message(rig.daemon_port()).status, 200);
    QCOMPARE(rig.calls(1).size(), std::size_t(1));
    disk.fill(rig.daemon());
    const int calls = call_until_degraded(rig, 2'000);
    QVERIFY(calls > 0);
    // Rows are made beside their calls: the last ones may still be on their way to the ledger.
    const auto row_count = [&](const char* name) { return number(ledger_of(rig), name); };
    QVERIFY(wait_until([&] { return row_count("rows_written") + row_count("rows_waiting") == calls + 1; },
                       std::chrono::seconds(10)));
    const auto waiting = row_count("rows_waiting");
    QVERIFY(waiting > 0);

    const std::string log = rig.stop_daemon();
    QVERIFY2(log.find("could not be written before the end") != std::string::npos, log.c_str());
    std::int64_t lost = 0;
    const std::string mark = "\"rows_lost\":\"";
    for (auto at = log.find(mark); at != std::string::npos; at = log.find(mark, at + 1))
        lost += std::atoll(log.c_str() + at + mark.size());
    QVERIFY2(lost == waiting, log.c_str());
}

FAREBOX_TEST_CLASS(DaemonDiskFullTest)
#include "daemon_disk_full_test.moc"
