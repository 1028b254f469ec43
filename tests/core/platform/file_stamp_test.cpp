#include "core/platform/file_stamp.h"

#include "core/base/file_io.h"
#include "tests/support/suite.h"

#include <filesystem>

#include <sys/stat.h>

using namespace farebox;
using namespace farebox::platform;
using farebox::tests::TempDir;

class FileStampTest : public QObject {
    Q_OBJECT
private slots:
    void a_replaced_file_has_another_stamp();
    void tells_files_folders_and_nothing_apart();
    void loads_regular_files_up_to_a_limit();
    void a_pipe_is_refused_not_waited_for();
    void links_and_dots_are_resolved();
};

void FileStampTest::a_replaced_file_has_another_stamp() {
    const TempDir dir;
    const std::string file = dir.file("HEAD");
    QVERIFY(save_file(file, "one").has_value());
    const FileStamp first = read_stamp(file);
    QVERIFY(read_stamp(file) == first);
    QVERIFY(save_file(file, "two").has_value());  // same size, same moment, another inode
    QVERIFY(read_stamp(file) != first);
}

void FileStampTest::tells_files_folders_and_nothing_apart() {
    const TempDir dir;
    QVERIFY(read_stamp(dir.path()).is_folder());
    QVERIFY(read_stamp(dir.file("none")) == FileStamp());
    QVERIFY(save_file(dir.file("a"), "1234").has_value());
    QVERIFY(read_stamp(dir.file("a")).is_file());
    QCOMPARE(read_stamp(dir.file("a")).size, std::int64_t(4));
    QVERIFY(read_stamp("/dev/null").kind == FileKind::Other);
}

void FileStampTest::loads_regular_files_up_to_a_limit() {
    const TempDir dir;
    QVERIFY(save_file(dir.file("a"), "1234").has_value());
    QCOMPARE(*load_regular_file(dir.file("a"), 4), std::string("1234"));
    QCOMPARE(load_regular_file(dir.file("a"), 3).error().code, ErrorCode::TooLarge);
    QCOMPARE(load_regular_file(dir.file("none"), 3).error().code, ErrorCode::NotFound);
}

void FileStampTest::a_pipe_is_refused_not_waited_for() {
    const TempDir dir;
    QCOMPARE(mkfifo(dir.file("pipe").c_str(), 0600), 0);
    QCOMPARE(load_regular_file(dir.file("pipe"), 10).error().code, ErrorCode::Invalid);
    QVERIFY(!load_regular_file(dir.path(), 10).has_value());
}

void FileStampTest::links_and_dots_are_resolved() {
    const TempDir dir;
    const std::string real = std::filesystem::canonical(dir.path()).string();
    std::filesystem::create_directory_symlink(dir.path(), dir.file("link"));
    QCOMPARE(find_real_path(dir.file("./link/.")), std::optional<std::string>(real));
    QCOMPARE(find_real_path(dir.file("none")), std::optional<std::string>());
}

FAREBOX_TEST_CLASS(FileStampTest)
#include "file_stamp_test.moc"
