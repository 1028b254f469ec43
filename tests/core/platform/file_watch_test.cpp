#include "core/platform/file_watch.h"

#include <atomic>
#include <filesystem>

#include "core/base/file_io.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::platform;
using namespace farebox::tests;

class FileWatchTest : public QObject {
    Q_OBJECT
private:
    TempDir dir_;
    std::atomic<int> told_ = 0;

    std::unique_ptr<FileWatch> watch(std::vector<std::string> paths) {
        told_ = 0;
        auto started = FileWatch::start(std::move(paths), [this] { ++told_; });
        return started ? std::move(*started) : nullptr;
    }

private slots:
    void sees_a_file_come_change_and_go() {
        const std::string path = dir_.file("config.json");
        const auto watching = watch({path});
        QVERIFY(watching != nullptr);
        QVERIFY(save_file(path, "1").has_value());
        QTRY_COMPARE(told_.load(), 1);
        QVERIFY(save_file(path, "2").has_value());
        QTRY_COMPARE(told_.load(), 2);
        std::filesystem::remove(path);
        QTRY_COMPARE(told_.load(), 3);
    }

    void is_silent_about_neighbours() {
        const auto watching = watch({dir_.file("silent.json")});
        QVERIFY(save_file(dir_.file("other.json"), "1").has_value());
        QTest::qWait(150);
        QCOMPARE(told_.load(), 0);
    }

    void a_burst_is_told_as_one_change() {
        const std::string path = dir_.file("burst.json");
        const auto watching = watch({path});
        for (int i = 0; i < 20; ++i) QVERIFY(save_file(path, std::to_string(i)).has_value());
        QTRY_VERIFY(told_.load() > 0);
        QTest::qWait(150);
        // A machine that is busy may stretch the burst.
        QVERIFY(told_.load() < 10);
    }

    void waits_for_folders_that_are_not_there_yet() {
        const std::string path = dir_.file("a/b/late.json");
        const auto watching = watch({path});
        QVERIFY(make_dirs(dir_.file("a/b")).has_value());
        QTRY_VERIFY(told_.load() > 0);
        QTest::qWait(100);
        const int before = told_.load();
        QVERIFY(save_file(path, "1").has_value());
        QTRY_VERIFY(told_.load() > before);
    }

    void follows_a_link_to_where_the_file_is() {
        QVERIFY(make_dirs(dir_.file("repository")).has_value());
        QVERIFY(save_file(dir_.file("repository/real.json"), "1").has_value());
        std::filesystem::create_symlink(dir_.file("repository/real.json"), dir_.file("link.json"));
        const auto watching = watch({dir_.file("link.json")});
        QVERIFY(save_file(dir_.file("repository/real.json"), "2").has_value());
        QTRY_COMPARE(told_.load(), 1);
    }

    void everything_in_a_watched_folder_counts() {
        QVERIFY(make_dirs(dir_.file("parts")).has_value());
        const auto watching = watch({dir_.file("parts")});
        QVERIFY(save_file(dir_.file("parts/10.json"), "1").has_value());
        QTRY_COMPARE(told_.load(), 1);
    }
};

FAREBOX_TEST_CLASS(FileWatchTest)
#include "file_watch_test.moc"
