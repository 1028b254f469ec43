#include "core/platform/managed_settings.h"

#include "core/base/file_io.h"
#include "tests/support/suite.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace farebox;
using namespace farebox::platform;
using namespace farebox::tests;

class ManagedSettingsTest : public QObject {
    Q_OBJECT
private:
    TempDir dir_;
    ManagedPlace place_;

    std::string path(const char* name) const { return place_.folder + "/" + name; }
    void write(const char* name, const char* text, unsigned mode = 0644) {
        QVERIFY(save_file(path(name), text, mode).has_value());
    }

private slots:
    void init() {
        place_ = {dir_.file(QTest::currentTestFunction()), getuid()};
        QVERIFY(make_dirs(place_.folder + "/managed.d", 0755).has_value());
    }

    void a_machine_that_nobody_manages_says_nothing() {
        const ManagedSettings settings = read_managed_settings({dir_.file("nowhere"), 0});
        QVERIFY(settings.documents.empty() && settings.problems.empty());
    }

    void parts_come_after_the_main_file_in_order_of_name() {
        write("managed.json", "{\"enforced\":{\"a\":1}}");
        write("managed.d/20-b.json", "{\"recommended\":{\"b\":2}}");
        write("managed.d/10-a.json", "{}");
        write("managed.d/notes.txt", "not ours");
        write("managed.d/.hidden.json", "{\"enforced\":{\"c\":1}}");
        const ManagedSettings settings = read_managed_settings(place_);
        QVERIFY(settings.problems.empty());
        QCOMPARE(settings.documents.size(), std::size_t(3));
        QCOMPARE(settings.documents[0].origin, path("managed.json"));
        QCOMPARE(settings.documents[2].origin, path("managed.d/20-b.json"));
        QCOMPARE(to_text(settings.documents[2].recommended), std::string("{\"b\":2}"));
    }

    void what_others_could_have_written_is_refused() {
        write("managed.json", "{\"enforced\":{\"a\":1}}", 0664);
        ManagedSettings settings = read_managed_settings(place_);
        QVERIFY(settings.documents.empty());
        QVERIFY(settings.problems.at(0).find("writable by others") != std::string::npos);

        write("managed.json", "{\"enforced\":{\"a\":1}}", 0644);
        settings = read_managed_settings({place_.folder, getuid() + 1});
        QVERIFY(settings.documents.empty());
        QVERIFY(settings.problems.at(0).find("belongs to user") != std::string::npos);

        QVERIFY(chmod(place_.folder.c_str(), 0777) == 0);
        settings = read_managed_settings(place_);
        QVERIFY(settings.documents.empty());
        QCOMPARE(settings.problems.size(), std::size_t(1));
    }

    void a_pipe_in_place_of_a_file_does_not_hold_us_up() {
        QVERIFY(mkfifo(path("managed.json").c_str(), 0600) == 0);
        QCOMPARE(read_managed_settings(place_).problems.size(), std::size_t(1));
    }

    void a_policy_written_in_the_wrong_place_is_a_problem() {
        write("managed.json", "{\"log_level\":\"warn\"}");
        write("managed.d/a.json", "{\"enforced\":[]}");
        write("managed.d/b.json", "{");
        write("managed.d/c.json", "{\"enforced\":{\"x\":1}}");
        const ManagedSettings settings = read_managed_settings(place_);
        QCOMPARE(settings.problems.size(), std::size_t(3));
        QCOMPARE(settings.documents.size(), std::size_t(1));
    }

    void recommended_values_of_a_flat_form_are_split_off() {
        const ManagedDocument document = split_recommended(
            *parse_json("{\"log_level\":\"warn\",\"Recommended\":{\"drain_ms\":1}}"), "plist");
        QCOMPARE(to_text(document.enforced), std::string("{\"log_level\":\"warn\"}"));
        QCOMPARE(to_text(document.recommended), std::string("{\"drain_ms\":1}"));
        QVERIFY(split_recommended(Json::array(), "x").enforced.empty());
    }
};

FAREBOX_TEST_CLASS(ManagedSettingsTest)
#include "managed_settings_test.moc"
