#include "core/settings/settings.h"

#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::settings;

class SettingsTest : public QObject {
    Q_OBJECT

private slots:
    void a_missing_file_leaves_the_defaults() {
        const Settings settings = load_settings("/nonexistent/config.json");
        QCOMPARE(settings.listen_port, std::uint16_t(7717));
        QVERIFY(settings.problems.empty());
        QCOMPARE(settings.upstreams.at("anthropic").url.to_text(),
                 std::string("https://api.anthropic.com"));
        QCOMPARE(settings.upstreams.at("chatgpt").url.to_text(),
                 std::string("https://chatgpt.com/backend-api/codex"));
    }

    void a_bad_value_disables_that_key_alone() {
        const Settings settings =
            read_settings("{\"listen\":{\"port\":70000},\"drain_ms\":50,\"log_level\":\"loud\"}", "f");
        QCOMPARE(settings.listen_port, std::uint16_t(7717));
        QCOMPARE(settings.drain_ms, std::int64_t(50));
        QCOMPARE(settings.log_level, std::string("info"));
        QCOMPARE(settings.problems.size(), std::size_t(2));
        QVERIFY(settings.problems[0].find("listen.port = 70000") != std::string::npos);
    }

    void broken_json_means_defaults_and_a_problem() {
        const Settings settings = read_settings("{\"listen\":", "f");
        QCOMPARE(settings.listen_port, std::uint16_t(7717));
        QCOMPARE(settings.problems.size(), std::size_t(1));
    }

    void an_unknown_key_is_named() {
        const Settings settings = read_settings("{\"lisen\":{\"port\":1}}", "f");
        QVERIFY(settings.problems.at(0).starts_with("lisen: unknown key"));
    }

    void upstreams_are_changed_and_added() {
        const Settings settings = read_settings(
            "{\"upstreams\":{\"anthropic\":{\"url\":\"https://gateway.corp/anthropic\"},"
            "\"vllm\":{\"url\":\"http://gpu.corp:8000\",\"local\":true}}}",
            "f");
        QVERIFY(settings.problems.empty());
        QCOMPARE(settings.upstreams.at("anthropic").url.host, std::string("gateway.corp"));
        QCOMPARE(settings.upstreams.at("anthropic").provider, std::string("anthropic"));
        QVERIFY(settings.upstreams.at("vllm").local);
    }

    void an_upstream_in_clear_text_over_the_network_is_refused() {
        const Settings settings =
            read_settings("{\"upstreams\":{\"corp\":{\"url\":\"http://gateway.corp\"}}}", "f");
        QCOMPARE(settings.problems.size(), std::size_t(1));
        QVERIFY(!settings.upstreams.contains("corp"));
    }

    void names_that_are_our_own_paths_are_refused() {
        const Settings settings = read_settings(
            "{\"upstreams\":{\"a\":{\"url\":\"https://x.example\"},\"_farebox\":{\"url\":\"https://x.example\"}}}",
            "f");
        QCOMPARE(settings.problems.size(), std::size_t(2));
    }
};

FAREBOX_TEST_CLASS(SettingsTest)
#include "settings_test.moc"
