#include "core/settings/store.h"

#include <chrono>

#include "core/base/file_io.h"
#include "core/base/queue.h"
#include "core/settings/user_file.h"
#include "tests/support/suite.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace farebox;
using namespace farebox::settings;
using namespace farebox::tests;
using namespace std::chrono_literals;

class StoreTest : public QObject {
    Q_OBJECT
private:
    TempDir dir_;
    Places places_;

    void write(const std::string& path, const char* text) {
        QVERIFY(save_file(path, text, 0644).has_value());
    }
    std::string config() { return load_file(places_.config_file).value_or("absent"); }
    void manage(const char* text) { write(places_.managed.folder + "/managed.json", text); }

private slots:
    void init() {
        const std::string home = dir_.file(QTest::currentTestFunction());
        QVERIFY(make_dirs(home + "/managed", 0755).has_value());
        places_ = {home + "/config/config.json", home + "/collector.json",
                   {home + "/managed", getuid()}};
    }

    void reads_all_places() {
        manage("{\"enforced\":{\"log_level\":\"warn\"},\"recommended\":{\"drain_ms\":7}}");
        QVERIFY(make_dirs(places_.config_file.substr(0, places_.config_file.rfind('/'))).has_value());
        write(places_.config_file, "{\"log_level\":\"error\",\"stop_grace_ms\":9}");
        write(places_.collector_file, "{\"enforced\":{\"override\":{\"per_day\":2},\"log_level\":\"debug\"}}");
        const Store store(places_);
        const Settings& settings = store.current()->settings;
        QCOMPARE(settings.log_level, std::string("warn"));
        QCOMPARE(settings.drain_ms, std::int64_t(7));
        QCOMPARE(settings.stop_grace_ms, std::int64_t(9));
        QCOMPARE(settings.override_rule.per_day, std::int64_t(2));
        QVERIFY(settings.problems.empty());
    }

    void a_file_others_may_write_is_not_obeyed() {
        manage("{\"enforced\":{\"log_level\":\"warn\"}}");
        QVERIFY(chmod((places_.managed.folder + "/managed.json").c_str(), 0666) == 0);
        const Store store(places_);
        QCOMPARE(store.current()->settings.log_level, std::string("info"));
        QCOMPARE(store.current()->settings.problems.size(), std::size_t(1));
    }

    void sets_a_key_and_keeps_the_rest_as_it_was() {
        QVERIFY(make_dirs(places_.config_file.substr(0, places_.config_file.rfind('/'))).has_value());
        write(places_.config_file, "{\"mine\":1,\"override\":{\"max_hours\":3},\"drain_ms\":5}");
        Store store(places_);
        QVERIFY(store.set_user("override.per_day", 4).has_value());
        QVERIFY(store.set_user("drain_ms", 6).has_value());
        QCOMPARE(config(), std::string("{\n  \"mine\": 1,\n  \"override\": {\n    \"max_hours\": 3,\n"
                                       "    \"per_day\": 4\n  },\n  \"drain_ms\": 6\n}\n"));
        QCOMPARE(store.current()->settings.override_rule.per_day, std::int64_t(4));
        QVERIFY(store.unset_user("override.per_day").has_value());
        QVERIFY(store.unset_user("override.max_hours").has_value());
        QCOMPARE(config(), std::string("{\n  \"mine\": 1,\n  \"drain_ms\": 6\n}\n"));
    }

    void creates_the_file_for_its_user_alone() {
        Store store(places_);
        QVERIFY(store.set_user("tray.language", "de").has_value());
        struct stat facts {};
        QVERIFY(stat(places_.config_file.c_str(), &facts) == 0);
        QCOMPARE(int(facts.st_mode & 0777), 0600);
        QVERIFY(store.unset_user("tray.language").has_value());
        QCOMPARE(config(), std::string("{}\n"));
    }

    void a_link_stays_a_link() {
        const std::string folder = places_.config_file.substr(0, places_.config_file.rfind('/'));
        QVERIFY(make_dirs(folder).has_value());
        write(folder + "/dotfile.json", "{}");
        QVERIFY(symlink("dotfile.json", places_.config_file.c_str()) == 0);
        Store store(places_);
        QVERIFY(store.set_user("drain_ms", 6).has_value());
        QVERIFY(load_file(folder + "/dotfile.json").value_or("").find("drain_ms") != std::string::npos);
    }

    void refuses_what_may_not_be_written() {
        manage("{\"enforced\":{\"log_level\":\"warn\"}}");
        Store store(places_);
        const auto locked = store.set_user("log_level", "debug");
        QCOMPARE(locked.error().code, ErrorCode::Conflict);
        QVERIFY(locked.error().message.starts_with("log_level is set by the management of this device ("));
        QCOMPARE(store.unset_user("log_level").error().code, ErrorCode::Conflict);
        QCOMPARE(store.set_user("managed_by.name", "Me").error().code, ErrorCode::Denied);
        QCOMPARE(store.set_user("drain", 1).error().code, ErrorCode::NotFound);
        QCOMPARE(store.set_user("drain_ms", -1).error().code, ErrorCode::Invalid);
        QCOMPARE(config(), std::string("absent"));
    }

    void never_overwrites_a_file_it_cannot_read() {
        QVERIFY(make_dirs(places_.config_file.substr(0, places_.config_file.rfind('/'))).has_value());
        write(places_.config_file, "{\"drain_ms\": 5,}");
        Store store(places_);
        QCOMPARE(store.set_user("drain_ms", 6).error().code, ErrorCode::Invalid);
        QCOMPARE(config(), std::string("{\"drain_ms\": 5,}"));
    }

    void tells_of_changes_from_outside() {
        Store store(places_);
        Queue<std::string> seen(100);
        store.subscribe([&](const Snapshot& now) { (void)seen.push(std::string(now.settings.log_level)); });
        QVERIFY(store.watch().has_value());
        // The folder of the configuration is not there yet.
        QVERIFY(make_dirs(places_.config_file.substr(0, places_.config_file.rfind('/'))).has_value());
        write(places_.config_file, "{\"log_level\":\"error\"}");
        QCOMPARE(seen.pop().value_or(""), std::string("error"));
        manage("{\"enforced\":{\"log_level\":\"warn\"}}");
        QCOMPARE(seen.pop().value_or(""), std::string("warn"));
        QVERIFY(make_dirs(places_.managed.folder + "/managed.d", 0755).has_value());
        write(places_.managed.folder + "/managed.d/10-team.json", "{\"enforced\":{\"log_level\":\"debug\"}}");
        QCOMPARE(seen.pop().value_or(""), std::string("debug"));
        QCOMPARE(store.at_start().settings.log_level, std::string("info"));
        // The same text again is no change.
        write(places_.config_file, "{\"log_level\":\"error\"}");
        QTest::qWait(200);
        QCOMPARE(seen.size(), std::size_t(0));
    }
};

FAREBOX_TEST_CLASS(StoreTest)
#include "store_test.moc"
