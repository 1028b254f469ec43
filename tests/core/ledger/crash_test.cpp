// kill -9 at any moment: what was flushed is there, the sums agree with the calls, the file is
// sound. A real child process writes and says over a pipe which rows are flushed; the parent kills
// it after a random time and looks.

#include <csignal>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

#include "core/ledger/ledger.h"
#include "core/ledger/reader.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::ledger;
using namespace farebox::tests;
using namespace std::chrono_literals;

class CrashTest : public QObject {
    Q_OBJECT
private:
    static constexpr unsigned Seed = 4711;
    static constexpr int Rounds = 12;

    // Appends in bursts, revises some rows, flushes now and then, and reports after each flush how
    // many rows were appended by then.
    [[noreturn]] static void write_until_killed(const std::string& path, int round, int report) {
        TestClock clock;
        Options options;
        options.path = path;
        options.group_commit = 3ms;
        auto ledger = std::move(Ledger::open(options, clock)).value();
        CallMaker maker(Seed + static_cast<unsigned>(round));
        std::vector<Call> made;
        for (std::int32_t count = 0;;) {
            for (int i = 0; i < 20; ++i, ++count) {
                Call call = maker.next();
                call.call_id = format("{}-{}", round, count);
                if (count % 7 == 6) {
                    Call& old = made[static_cast<std::size_t>(maker.pick(std::ssize(made)))];
                    Call revised = call;
                    revised.call_id = old.call_id;
                    revised.revision = ++old.revision;
                    ledger->append(std::move(revised));
                }
                made.push_back(call);
                ledger->append(std::move(call));
            }
            if (!ledger->flush(10s)) _exit(3);
            if (write(report, &count, sizeof count) != sizeof count) _exit(4);
        }
    }

    static std::int32_t run_and_kill(const std::string& path, int round, int after_ms) {
        int ends[2];
        if (pipe(ends) != 0) qFatal("pipe");
        const pid_t child = fork();
        if (child == 0) {
            close(ends[0]);
            write_until_killed(path, round, ends[1]);
        }
        close(ends[1]);
        usleep(static_cast<useconds_t>(after_ms) * 1'000);
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        if (!WIFSIGNALED(status)) qFatal("the child ended by itself with %d", WEXITSTATUS(status));
        std::int32_t flushed = 0;
        for (std::int32_t count = 0; read(ends[0], &count, sizeof count) == sizeof count;) flushed = count;
        close(ends[0]);
        return flushed;
    }

private slots:
    void loses_no_flushed_row_and_tears_no_sum() {
        TempDir dir;
        const std::string path = dir.file("l.db");
        std::mt19937 random(Seed);
        std::int64_t all_flushed = 0;
        for (int round = 0; round < Rounds; ++round) {
            const int after_ms = std::uniform_int_distribution<int>(1, 250)(random);
            const std::int32_t flushed = run_and_kill(path, round, after_ms);
            all_flushed += flushed;

            // As the next daemon would: open for writing, then read.
            TestClock clock;
            Options options;
            options.path = path;
            auto ledger = std::move(Ledger::open(options, clock)).value();
            QVERIFY(ledger->health().notice.empty() || round == 0);
            auto reader = std::move(Reader::open(path)).value();
            const auto problems = reader->check().value();
            QVERIFY2(problems.empty(), problems.empty() ? "" : problems.front().c_str());
            CallQuery everything;
            everything.limit = 1'000'000;
            const auto stored = reader->calls(everything).value();
            std::set<std::string> ids;
            for (const auto& one : stored) ids.insert(one.call.call_id);
            for (std::int32_t i = 0; i < flushed; ++i) {
                QVERIFY2(ids.contains(format("{}-{}", round, i)), "a flushed row is missing");
            }
        }
        // Otherwise every kill came before the first flush and nothing was shown.
        QVERIFY(all_flushed > 100);
    }
};

FAREBOX_TEST_CLASS(CrashTest)
#include "crash_test.moc"
