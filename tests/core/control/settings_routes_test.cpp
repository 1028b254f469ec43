// The settings through the local API: what `farebox policy`, `farebox config` and the tray see.

#include "core/base/file_io.h"
#include "core/control/arguments.h"
#include "core/control/client.h"
#include "core/control/routes.h"
#include "core/control/service.h"
#include "core/control/show.h"
#include "core/settings/store.h"
#include "tests/support/suite.h"

#include <unistd.h>

using namespace farebox;
using namespace farebox::control;
using namespace farebox::tests;

class SettingsRoutesTest : public QObject {
    Q_OBJECT
private:
    SystemClock clock_;
    TempDir dir_;
    std::unique_ptr<settings::Store> store_;

    settings::Places places() {
        const std::string home = dir_.file(QTest::currentTestFunction());
        return {home + "/config.json", "", {home + "/managed", getuid()}};
    }
    Answer ask(std::string_view method, const std::string& route, std::string_view body = {}) {
        Context context(dir_.file("none.db"), nullptr, clock_, store_.get());
        return answer(method, std::string(ApiPrefix) + route, context, body);
    }
    Json setting(const char* key) {
        const Answer policy = ask("GET", "policy");
        for (const Json& one : policy.body.value("settings", Json::array())) {
            if (find_string(one, "key") == std::string(key)) return one;
        }
        return Json();
    }

private slots:
    void init() {
        const settings::Places all = places();
        QVERIFY(make_dirs(all.managed.folder, 0755).has_value());
        QVERIFY(save_file(all.managed.folder + "/managed.json",
                          "{\"enforced\":{\"log_level\":\"warn\"}}", 0644)
                    .has_value());
        store_ = std::make_unique<settings::Store>(all);
    }

    void policy_tells_value_source_and_lock_of_every_key() {
        QCOMPARE(ask("GET", "policy").status, 200);
        const Json locked = setting("log_level");
        QCOMPARE(find_string(locked, "value"), std::optional<std::string>("warn"));
        QCOMPARE(find_string(locked, "source"), std::optional<std::string>("device_enforced"));
        QCOMPARE(find_bool(locked, "is_locked"), std::optional<bool>(true));
        QVERIFY(find_string(locked, "origin")->ends_with("/managed.json"));
        QCOMPARE(find_string(setting("drain_ms"), "source"), std::optional<std::string>("built_in"));
    }

    void a_setting_is_written_and_taken_back() {
        QCOMPARE(ask("PUT", "settings/tray.language", "{\"value\":\"de\"}").status, 200);
        QCOMPARE(find_string(setting("tray.language"), "value"), std::optional<std::string>("de"));
        QCOMPARE(find_bool(setting("tray.language"), "needs_restart"), std::optional<bool>(false));
        QCOMPARE(ask("DELETE", "settings/tray.language").status, 200);
        QCOMPARE(find_string(setting("tray.language"), "source"), std::optional<std::string>("built_in"));
    }

    void a_rule_is_added_changed_and_removed() {
        const char* const first = "{\"folder\":\"/home/mia/my notes/\",\"repo\":\"github.com/acme/a\"}";
        const char* const second = "{\"folder\":\"/home/mia/my notes\",\"repo\":\"github.com/acme/b\"}";
        QCOMPARE(ask("PUT", "assignments", first).status, 200);
        QCOMPARE(ask("PUT", "assignments", second).status, 200);
        const Json list = ask("GET", "assignments").body.value("assignments", Json::array());
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(find_string(list[0], "repo"), std::optional<std::string>("github.com/acme/b"));
        QCOMPARE(find_string(list[0], "source"), std::optional<std::string>("user"));
        QVERIFY(show_assignments(list, {}).find("/home/mia/my notes") != std::string::npos);
        QCOMPARE(ask("DELETE", "assignments?folder=%2Fhome%2Fmia%2Fmy%20notes").status, 200);
        QCOMPARE(ask("DELETE", "assignments?folder=%2Fhome%2Fmia%2Fmy%20notes").status, 404);
        QCOMPARE(ask("DELETE", "assignments").status, 400);
        QVERIFY(ask("GET", "assignments").body.value("assignments", Json()).empty());
    }

    void a_rule_of_the_management_stays() {
        QVERIFY(save_file(places().managed.folder + "/managed.json",
                          "{\"enforced\":{\"assignments\":[{\"program\":\"aider\",\"repo\":\"acme/x\"}]}}",
                          0644)
                    .has_value());
        store_->reload();
        QCOMPARE(ask("PUT", "assignments", "{\"program\":\"aider\",\"repo\":\"acme/y\"}").status, 409);
        QCOMPARE(ask("DELETE", "assignments?program=aider").status, 409);
        QCOMPARE(ask("PUT", "assignments", "{\"program\":\"codex\",\"repo\":\"acme/y\"}").status, 200);
        QCOMPARE(ask("PUT", "assignments", "{\"folder\":\"x\",\"repo\":\"acme/y\"}").status, 400);
    }

    void a_key_that_needs_a_restart_says_so() {
        QCOMPARE(ask("PUT", "settings/listen.port", "{\"value\":7999}").status, 200);
        QCOMPARE(find_bool(setting("listen.port"), "needs_restart"), std::optional<bool>(true));
    }

    void refusals_have_their_status_data() {
        QTest::addColumn<QString>("method");
        QTest::addColumn<QString>("route");
        QTest::addColumn<QString>("body");
        QTest::addColumn<int>("status");
        QTest::newRow("locked") << "PUT" << "settings/log_level" << "{\"value\":\"info\"}" << 409;
        QTest::newRow("locked, away") << "DELETE" << "settings/log_level" << "" << 409;
        QTest::newRow("not the user's") << "PUT" << "settings/managed_by.name" << "{\"value\":\"x\"}" << 403;
        QTest::newRow("no such key") << "PUT" << "settings/colour" << "{\"value\":1}" << 404;
        QTest::newRow("bad value") << "PUT" << "settings/drain_ms" << "{\"value\":\"x\"}" << 400;
        QTest::newRow("no value") << "PUT" << "settings/drain_ms" << "{}" << 400;
        QTest::newRow("no body") << "PUT" << "settings/drain_ms" << "" << 400;
        QTest::newRow("no JSON") << "PUT" << "settings/drain_ms" << "value=1" << 400;
        QTest::newRow("wrong method") << "GET" << "settings/drain_ms" << "" << 405;
    }
    void refusals_have_their_status() {
        QFETCH(QString, method);
        QFETCH(QString, route);
        QFETCH(QString, body);
        QFETCH(int, status);
        const Answer found = ask(method.toStdString(), route.toStdString(), body.toStdString());
        QCOMPARE(found.status, status);
        QVERIFY(find_member(found.body, "error") != nullptr);
    }

    void the_socket_takes_a_body() {
        const std::string socket = dir_.file("s");
        auto service = Service::start({socket, dir_.file("none.db"), nullptr, store_.get()}, clock_);
        QVERIFY(service.has_value());
        Client client(socket, "", clock_);
        const auto changed = client.send("PUT", "settings/drain_ms", Json{{"value", 12}});
        QVERIFY(changed.has_value());
        QCOMPARE(find_int(*changed, "value"), std::optional<std::int64_t>(12));
        const auto locked = client.send("PUT", "settings/log_level", Json{{"value", "info"}});
        QCOMPARE(locked.error().code, ErrorCode::Conflict);
    }

    void people_see_locks_and_problems() {
        QVERIFY(save_file(places().config_file, "{\"drain\":1,\"listen\":{\"port\":7800}}").has_value());
        store_->reload();
        const std::string text = show_policy(ask("GET", "policy").body, {});
        QVERIFY(text.find("locked") != std::string::npos);
        QVERIFY(text.find("device, enforced") != std::string::npos);
        QVERIFY(text.find("7800 *") != std::string::npos);
        QVERIFY(text.find("drain: unknown key") != std::string::npos);
    }

    void completion_offers_the_keys() {
        QVERIFY(format_completion("bash").value_or("").find("override.max_hours") != std::string::npos);
    }
};

FAREBOX_TEST_CLASS(SettingsRoutesTest)
#include "settings_routes_test.moc"
