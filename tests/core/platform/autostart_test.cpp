#include "core/platform/autostart.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::platform;

class AutostartTest : public QObject {
    Q_OBJECT
private:
    static AutostartEntry entry() {
        return {"farebox-tray", "Farebox", "/opt/my apps/100%/farebox-tray", {"--background"}};
    }

private slots:
    void init() {
        if (!Autostart("/x").is_supported()) QSKIP("the installer's work on this system");
    }

    void is_off_until_it_is_set() {
        tests::TempDir dir;
        Autostart autostart(dir.path(), dir.file("system"));
        QVERIFY(!autostart.is_on(entry()));
        QVERIFY(autostart.set(entry(), true).has_value());
        QVERIFY(autostart.is_on(entry()));
        QVERIFY(autostart.set(entry(), false).has_value());
        QVERIFY(!autostart.is_on(entry()));
        QVERIFY(!file_exists(dir.file("autostart/farebox-tray.desktop")));
    }

    void writes_the_command_so_that_a_session_reads_it() {
        tests::TempDir dir;
        Autostart autostart(dir.path(), dir.file("system"));
        QVERIFY(autostart.set(entry(), true).has_value());
        const auto text = load_file(dir.file("autostart/farebox-tray.desktop"));
        QVERIFY(contains(*text, "Exec=\"/opt/my apps/100%%/farebox-tray\" \"--background\"\n"));
        QVERIFY(contains(*text, "Type=Application\n"));
    }

    void hides_what_the_administrator_starts() {
        tests::TempDir dir;
        QVERIFY(make_dirs(dir.file("system")).has_value());
        QVERIFY(save_file(dir.file("system/farebox-tray.desktop"), "[Desktop Entry]\nExec=x\n")
                    .has_value());
        Autostart autostart(dir.path(), dir.file("system"));
        QVERIFY(autostart.is_on(entry()));
        QVERIFY(autostart.set(entry(), false).has_value());
        QVERIFY(!autostart.is_on(entry()));
        QVERIFY(autostart.set(entry(), true).has_value());
        QVERIFY(autostart.is_on(entry()));
    }

    void says_where_it_cannot_write() {
        tests::TempDir dir;
        QVERIFY(save_file(dir.file("file"), "").has_value());
        Autostart autostart(dir.file("file"), dir.file("system"));
        const auto result = autostart.set(entry(), true);
        QVERIFY(!result.has_value());
        QVERIFY(contains(result.error().message, dir.file("file")));
    }
};

FAREBOX_TEST_CLASS(AutostartTest)
#include "autostart_test.moc"
