// The documents that tray, status line and top are drawn from.

#include "core/api/summary.h"

#include "core/api/views.h"
#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/control/forecast.h"
#include "core/control/live_view.h"
#include "core/control/routes.h"
#include "core/ledger/ledger.h"
#include "tests/core/ledger/sample.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::control;
using namespace farebox::tests;
using namespace std::chrono_literals;

class SummaryTest : public QObject {
    Q_OBJECT
private:
    TestClock clock_;
    TempDir dir_;
    std::string path_;
    std::unique_ptr<settings::Store> store_;

    void write(const std::vector<Call>& calls) {
        auto ledger = std::move(ledger::Ledger::open({.path = path_}, clock_)).value();
        for (const Call& call : calls) ledger->append(call);
        QVERIFY(ledger->flush(20s).has_value());
    }
    Answer ask(const std::string& target, std::string_view method = "GET", std::string_view body = {}) {
        Context context(path_, nullptr, clock_, store_.get());
        return answer(method, std::string(ApiPrefix) + target, context, body);
    }
    api::Summary summary() { return api::parse_summary(ask("summary").body).value(); }

private slots:
    void init() {
        qputenv("TZ", "UTC");
        tzset();
        const std::string name = QTest::currentTestFunction();
        path_ = dir_.file(name + ".db");
        QVERIFY(save_file(dir_.file(name + ".json"),
                          "{\"budgets\":[{\"name\":\"All\","
                          "\"limit_usd\":\"1\",\"period\":\"month\",\"basis\":\"api_equivalent\","
                          "\"time_zone\":\"UTC\"}]}")
                    .has_value());
        store_ = std::make_unique<settings::Store>(
            settings::Places{dir_.file(name + ".json"), "", {}});
    }

    void agrees_with_spend_whatever_the_calls() {
        CallMaker maker(11);
        std::vector<Call> calls;
        for (int i = 0; i < 2'000; ++i) {
            calls.push_back(maker.next());
            calls.back().utc_offset_min = 0;
        }
        write(calls);
        const Json document = ask("summary").body;
        for (const char* period : {"today", "month"}) {
            const std::string since = period == std::string("today") ? "today" : "this-month";
            const Json spend = ask("spend?by=&until=today&since=" + since).body;
            QCOMPARE(to_text(document[period]), to_text(spend["total"]));
        }
        const Json glance = ask("glance").body;
        QCOMPARE(to_text(glance["today"]), to_text(document["today"]));
        QCOMPARE(to_text(glance["budgets"][0]["spent_nano"]), to_text(document["budgets"][0]["spent_nano"]));
        const api::Summary read = summary();
        for (const auto* rows : {&read.top.repo, &read.top.branch, &read.top.agent}) {
            std::int64_t calls_in_rows = 0;
            std::int64_t cost = 0;
            for (const auto& row : *rows) {
                calls_in_rows += row.calls;
                cost += row.cost_nano.value_or(0);
            }
            QCOMPARE(calls_in_rows, read.today.calls);
            QCOMPARE(cost, read.today.cost_nano.value_or(0));
        }
        const api::Summary again = api::parse_summary(api::to_json(read)).value();
        QVERIFY(again == read);
    }

    void unknown_is_never_0() {
        Call call = sample_call(clock_.time);
        call.cost = Cost{};
        write({call});
        const api::Summary read = summary();
        QVERIFY(!read.today.cost_nano.has_value());
        QCOMPARE(read.unpriced_calls, 1);
        QVERIFY(!read.forecast.month_end_nano.has_value());
        QVERIFY(!read.forecast.reason.empty());
        QVERIFY(!read.top.repo.at(0).cost_nano.has_value());
        const auto trend = api::parse_trend(ask("trend?days=2").body).value();
        QVERIFY(!trend.at(0).cost_nano.has_value());  // before the first call nobody counted
        QVERIFY(!trend.at(1).cost_nano.has_value());
        QCOMPARE(trend.at(1).unpriced_calls, 1);
    }

    void says_what_there_is_before_the_first_call() {
        const api::Summary read = summary();
        QCOMPARE(read.today.calls, 0);
        QVERIFY(!read.health.ok);
        QVERIFY(!read.managed_by.has_value());
        QCOMPARE(read.budgets.at(0).spent, 0);
        QVERIFY(api::parse_agents(ask("agents").body).value().empty());
    }

    void budgets_are_known_without_a_daemon() {
        write({sample_call(clock_.time, "a"), sample_call(clock_.time - 2 * NsPerDay, "b")});
        const Json budgets = ask("budgets").body["budgets"];
        QCOMPARE(find_int(budgets[0], "spent_nano"), std::optional<std::int64_t>(64'500'000));
        QCOMPARE(find_int(budgets[0], "permille"), std::optional<std::int64_t>(64));
        QCOMPARE(find_string(budgets[0], "state"), std::optional<std::string>("ok"));
        const Answer refused = ask("budgets/x", "PUT", "{\"limit_usd\":\"1\"}");
        QCOMPARE(refused.status, 503);
        QVERIFY(contains(to_text(refused.body), "start fareboxd"));
        for (const auto& [method, route] : {std::pair("POST", "overrides"), std::pair("POST", "pause"),
                                           std::pair("DELETE", "pause"), std::pair("DELETE", "budgets/x")}) {
            QCOMPARE(ask(route, method).status, 503);
        }
        QCOMPARE(ask("events").status, 501);
    }

    void knows_agents_and_their_last_call() {
        Call old = sample_call(clock_.time - 3 * NsPerDay, "a");
        old.agent = "codex";
        old.agent_version = "0.9";
        write({old, sample_call(clock_.time, "b"), sample_call(clock_.time, "c")});
        const auto agents = api::parse_agents(ask("agents").body).value();
        QCOMPARE(agents.size(), std::size_t(2));
        QCOMPARE(agents[0].agent, std::string("claude-code"));
        QCOMPARE(agents[0].calls_today, 2);
        QCOMPARE(agents[1].version, std::string("0.9"));
        QCOMPARE(agents[1].calls_today, 0);
        QCOMPARE(agents[1].last_call_at, std::optional<UtcNs>(old.started_at));
        QCOMPARE(agents[1].coverage, std::string("carried"));
    }

    void an_audit_log_without_entries_is_whole() {
        write({});
        const Json audit = ask("audit").body;
        QCOMPARE(find_bool(audit, "verified"), std::optional<bool>(true));
        QVERIFY(audit["entries"].empty());
        QCOMPARE(ask("audit?limit=x").status, 400);
    }

    void forecasts_from_full_days_alone() {
        const UtcNs now = clock_.time;
        SpentDays spent{{4, std::nullopt, 8}, 1, 30, 10};
        QCOMPARE(make_forecast(spent, {}, now).month_end_nano, std::optional<std::int64_t>(30 + 5 + 60));
        spent.full_days = {std::nullopt};
        QVERIFY(!make_forecast(spent, {}, now).month_end_nano.has_value());
        budget::BudgetState state;
        state.budget.limit = 100;
        state.budget.hard_percent = 100;
        state.window = {now - 10 * NsPerDay, now + 20 * NsPerDay};
        state.spent = 50;
        const auto forecast = make_forecast(spent, {state}, now);
        QCOMPARE(forecast.runs_out_at, std::optional<UtcNs>(now + 10 * NsPerDay));
        state.spent = 10;
        QVERIFY(!make_forecast(spent, {state}, now).runs_out_at.has_value());
    }

    void live_sessions_add_up_and_leave() {
        LiveView live;
        Call call = sample_call(clock_.time, "a");
        live.begin(call);
        QVERIFY(live.sessions(clock_.time).at(0).active);
        Call moved = call;  // the repository was found out while it ran
        moved.repo = "github.com/acme/web";
        live.end(moved);
        Call second = moved;
        second.call_id = "b";
        second.cost = Cost{};
        live.end(second);
        const auto sessions = live.sessions(clock_.time);
        QCOMPARE(sessions.size(), std::size_t(1));
        QCOMPARE(sessions[0].repo, moved.repo);
        QCOMPARE(sessions[0].calls, 2);
        QCOMPARE(sessions[0].cost_nano, std::optional<std::int64_t>(32'250'000));
        QCOMPARE(sessions[0].confidence, std::string("certain"));
        // One that turned out to be no call is not counted, and leaves nothing at work.
        second.call_id = "c";
        live.begin(second);
        QVERIFY(live.sessions(clock_.time).at(0).active);
        live.drop("c");
        QVERIFY(!live.sessions(clock_.time).at(0).active);
        QCOMPARE(live.sessions(clock_.time).at(0).calls, 2);
        QVERIFY(live.sessions(clock_.time + 16 * 60 * NsPerSecond).empty());
    }

    void the_openapi_document_has_every_route() {
        const Json paths = ask("openapi.json").body["paths"];
        for (const Route& route : routes()) {
            std::string path = "/" + std::string(route.path);
            bool is_there = false;
            for (const auto& [name, operations] : paths.items()) {
                const bool fits = path.ends_with('/') ? name.starts_with(path + "{") : name == path;
                is_there = is_there || (fits && operations.contains(to_lower(route.method)));
            }
            QVERIFY2(is_there, route.path);
        }
        QCOMPARE(to_text(paths["/pause"]["post"]["x-permission"]), std::string("\"override\""));
    }

    void the_documentation_has_every_route() {
        const std::string text = load_file(FAREBOX_SOURCE_DIR "/docs/local-api.md").value();
        for (const Route& route : routes()) {
            bool is_there = false;
            for (const auto line : split(text, '\n')) {
                const std::string method =
                    route.method == std::string("GET") ? "| `" : std::string("| ") + route.method + " `";
                is_there = is_there || (line.starts_with(method + route.path) &&
                                        contains(line, "`" + std::string(to_text(route.permission)) + "`"));
            }
            QVERIFY2(is_there, (std::string(route.method) + " " + route.path).c_str());
        }
    }
};

FAREBOX_TEST_CLASS(SummaryTest)
#include "summary_test.moc"
