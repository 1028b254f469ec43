#include "core/control/run_plan.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/control/doctor.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::control;
using namespace farebox::tests;

class RunPlanTest : public QObject {
    Q_OBJECT
private:
    TempDir home_;
    std::map<std::string, std::string> environment_;

    platform::Variable variable() {
        return [this](std::string_view name) -> std::optional<std::string> {
            const auto found = environment_.find(std::string(name));
            if (found == environment_.end()) return std::nullopt;
            return found->second;
        };
    }
    RunPlan plan(std::vector<std::string> argv) {
        return plan_run(std::move(argv), 7717, home_.path(), variable(), settings::default_settings());
    }
    static std::string value(const RunPlan& plan, const std::string& name) {
        for (const auto& [key, text] : plan.extra) {
            if (key == name) return text;
        }
        return "(unset)";
    }
    void save(const std::string& file, const std::string& text) {
        const std::string path = home_.file(file);
        QVERIFY(make_dirs(path.substr(0, path.find_last_of('/'))).has_value());
        QVERIFY(save_file(path, text).has_value());
    }

private slots:
    void init() { environment_.clear(); }

    void points_claude_at_farebox_and_leaves_its_arguments() {
        const RunPlan made = plan({"claude", "-p", "hi"});
        QCOMPARE(value(made, "ANTHROPIC_BASE_URL"), "http://127.0.0.1:7717/anthropic");
        QVERIFY((made.argv == std::vector<std::string>{"claude", "-p", "hi"}));
        QCOMPARE(value(made, "NO_PROXY"), "127.0.0.1,localhost,::1");
        QVERIFY(made.notes.empty());
    }

    void gives_codex_its_address_as_an_argument() {
        const RunPlan made = plan({"/opt/bin/codex", "exec", "hi"});
        QCOMPARE(made.argv[1], "-c");
        QCOMPARE(made.argv[2], "openai_base_url=\"http://127.0.0.1:7717/openai/v1\"");
        QCOMPARE(made.argv[3], "exec");
    }

    void sends_codex_with_a_chatgpt_login_to_that_upstream() {
        save(".codex/auth.json", to_text(Json{{"auth_mode", "chatgpt"}, {"tokens", {{"access_token", "dummy"}}}}));
        QCOMPARE(plan({"codex"}).argv[2], "openai_base_url=\"http://127.0.0.1:7717/chatgpt\"");
        environment_["CODEX_API_KEY"] = "dummy";
        QCOMPARE(plan({"codex"}).argv[2], "openai_base_url=\"http://127.0.0.1:7717/openai/v1\"");
    }

    void does_not_bypass_a_gateway_the_user_already_has() {
        environment_["ANTHROPIC_BASE_URL"] = "https://gateway.example/llm";
        const RunPlan made = plan({"claude"});
        QCOMPARE(value(made, "ANTHROPIC_BASE_URL"), "(unset)");
        QVERIFY(contains(made.notes.at(0), "gateway.example"));
        environment_["ANTHROPIC_BASE_URL"] = "https://api.anthropic.com/";
        QCOMPARE(value(plan({"claude"}), "ANTHROPIC_BASE_URL"), "http://127.0.0.1:7717/anthropic");
    }

    void says_when_claudes_own_settings_win() {
        save(".claude/settings.json", to_text(Json{{"env", {{"ANTHROPIC_BASE_URL", "https://other.example"}}}}));
        QVERIFY(contains(plan({"claude"}).notes.at(0), "overrides the environment"));
        save(".claude/settings.json", "{}");
    }

    void keeps_what_no_proxy_already_spares() {
        QCOMPARE(with_loopback("corp.example, localhost"), "corp.example, localhost,127.0.0.1,::1");
        QCOMPARE(with_loopback("*"), "*");
    }

    void doctor_names_a_proxy_that_would_swallow_loopback() {
        environment_["HTTPS_PROXY"] = "http://proxy.corp:3128";
        QVERIFY(has_problems(check_proxy_variables(variable())));
        environment_["NO_PROXY"] = "localhost,127.0.0.1,::1";
        QVERIFY(check_proxy_variables(variable()).empty());
    }

    void doctor_finds_agents_that_go_elsewhere() {
        save("bin/claude", "#!/bin/sh\n");
        save("bin/codex", "#!/bin/sh\n");
        for (const char* name : {"bin/claude", "bin/codex"}) {
            QFile::setPermissions(QString::fromStdString(home_.file(name)),
                                  QFile::ReadOwner | QFile::ExeOwner);
        }
        save(".codex/config.toml", "model = \"x\"\nopenai_base_url = \"http://127.0.0.1:7717/openai/v1\"\n");
        environment_["PATH"] = home_.file("bin");
        environment_["ANTHROPIC_BASE_URL"] = "https://gateway.example";
        const Findings found = check_agents(variable(), home_.path(), 7717);
        QCOMPARE(found.size(), 2);
        QVERIFY(contains(found[0].text, "gateway.example"));
        QVERIFY(found[1].level == Level::Fine);
        QVERIFY(!has_problems(found));
    }

    void doctor_says_when_the_versions_differ() {
        const Json status = {{"version", "9.9.9"}, {"daemon", {{"port", 7717}}}};
        const Findings found = check_daemon(status, settings::default_settings());
        QVERIFY(has_problems(found));
        QVERIFY(contains(show_findings(found, {}), "fareboxd is version 9.9.9"));
    }
};

FAREBOX_TEST_CLASS(RunPlanTest)
#include "run_plan_test.moc"
