#include "core/settings/resolve.h"

#include "core/settings/check_value.h"
#include "core/settings/schema.h"
#include "core/settings/settings.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::settings;

class ResolveTest : public QObject {
    Q_OBJECT
private:
    static SourceValues from(Source source, const char* text, std::string origin = "") {
        if (origin.empty()) origin = std::string(to_text(source));
        return {source, origin, parse_json(text).value_or(Json())};
    }
    static Effective one(const std::vector<SourceValues>& sources, std::string_view key) {
        const Resolution resolution = resolve(sources);
        const Effective* found = resolution.find(key);
        return found == nullptr ? Effective{} : *found;
    }

private slots:
    void the_schema_holds_together() {
        QVERIFY(built_in_schema().keys().size() >= 20);
        for (const Key& key : built_in_schema().keys()) {
            const std::string_view name = key.name;
            QVERIFY2(!key.text.empty() && !key.title.empty() && !key.since.empty(), name.data());
            // Every default is a value that the key itself allows.
            const Resolution own = resolve({{Source::DeviceEnforced, "d", Json{{key.name, key.default_value}}}});
            QVERIFY2(own.problems.empty(), name.data());
        }
        QCOMPARE(resolve({}).settings.size(), built_in_schema().keys().size());
    }

    void rules_of_all_sources_count_together_and_a_bad_one_costs_itself() {
        const std::vector<SourceValues> sources = {
            from(Source::User, "{\"assignments\":["
                               "{\"folder\":\"/home/mia/notes/\",\"repo\":\"github.com/acme/mine\"},"
                               "{\"folder\":\"notes\",\"repo\":\"github.com/acme/a\"},"
                               "{\"program\":\"aider\",\"repo\":\"git@github.com:acme/a.git\"}]}"),
            from(Source::DeviceEnforced, "{\"assignments\":[{\"folder\":\"/home/mia/notes\","
                                         "\"repo\":\"github.com/acme/handbook\"}]}")};
        const Resolution resolution = resolve(sources);
        const Json list = resolution.find("assignments")->value;
        QCOMPARE(list.size(), std::size_t(1));
        QCOMPARE(find_string(list[0], "repo"), std::optional<std::string>("github.com/acme/handbook"));
        QCOMPARE(find_bool(list[0], "is_locked"), std::optional<bool>(true));
        // The relative folder, the address as a name, and the folder that is set above.
        QCOMPARE(resolution.problems.size(), std::size_t(3));
        const Settings settings = make_settings(resolution, "");
        QCOMPARE(settings.assignments.size(), std::size_t(1));
        QVERIFY(settings.assignments[0].source == BudgetSource::Device);
    }

    // Law: where calls go, which certificates are trusted and what runs on the machine is not the
    // collector's to say.
    void the_collector_can_never_redirect_calls_or_run_commands() {
        for (const char* name : {"upstreams", "https_proxy", "no_proxy", "listen.port",
                                 "alerts.command", "alerts.webhook", "collector.url",
                                 "collector.ca_file", "collector.enrolment_token",
                                 "sync.local_details"}) {
            const Key* key = built_in_schema().find(name);
            QVERIFY(key != nullptr);
            QVERIFY(!key->enforceable_by_collector && !key->recommendable_by_collector);
        }
        const Resolution resolution = resolve({from(
            Source::CollectorEnforced, "{\"upstreams\":{\"anthropic\":{\"url\":\"https://evil.example\"}}}")});
        QCOMPARE(resolution.problems.size(), std::size_t(1));
        QCOMPARE(resolution.find("upstreams")->source, Source::BuiltIn);
    }

    void the_order_of_sources_holds() {
        std::vector<SourceValues> sources;
        const Source upwards[] = {Source::DeviceDefault, Source::CollectorDefault, Source::User,
                                  Source::CollectorEnforced, Source::DeviceEnforced};
        std::int64_t hours = 1;
        QCOMPARE(one(sources, "override.max_hours").source, Source::BuiltIn);
        for (const Source source : upwards) {
            sources.push_back(from(source, ("{\"override.max_hours\":" + std::to_string(++hours) + "}").c_str()));
            const Effective chosen = one(sources, "override.max_hours");
            QCOMPARE(chosen.source, source);
            QCOMPARE(to_text(chosen.value), to_text(Json(hours)));
            QCOMPARE(chosen.is_locked, is_enforced(source));
            QCOMPARE(to_text(chosen.default_value), to_text(Json(24)));
        }
    }

    void a_bad_value_lets_the_next_source_count() {
        const Resolution resolution =
            resolve({from(Source::DeviceEnforced, "{\"drain_ms\":\"soon\",\"log_level\":\"warn\"}"),
                     from(Source::User, "{\"drain_ms\":50}")});
        QCOMPARE(to_text(resolution.find("drain_ms")->value), to_text(Json(50)));
        QCOMPARE(resolution.find("drain_ms")->source, Source::User);
        QCOMPARE(to_text(resolution.find("log_level")->value), to_text(Json("warn")));
        QCOMPARE(resolution.problems.size(), std::size_t(1));
        QCOMPARE(resolution.problems[0],
                 std::string("drain_ms = \"soon\": expected a whole number from 0 to 600000; not "
                             "used from device_enforced"));
    }

    void numbers_that_only_look_right_are_refused_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("fraction") << "{\"drain_ms\":1.5}";
        QTest::newRow("negative") << "{\"drain_ms\":-1}";
        QTest::newRow("wraps to -1") << "{\"drain_ms\":18446744073709551615}";
        QTest::newRow("null") << "{\"drain_ms\":null}";
        QTest::newRow("one is not true in a file") << "{\"override\":{\"allowed\":1}}";
        QTest::newRow("no address") << "{\"alerts\":{\"webhook\":\"ftp://x\"}}";
        QTest::newRow("no such word") << "{\"unpriced_models\":\"maybe\"}";
        QTest::newRow("no list") << "{\"budgets\":{}}";
    }
    void numbers_that_only_look_right_are_refused() {
        QFETCH(QString, text);
        const Resolution resolution = resolve({from(Source::User, text.toUtf8().constData())});
        QCOMPARE(resolution.problems.size(), std::size_t(1));
        QCOMPARE(resolution.settings, resolve({}).settings);
    }

    void the_registrys_spelling_is_understood_from_the_device_only() {
        const char* text = "{\"override.allowed\":0,\"budgets\":\"[{\\\"name\\\":\\\"All\\\",\\\"limit_usd\\\":\\\"5\\\",\\\"period\\\":\\\"day\\\"}]\"}";
        const Resolution device = resolve({from(Source::DeviceEnforced, text)});
        QVERIFY(device.problems.empty());
        QCOMPARE(to_text(device.find("override.allowed")->value), to_text(Json(false)));
        QCOMPARE(device.find("budgets")->value.size(), std::size_t(1));
        QCOMPARE(resolve({from(Source::User, text)}).problems.size(), std::size_t(2));
    }

    void words_of_the_command_line_take_the_type_of_their_key() {
        const auto word = [](const char* key, const char* text) {
            const auto value = parse_value_word(*built_in_schema().find(key), text);
            return value ? farebox::to_text(*value) : "error";
        };
        QCOMPARE(word("developer_id", "5"), std::string("\"5\""));
        QCOMPARE(word("drain_ms", "5"), std::string("5"));
        QCOMPARE(word("override.allowed", "false"), std::string("false"));
        QCOMPARE(word("budgets", "[{}]"), std::string("[{}]"));
        QCOMPARE(word("drain_ms", "soon"), std::string("error"));
    }

    void of_two_files_of_a_kind_the_later_counts() {
        const Effective chosen = one({from(Source::DeviceEnforced, "{\"drain_ms\":1}", "managed.json"),
                                      from(Source::DeviceEnforced, "{\"drain_ms\":2}", "managed.d/b.json")},
                                     "drain_ms");
        QCOMPARE(to_text(chosen.value), to_text(Json(2)));
        QCOMPARE(chosen.origin, std::string("managed.d/b.json"));
    }

    void budgets_of_all_sources_count_together() {
        const Resolution resolution = resolve(
            {from(Source::User, "{\"budgets\":[{\"name\":\"Mine\",\"limit_usd\":\"2.50\",\"period\":\"week\"},"
                                "{\"name\":\"Team\",\"limit_usd\":\"9\",\"period\":\"month\"},{\"name\":\"Bad\"}]}"),
             from(Source::DeviceEnforced, "{\"budgets\":[{\"budget_id\":\"team\",\"limit_usd\":\"1\",\"period\":\"month\"}],"
                                          "\"unpriced_models\":\"refuse\"}")});
        const Effective* budgets = resolution.find("budgets");
        QCOMPARE(budgets->value.size(), std::size_t(2));
        QCOMPARE(to_text(budgets->value[0]["budget_id"]), to_text(Json("team")));
        QCOMPARE(to_text(budgets->value[0]["source"]), to_text(Json("device")));
        QCOMPARE(to_text(budgets->value[0]["is_locked"]), to_text(Json(true)));
        QCOMPARE(to_text(budgets->value[1]["source"]), to_text(Json("user")));
        QVERIFY(!budgets->is_locked);
        QCOMPARE(resolution.problems.size(), std::size_t(2));

        const Settings settings = make_settings(resolution, "");
        QCOMPARE(settings.budgets.size(), std::size_t(2));
        QVERIFY(settings.budgets[0].is_locked);
        QCOMPARE(settings.budgets[0].limit, std::int64_t(1'000'000'000));
        QCOMPARE(settings.budgets[1].budget_id, std::string("mine"));
        QVERIFY(settings.budgets[1].unpriced == UnpricedRule::Refuse);
    }

    void unknown_keys_name_the_nearest() {
        const Resolution resolution = resolve({from(
            Source::User, "{\"overide\":{},\"override\":{\"max_hour\":1},\"log_levle\":\"info\",\"listen\":5}", "f")});
        QCOMPARE(resolution.problems.size(), std::size_t(4));
        QCOMPARE(resolution.problems[0], std::string("overide: unknown key in f; did you mean \"override\"?"));
        QCOMPARE(resolution.problems[1],
                 std::string("override.max_hour: unknown key in f; did you mean \"override.max_hours\"?"));
        QCOMPARE(resolution.problems[2], std::string("log_levle: unknown key in f; did you mean \"log_level\"?"));
        QVERIFY(resolution.problems[3].starts_with("listen: expected an object"));
    }

    void who_manages_the_machine_is_not_the_users_to_say() {
        const Resolution resolution = resolve({from(Source::User, "{\"managed_by\":{\"name\":\"Me\"}}")});
        QCOMPARE(resolution.problems.size(), std::size_t(1));
        QCOMPARE(to_text(resolution.find("managed_by.name")->value), to_text(Json("")));
        const Settings managed = make_settings(
            resolve({from(Source::DeviceEnforced, "{\"managed_by\":{\"name\":\"Acme\"}}")}), "");
        QCOMPARE(managed.managed_by.name, std::string("Acme"));
    }
};

FAREBOX_TEST_CLASS(ResolveTest)
#include "resolve_test.moc"
