#include "tests/ui/support/samples.h"

#include <QDate>

namespace farebox::tests {
namespace {

using api::BudgetStatus;

constexpr UtcNs Minute = 60 * NsPerSecond;
constexpr UtcNs MonthEnd = 1'796'083'200LL * NsPerSecond;  // 2026-12-01 00:00 UTC
const std::string Payments = "github.com/acme/payments";
const std::string Checkout = "github.com/acme/checkout-web";

api::TopRow row(const std::string& key, std::int64_t nano, std::int64_t calls,
                std::string repo = {}) {
    return {std::move(repo), key, nano, calls, 0};
}

}  // namespace

api::BudgetState sampleBudget(const std::string& name, std::int64_t limit, std::int64_t spent) {
    api::BudgetState state;
    state.budget.budget_id = name;
    state.budget.name = name;
    state.budget.limit = limit;
    state.spent = spent;
    state.permille = spent * 1000 / limit;
    state.window_start = SampleNow - 21 * NsPerDay;
    state.window_end = MonthEnd;
    return state;
}

api::Summary sampleSummary() {
    api::Summary s;
    s.now = SampleNow;
    s.version = "0.1.0";
    s.today = {148, 2, 0, 0, 0, 4'203'125'000, std::nullopt};
    s.month = {3'120, 31, 0, 0, 0, 83'104'200'000, std::nullopt};
    s.cost_basis_note = "api_equivalent";
    s.forecast.month_end_nano = 118'400'000'000;
    s.live = {{"claude-code", "", Payments, "feat/PAY-12-refunds", "s1", 1'840'000'000, 37, true,
               SampleNow - Minute, "certain"},
              {"codex", "", Checkout, "main", "s2", 620'000'000, 12, false, SampleNow - 4 * Minute,
               "likely"}};
    s.top.repo = {row(Payments, 2'410'000'000, 81), row(Checkout, 1'120'000'000, 44),
                  row("github.com/acme/infra", 480'000'000, 14), row("", 193'125'000, 9)};
    s.top.branch = {row("feat/PAY-12-refunds", 1'840'000'000, 37, Payments),
                    row("main", 1'120'000'000, 44, Checkout),
                    row("fix/ledger", 570'000'000, 44, Payments), row("", 193'125'000, 9)};
    s.top.agent = {row("claude-code", 3'010'000'000, 95), row("codex", 1'193'125'000, 53)};
    s.budgets = {sampleBudget("Everything", 150 * Usd, 83'104'200'000),
                 sampleBudget("Payments", 60 * Usd, 31'900'000'000)};
    s.budgets[1].budget.scope.repo = Payments;
    s.health = {true, {}, 7717, 3'600, 0, {"not_enrolled", 0, std::nullopt}};
    s.unattributed_calls = 9;
    return s;
}

api::Summary warningSummary() {
    api::Summary s = sampleSummary();
    s.budgets[0] = sampleBudget("Everything", 100 * Usd, 91'350'000'000);
    s.budgets[0].state = BudgetStatus::Warning;
    s.forecast = {std::nullopt, SampleNow + 4 * NsPerDay, ""};
    s.cost_basis_note = "mixed";
    return s;
}

api::Summary pausedSummary() {
    api::Summary s = sampleSummary();
    s.budgets[1] = sampleBudget("Payments", 60 * Usd, 66'420'000'000);
    s.budgets[1].budget.scope.repo = Payments;
    s.budgets[1].state = BudgetStatus::Paused;
    s.live[0].active = false;
    s.cost_basis_note = "billed";
    s.today.billed_cost_nano = s.today.cost_nano;
    s.month.billed_cost_nano = s.month.cost_nano;
    return s;
}

api::Summary overriddenSummary() {
    api::Summary s = pausedSummary();
    s.budgets[1].state = BudgetStatus::Overridden;
    s.overrides = {{"o1", "Payments", "release night", SampleNow + 60 * Minute, "kim"}};
    return s;
}

api::Summary troubledSummary() {
    api::Summary s = sampleSummary();
    s.today.unpriced_calls = 3;
    s.live[1].cost_nano = std::nullopt;
    s.live[1].repo.clear();
    s.live[1].branch.clear();
    s.top.repo[1] = {"", Checkout, std::nullopt, 3, 3};
    s.health = {false, {"The disk of the ledger is full; calls are kept in memory."}, 7717, 60, 12,
                {"behind", 12, SampleNow - 3'600 * NsPerSecond}};
    s.managed_by =
        api::ManagedBy{"Acme Engineering", "Ask #ai-cost", "https://acme.example/farebox"};
    s.collected = {"agent", "repo", "branch", "tokens", "cost"};
    s.unpriced_calls = 3;
    return s;
}

api::Summary longSummary() {
    const std::string repo = "git.acme-international.example/platform/checkout-web-frontend-monorepo";
    const std::string branch = "feature/PAY-1234-refunds-of-orders-in-several-currencies";
    api::Summary s = pausedSummary();
    s.today = {12'480, 20, 1'120, 0, 0, 12'345'670'000'000, std::nullopt};
    s.month = {1'843'200, 20, 1'120, 0, 0, 1'660'482'120'000'000, std::nullopt};
    s.live[0].repo = repo;
    s.live[0].branch = branch;
    s.live[0].sub_agent = "refund-flow-reviewer";
    s.live[0].cost_nano = 8'421'730'000'000;
    s.live[0].calls = 11'234;
    s.top.repo[0] = row(repo, 9'876'540'000'000, 11'000);
    s.top.branch[0] = row(branch, 9'876'540'000'000, 11'000, repo);
    s.budgets[0] = sampleBudget("Everything that engineering spends on coding agents",
                                2'000'000 * Usd, 1'660'482'120'000'000);
    s.budgets[0].state = BudgetStatus::Warning;
    s.budgets[1] = sampleBudget("Checkout, all feature branches, Claude Code",
                                1'000'000 * Usd, 1'166'420'990'000'000);
    s.budgets[1].budget.scope = {"mia@acme.example", repo, "feature/*", "claude-code", "claude-opus*"};
    s.budgets[1].state = BudgetStatus::Paused;
    s.forecast.month_end_nano = 2'264'300'000'000'000;
    s.unattributed_calls = 1'234;
    return s;
}

api::Summary emptySummary() {
    api::Summary s;
    s.now = SampleNow;
    s.version = "0.1.0";
    s.cost_basis_note = "api_equivalent";
    s.forecast.reason = "A forecast needs a day of calls.";
    s.health = {true, {}, 7717, 5, 0, {"not_enrolled", 0, std::nullopt}};
    return s;
}

ui::Source sourceOf(const api::Summary& summary) { return {false, false, summary, summary.now}; }

std::vector<api::TrendDay> sampleTrend(int days) {
    std::vector<api::TrendDay> trend;
    const QDate last(2026, 11, 22);
    for (int i = days - 1; i >= 0; --i) {
        const QDate date = last.addDays(-i);
        api::TrendDay day;
        day.day = date.toString(Qt::ISODate).toStdString();
        const bool isWeekend = date.dayOfWeek() > 5;
        day.calls = isWeekend ? 8 : 120 + (i * 37) % 90;
        day.cost_nano =
            (isWeekend ? 400'000'000 : 2'600'000'000 + (i * 733'000'000LL) % 4'100'000'000);
        if (i == 9) day.cost_nano.reset();
        if (i == 9) day.unpriced_calls = day.calls;
        if (i == 5) day.unpriced_calls = 4;
        if (i == 15) day = {day.day, std::nullopt, 0, 0};
        trend.push_back(std::move(day));
    }
    return trend;
}

std::vector<api::CallRow> sampleCalls() {
    std::vector<api::CallRow> calls;
    for (int i = 0; i < 14; ++i) {
        api::CallRow call;
        const bool isCodex = i % 3 == 1;
        call.call_id = "019ab0c4-77d2-7c31-9f05-0000000000" + std::to_string(10 + i);
        call.started_at = SampleNow - i * 97 * NsPerSecond;
        call.agent = isCodex ? "codex" : "claude-code";
        call.session_id = "s1";
        call.repo = i == 5 ? "" : isCodex ? Checkout : Payments;
        call.cwd = i == 5 ? "/home/mia/notes" : isCodex ? "/home/mia/checkout" : "/home/mia/payments";
        call.process_name = isCodex ? "codex" : "claude";
        call.branch = i == 5 ? "" : isCodex ? "main" : "feat/PAY-12-refunds";
        call.model_served = isCodex ? "gpt-6-codex" : "claude-opus-5-5";
        call.outcome = i == 4 ? "client_cancelled" : i == 8 ? "refused" : "ok";
        call.billing_mode = "api";
        call.price_status = i == 8 ? "free" : i == 7 ? "unpriced" : "priced";
        call.price_note = i == 7 ? "No price is known for this model." : "";
        call.price_rule = "anthropic/claude-opus-5-5@2026-09-22";
        call.input_tokens = 1'240 + 310 * i;
        call.cache_read_tokens = 48'200 + 900 * i;
        if (i != 4) call.output_tokens = 612 + 71 * i;
        if (i != 7 && i != 8) call.list_cost_nano = 43'812'500 + 9'100'000LL * i;
        call.duration_ms = 4'200 + 830 * i;
        call.http_status = 200;
        call.evidence = {
            {"agent", call.agent, "process", Confidence::Certain, true, ""},
            {"repo", Payments, "working folder of the process", Confidence::Certain, true, ""},
            {"repo", Checkout, "environment block of the body", Confidence::Likely, false,
             "an hour old"},
            {"branch", "feat/PAY-12-refunds", ".git/HEAD", Confidence::Certain, true, ""}};
        if (i == 5) {
            call.evidence = {
                {"agent", call.agent, "process", Confidence::Certain, true, ""},
                {"cwd", call.cwd, "process", Confidence::Certain, true, ""},
                {"repo", "", "process", Confidence::Weak, false,
                 "the directory lies in no git repository"}};
        }
        call.cost_components = {{"input_tokens", 1'240, 5'000'000, PpmOne, 6'200'000},
                                {"cache_read_tokens", 48'200, 500'000, PpmOne, 24'100'000},
                                {"output_tokens", 540, 25'000'000, PpmOne, 13'512'500}};
        calls.push_back(std::move(call));
    }
    return calls;
}

namespace {

api::SettingView setting(const char* key, const char* title, const char* text, const char* type,
                         Json value, const char* source, const char* origin = "") {
    api::SettingView view;
    view.key = key;
    view.title = title;
    view.text = text;
    view.type = type;
    view.value = std::move(value);
    view.source = source;
    view.origin = origin;
    view.is_locked = view.source.ends_with("_enforced");
    return view;
}

}  // namespace

std::vector<api::SettingView> sampleSettings() {
    const char* const own = "~/.config/farebox/config.json";
    std::vector<api::SettingView> list = {
        setting("listen.port", "Port", "The port that agents send their calls to.", "int", 7717,
                "built_in"),
        setting("unpriced_models", "Models without a price",
                "What happens to a call whose model has no price.", "enum", "refuse",
                "device_enforced", "/etc/farebox/policy.json"),
        setting("override.max_hours", "Longest override", "In hours.", "int", 4,
                "collector_enforced"),
        setting("tray.autostart", "Start the tray at login", "", "bool", true, "user", own),
        setting("alerts.command", "Command for alerts", "Run with the alert as JSON on its input.",
                "text", "notify-team", "user", own),
        setting("upstreams", "Vendors and gateways",
                "Where calls go, by the first part of their path.",
                "object", Json{{"anthropic", 1}, {"openai", 2}}, "built_in")};
    list[1].words = {"allow", "warn", "refuse"};
    return list;
}

std::vector<api::AgentView> sampleAgents() {
    return {{"claude-code", "2.1.196", SampleNow - Minute, 95, "base_url", "every call"},
            {"codex", "0.88.0", SampleNow - 4 * Minute, 53, "base_url", "every call"},
            {"cursor", "", std::nullopt, 0, "", "not set up"}};
}

}  // namespace farebox::tests
