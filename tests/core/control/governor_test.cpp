// The life of budgets in one process: settings, ledger, gate and governor, as the daemon wires them.

#include "core/control/governor.h"

#include "core/base/file_io.h"
#include "core/base/strings.h"
#include "core/ledger/governance.h"
#include "core/net/sha256.h"
#include "tests/core/budget/rig.h"
#include "tests/support/suite.h"

#include <thread>
#include <unistd.h>

using namespace farebox;
using namespace farebox::control;
using namespace farebox::tests;
using namespace std::chrono_literals;

namespace {

// What listeners would see.
class Heard {
public:
    Events::Sink sink() {
        return {[this](std::string text) {
                    const LockGuard lock(mutex_);
                    text_ += text;
                },
                [] { return true; }};
    }
    std::string text() {
        const LockGuard lock(mutex_);
        return text_;
    }
    bool has(std::string_view part) {
        for (int i = 0; i < 500 && !contains(text(), part); ++i) std::this_thread::sleep_for(10ms);
        return contains(text(), part);
    }

private:
    Mutex mutex_;
    std::string text_ FAREBOX_GUARDED_BY(mutex_);
};

}  // namespace

class GovernorTest : public QObject {
    Q_OBJECT
private:
    // One daemon; the folder outlives it.
    struct Daemon {
        Daemon(const std::string& folder, const StepClock& daemon_clock)
            : clock(daemon_clock),
              store({folder + "/config.json", "", {folder + "/managed", getuid()}}),
              ledger(std::move(ledger::Ledger::open({.path = folder + "/ledger.db"}, clock)).value()),
              gate(Provisional{}, clock),
              governor(gate, *ledger, {folder + "/ledger.db", "ada", &store}, clock) {
            governor.apply(store.current()->settings);
        }
        bool ready() { return governor.wait(20s); }
        void carry(const Call& call) {
            ledger->append(call);
            governor.on_alerts(gate.settle({}, call));
            governor.on_settled(call);
        }
        budget::BudgetState state() { return gate.states().at(0); }

        const StepClock& clock;
        settings::Store store;
        std::unique_ptr<ledger::Ledger> ledger;
        budget::Gate gate;
        Governor governor;
    };

    StepClock clock_;
    std::unique_ptr<TempDir> dir_;
    std::unique_ptr<Daemon> daemon_;

    void write_config(const std::string& text) {
        QVERIFY(save_file(dir_->file("config.json"), text).has_value());
    }
    void start() {
        daemon_.reset();
        daemon_ = std::make_unique<Daemon>(dir_->path(), clock_);
        QVERIFY(daemon_->ready());
    }
    ledger::AuditVerdict audit() {
        auto store = ledger::GovernanceStore::open(dir_->file("ledger.db"), net::sha256_hex);
        return (*store)->verify_audit().value();
    }
    std::vector<std::string> audit_actions() {
        auto store = ledger::GovernanceStore::open(dir_->file("ledger.db"), net::sha256_hex);
        std::vector<std::string> actions;
        const auto entries = (*store)->audit(100).value();
        for (const auto& entry : entries) actions.push_back(entry.action);
        return actions;
    }

private slots:
    void init() {
        dir_ = std::make_unique<TempDir>();
        write_config("{\"budgets\":[{\"name\":\"Payments\",\"limit_usd\":\"10\",\"period\":\"day\","
                     "\"time_zone\":\"UTC\",\"hard_percent\":100}]}");
        start();
    }
    void cleanup() {
        daemon_.reset();
        dir_.reset();
    }

    void budgets_hold_what_the_ledger_says_after_a_restart() {
        daemon_->carry(sample_call(clock_.time, 6 * Dollar, "a"));
        daemon_->carry(sample_call(clock_.time, 5 * Dollar, "b"));
        QVERIFY(daemon_->ready());
        QCOMPARE(daemon_->state().spent, 11 * Dollar);
        start();
        QCOMPARE(daemon_->state().spent, 11 * Dollar);
        QCOMPARE(daemon_->state().status, budget::BudgetStatus::Paused);
        QVERIFY(daemon_->governor.problems().empty());
    }

    void a_new_window_begins_at_0_without_being_asked() {
        daemon_->carry(sample_call(clock_.time, 11 * Dollar, "a"));
        clock_.time += NsPerDay;
        QVERIFY(daemon_->ready());
        QCOMPARE(daemon_->state().spent, 0);
        QVERIFY(!daemon_->gate.wants_opening());
    }

    void an_override_lifts_the_pause_until_it_ends() {
        daemon_->carry(sample_call(clock_.time, 11 * Dollar));
        const auto made = daemon_->governor.add_override({"payments", 60, "release day", ""});
        QVERIFY2(made.has_value(), made ? "" : made.error().message.c_str());
        QCOMPARE(made->os_user, std::string("ada"));
        QCOMPARE(daemon_->state().status, budget::BudgetStatus::Overridden);
        start();
        QCOMPARE(daemon_->state().status, budget::BudgetStatus::Overridden);
        QCOMPARE(daemon_->governor.view().overrides.size(), std::size_t(1));
        QVERIFY(daemon_->governor.end_override(made->override_id).has_value());
        QCOMPARE(daemon_->state().status, budget::BudgetStatus::Paused);
        QVERIFY(!daemon_->governor.end_override(made->override_id).has_value());
        QVERIFY(audit().is_intact);
        QVERIFY(audit_actions() == (std::vector<std::string>{"override_ended", "override"}));
    }

    void an_override_ends_by_itself() {
        daemon_->carry(sample_call(clock_.time, 11 * Dollar));
        QVERIFY(daemon_->governor.add_override({"", 30, "late", ""}).has_value());
        clock_.time += 31 * 60 * NsPerSecond;
        QVERIFY(daemon_->ready());
        QVERIFY(daemon_->governor.view().overrides.empty());
        QCOMPARE(daemon_->state().status, budget::BudgetStatus::Paused);
    }

    void rules_of_the_settings_limit_overrides() {
        write_config("{\"override\":{\"max_hours\":2,\"per_day\":1},\"budgets\":[{\"name\":\"P\","
                     "\"limit_usd\":\"10\"}]}");
        start();
        Governor& governor = daemon_->governor;
        QCOMPARE(governor.add_override({"", 121, "x", ""}).error().code, ErrorCode::Denied);
        QCOMPARE(governor.add_override({"", 60, "", ""}).error().code, ErrorCode::Denied);
        QCOMPARE(governor.add_override({"other", 60, "x", ""}).error().code, ErrorCode::NotFound);
        QVERIFY(governor.add_override({"", 60, "x", ""}).has_value());
        QCOMPARE(governor.add_override({"", 60, "x", ""}).error().code, ErrorCode::Denied);
        QCOMPARE(audit().entries, 1);
    }

    void the_users_pause_survives_a_restart() {
        QVERIFY(daemon_->governor.pause("thinking").has_value());
        start();
        QCOMPARE(daemon_->governor.view().pause->reason, std::string("thinking"));
        const auto decision = daemon_->gate.admit(sample_facts(clock_.time, Dollar));
        QCOMPARE(decision.kind, budget::DecisionKind::Refused);
        QVERIFY(daemon_->governor.resume().has_value());
        QVERIFY(!daemon_->governor.resume().has_value());
        start();
        QVERIFY(!daemon_->governor.view().pause.has_value());
    }

    void an_alert_is_told_once_with_its_cause() {
        Heard heard;
        daemon_->governor.events().connect(heard.sink());
        daemon_->carry(sample_call(clock_.time, 8 * Dollar, "a"));
        QVERIFY(daemon_->ready());
        QVERIFY(heard.has("\"threshold_percent\":80"));
        QVERIFY(heard.has("\"cause\":\"codex on github.com/acme/payments: 100 %\""));
        QVERIFY(heard.has("\"text\":\"$8.00 of $10.00 spent; most by codex on"));
        daemon_->governor.events().disconnect();

        start();
        Heard later;
        daemon_->governor.events().connect(later.sink());
        daemon_->governor.on_alerts({{"payments", "Payments", daemon_->state().window, 80,
                                      BudgetUnit::Usd, 8 * Dollar, 10 * Dollar}});
        QVERIFY(daemon_->ready());
        QVERIFY(!contains(later.text(), "alert"));
        daemon_->governor.events().disconnect();
    }

    void the_command_of_the_settings_gets_the_alert() {
        const std::string file = dir_->file("alert.json");
        write_config("{\"alerts\":{\"command\":\"cat > " + file + ".new && mv " + file + ".new " +
                     file + "\"},\"budgets\":[{\"name\":\"P\",\"limit_usd\":\"1\"}]}");
        start();
        daemon_->carry(sample_call(clock_.time, 900'000'000));
        QVERIFY(daemon_->ready());
        for (int i = 0; i < 500 && !file_exists(file); ++i) std::this_thread::sleep_for(10ms);
        const Json alert = parse_json(load_file(file).value_or("")).value_or(Json());
        QCOMPARE(find_int(alert, "spent_nano"), std::optional<std::int64_t>(900'000'000));
        QCOMPARE(find_string(alert, "budget_id"), std::optional<std::string>("p"));
    }

    void changes_of_the_settings_count_at_once_and_are_audited() {
        daemon_->carry(sample_call(clock_.time, 5 * Dollar));
        const auto state = daemon_->governor.set_budget(
            "team", Json{{"name", "Team"}, {"limit_usd", "4"}, {"period", "day"},
                         {"time_zone", "UTC"}});
        QVERIFY2(state.has_value(), state ? "" : state.error().message.c_str());
        QCOMPARE(state->spent, 5 * Dollar);
        QCOMPARE(state->status, budget::BudgetStatus::Paused);
        QCOMPARE(daemon_->gate.states().size(), std::size_t(2));
        QVERIFY(daemon_->governor.remove_budget("team").has_value());
        QCOMPARE(daemon_->gate.states().size(), std::size_t(1));
        QCOMPARE(daemon_->governor.remove_budget("team").error().code, ErrorCode::NotFound);
        QVERIFY(audit_actions() == (std::vector<std::string>{"budget_removed", "budget_added"}));
        QVERIFY(audit().is_intact);
    }

    void refuses_bad_budgets_and_those_of_the_management() {
        Governor& governor = daemon_->governor;
        const auto code = [&](const char* id, const Json& body) {
            return governor.set_budget(id, body).error().code;
        };
        QCOMPARE(code("x", Json{{"limit_usd", "-1"}}), ErrorCode::Invalid);
        QCOMPARE(code("x", Json{{"limit_usd", "1"}, {"time_zone", "Mars/Base"}}), ErrorCode::Invalid);
        QCOMPARE(code("x", Json{{"limit_usd", "1"}, {"budget_id", "y"}}), ErrorCode::Invalid);
        QVERIFY(make_dirs(dir_->file("managed"), 0755).has_value());
        QVERIFY(save_file(dir_->file("managed/managed.json"),
                          "{\"enforced\":{\"budgets\":[{\"name\":\"Org\",\"limit_usd\":\"5\"}]}}", 0644)
                    .has_value());
        start();
        QCOMPARE(daemon_->governor.set_budget("org", Json{{"limit_usd", "9"}}).error().code,
                 ErrorCode::Conflict);
        QCOMPARE(daemon_->governor.remove_budget("org").error().code, ErrorCode::Conflict);
    }

    void tells_calls_and_changes_to_listeners() {
        Heard heard;
        daemon_->governor.events().connect(heard.sink());
        Call call = sample_call(clock_.time, Dollar);
        call.session_id = "s";
        daemon_->governor.on_begun(call);
        QVERIFY(daemon_->ready());
        QVERIFY(daemon_->governor.view().live.at(0).active);
        daemon_->carry(call);
        QVERIFY(heard.has("event: call\ndata: {\"call_id\":\"c-1\",\"agent\":\"codex\""));
        clock_.ticks += NsPerSecond;
        QVERIFY(heard.has("event: summary_changed\ndata: {\"revision\":"));
        const auto live = daemon_->governor.view().live;
        QCOMPARE(live.size(), std::size_t(1));
        QVERIFY(!live[0].active);
        QCOMPARE(live[0].cost_nano, std::optional<std::int64_t>(Dollar));
        daemon_->governor.events().disconnect();
    }

    void tells_what_the_collector_said_where_it_changes_a_budget() {
        const std::vector<budget::Share> shares = {
            {"payments", daemon_->state().window.start, 4 * Dollar, 10 * Dollar, clock_.time + 1, 0}};
        Heard heard;
        daemon_->governor.events().connect(heard.sink());
        daemon_->governor.take_shares(shares);
        QVERIFY(daemon_->ready());
        clock_.ticks += NsPerSecond;
        QVERIFY(heard.has("event: summary_changed"));
        QCOMPARE(daemon_->state().spent, 4 * Dollar);
        const auto revision = daemon_->governor.revision();
        daemon_->governor.take_shares(shares);
        QVERIFY(daemon_->ready());
        clock_.ticks += NsPerSecond;
        QVERIFY(daemon_->ready());
        QCOMPARE(daemon_->governor.revision(), revision);
        daemon_->governor.events().disconnect();
    }

    // Its row may reach the ledger after the summary was read for an earlier change.
    void a_change_just_before_the_news_is_told_once_more() {
        Heard heard;
        daemon_->governor.events().connect(heard.sink());
        const auto told = [&] {
            std::size_t count = 0;
            const std::string text = heard.text();
            for (auto at = text.find("summary_changed"); at != std::string::npos;
                 at = text.find("summary_changed", at + 1)) {
                ++count;
            }
            return count;
        };
        const auto step = [&](std::int64_t milliseconds) {
            clock_.ticks += milliseconds * NsPerMs;
            QVERIFY(daemon_->ready());
        };
        daemon_->governor.on_begun(sample_call(clock_.time, Dollar));
        step(0);
        step(150);
        daemon_->carry(sample_call(clock_.time, Dollar));
        step(0);
        QCOMPARE(told(), std::size_t(0));
        step(60);
        QCOMPARE(told(), std::size_t(1));
        step(130);
        QCOMPARE(told(), std::size_t(1));
        step(20);
        QCOMPARE(told(), std::size_t(2));
        step(1000);
        QCOMPARE(told(), std::size_t(2));
        daemon_->governor.events().disconnect();
    }
};

FAREBOX_TEST_CLASS(GovernorTest)
#include "governor_test.moc"
