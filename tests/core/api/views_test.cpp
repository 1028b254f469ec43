#include "core/api/views.h"

#include "core/model/call_fields.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::api;

class ViewsTest : public QObject {
    Q_OBJECT
private slots:
    void reads_the_row_of_a_call_as_the_daemon_writes_it() {
        Call call;
        call.call_id = "c1";
        call.started_at = 5;
        call.agent = "codex";
        call.model_requested = "gpt-6";
        call.usage.output_tokens = 7;
        call.cost.vendor_cost_nano = 9;
        call.evidence = {{"repo", "github.com/acme/a", "process", Confidence::Certain, true, ""}};
        call.cost.components = {{"output_tokens", 7, 1, PpmOne, 7}};
        const auto rows = parse_calls(Json{{"calls", Json::array({farebox::to_json(call)})}});
        QVERIFY(rows.has_value());
        const CallRow& row = rows->front();
        QCOMPARE(row.model(), std::string("gpt-6"));
        QCOMPARE(row.cost_nano(), std::optional<std::int64_t>(9));
        QVERIFY(!row.input_tokens.has_value());
        QVERIFY(row.evidence == call.evidence);
        QVERIFY(row.cost_components == call.cost.components);
        QCOMPARE(row.outcome, std::string("ok"));
        QVERIFY(parse_calls(Json{{"calls", Json::array({to_json(row)})}})->front() == row);
    }

    void reads_trend_settings_and_agents() {
        const TrendDay day{"2026-11-22", std::nullopt, 3, 3};
        const AgentView agent{"codex", "1.2", 5, 3, "base_url", "all calls"};
        SettingView setting;
        setting.key = "listen.port";
        setting.value = 7717;
        setting.is_locked = true;
        QVERIFY(parse_trend(Json{{"days", Json::array({to_json(day)})}})->front() == day);
        QVERIFY(parse_agents(Json{{"agents", Json::array({to_json(agent)})}})->front() == agent);
        QVERIFY(parse_settings(Json{{"settings", Json::array({to_json(setting), 5})}}).value() ==
                std::vector<SettingView>{setting});
    }

    void says_which_list_is_missing() {
        QVERIFY(parse_trend(Json::object()).error().message.find("days") != std::string::npos);
        QVERIFY(!parse_agents(Json{{"agents", 1}}).has_value());
    }
};

FAREBOX_TEST_CLASS(ViewsTest)
#include "views_test.moc"
