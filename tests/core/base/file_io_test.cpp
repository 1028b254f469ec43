#include "core/base/file_io.h"

#include <filesystem>

#include "tests/support/suite.h"

using farebox::ErrorCode;
using farebox::file_exists;
using farebox::load_file;
using farebox::make_dirs;
using farebox::save_file;
using farebox::tests::TempDir;

namespace fs = std::filesystem;

class FileIoTest : public QObject {
    Q_OBJECT

private slots:
    void reads_back_what_it_wrote() {
        const TempDir dir;
        const std::string text("a\0b\r\n\xff", 6);
        QVERIFY(save_file(dir.file("x"), text).has_value());
        QCOMPARE(load_file(dir.file("x")).value(), text);
        QVERIFY(save_file(dir.file("x"), "").has_value());
        QCOMPARE(load_file(dir.file("x")).value(), std::string());
        QVERIFY(!file_exists(dir.file("x.new")));
    }

    void keeps_files_and_folders_private() {
        const TempDir dir;
        QVERIFY(make_dirs(dir.file("a/b")).has_value());
        QVERIFY(save_file(dir.file("a/b/x"), "text").has_value());
        QVERIFY(fs::status(dir.file("a/b")).permissions() == fs::perms(0700));
        QVERIFY(fs::status(dir.file("a/b/x")).permissions() == fs::perms(0600));
        QVERIFY(save_file(dir.file("a/b/x"), "text", 0644).has_value());
        QVERIFY(fs::status(dir.file("a/b/x")).permissions() == fs::perms(0644));
    }

    void leaves_an_existing_folder_as_it_is() {
        const TempDir dir;
        fs::permissions(dir.path(), fs::perms(0755));
        QVERIFY(make_dirs(dir.path()).has_value());
        QVERIFY(fs::status(dir.path()).permissions() == fs::perms(0755));
    }

    void says_what_was_missing() {
        const TempDir dir;
        const auto text = load_file(dir.file("absent"));
        QVERIFY(text.error().code == ErrorCode::NotFound);
        QVERIFY(text.error().message.find(dir.file("absent")) != std::string::npos);
        QVERIFY(save_file(dir.file("no/such/folder"), "x").error().code == ErrorCode::NotFound);
    }

    void refuses_more_than_the_limit() {
        const TempDir dir;
        QVERIFY(save_file(dir.file("x"), std::string(100, 'x')).has_value());
        QVERIFY(load_file(dir.file("x"), 100).has_value());
        QVERIFY(load_file(dir.file("x"), 99).error().code == ErrorCode::TooLarge);
    }

    void fails_on_a_folder() {
        const TempDir dir;
        QVERIFY(!load_file(dir.path()).has_value());
    }
};

FAREBOX_TEST_CLASS(FileIoTest)
#include "file_io_test.moc"
