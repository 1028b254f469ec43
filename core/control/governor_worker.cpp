#include "core/control/governor_worker.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/control/numbers.h"
#include "core/model/budget_json.h"
#include "core/net/sha256.h"

namespace farebox::control {
namespace {

using namespace std::chrono_literals;

// Calls read at start: they give the gate's history of output (64 of each agent and model) and
// fill the view of live sessions.
constexpr std::size_t CallsAtStart = 500;
// A ledger that fails is not asked again with every call.
constexpr MonotonicNs ReloadPause = 10 * NsPerSecond;
// The summary is read from the ledger, which writes at most 100 ms after a call; and a burst of
// calls is one change.
constexpr MonotonicNs PublishDelay = 200 * NsPerMs;

budget::OverrideRule make_rule(const settings::OverrideSettings& values) {
    budget::OverrideRule rule;
    rule.who = values.allowed ? budget::OverrideWho::Anyone : budget::OverrideWho::Nobody;
    rule.max_minutes = values.max_hours * 60;
    rule.per_day = values.per_day == 0 ? INT64_MAX : values.per_day;
    rule.is_reason_required = values.reason_required;
    return rule;
}

const Budget* find_budget(const std::vector<Budget>& budgets, const std::string& id) {
    const auto found = std::ranges::find(budgets, id, &Budget::budget_id);
    return found == budgets.end() ? nullptr : &*found;
}

}  // namespace

GovernorWorker::GovernorWorker(budget::Gate& gate, ledger::Ledger& ledger,
                               const GovernanceOptions& options, const Clock& clock, Events& events)
    : gate_(gate), ledger_(ledger), options_(options), clock_(clock), events_(events) {}

Result<ledger::GovernanceStore*> GovernorWorker::store() {
    if (!store_) {
        FAREBOX_TRY(opened, ledger::GovernanceStore::open(options_.ledger_path, net::sha256_hex));
        store_ = std::move(opened);
    }
    return store_.get();
}

void GovernorWorker::begin() {
    set_pause_in_force(load_pause(pause_file_of(options_.ledger_path)));
    (void)ledger_.flush(2s);
    refresh_overrides();
    auto reader = ledger::Reader::open(options_.ledger_path);
    if (!reader) return;
    auto calls = (*reader)->calls({.limit = CallsAtStart});
    if (!calls) return;
    std::ranges::reverse(*calls);
    const LockGuard lock(shared.mutex);
    for (const ledger::StoredCall& stored : *calls) {
        gate_.learn(stored.call);
        if (stored.call.started_at > clock_.now() - LiveView::KeptNs) shared.live.end(stored.call);
    }
}

void GovernorWorker::apply(const settings::Settings& values) {
    rule_ = make_rule(values.override_rule);
    targets_ = {values.alerts.command, values.alerts.webhook};
    if (has_settings_ && values.budgets == budgets_) return;
    if (has_settings_) audit_changes(budgets_, values.budgets);
    budgets_ = values.budgets;
    has_settings_ = true;
    reload_not_before_ = 0;
    reload();
    changed();
}

Result<budget::Opening> GovernorWorker::read_opening() {
    FAREBOX_TRY_VOID(ledger_.flush(5s));
    FAREBOX_TRY(reader, ledger::Reader::open(options_.ledger_path));
    return reader->open_budgets(budget::windows_to_open(budgets_, clock_.now()));
}

// In the order that core/budget/gate.h asks for. A ledger that cannot be read leaves counters as
// they are: what is counted from now on is true, and the problem is shown.
void GovernorWorker::reload() {
    gate_.begin_reload();
    budget::Opening opening;
    if (!budgets_.empty()) {
        auto found = read_opening();
        if (found) {
            opening = *std::move(found);
        } else {
            reload_not_before_ = clock_.monotonic() + ReloadPause;
        }
        note(found ? "" : "budgets do not know what was spent before: " + found.error().message);
    }
    take_alerts(gate_.replace_budgets(budgets_, opening));
}

// Changes of one run of the daemon: what the file said before it started is not known.
void GovernorWorker::audit_changes(const std::vector<Budget>& before,
                                   const std::vector<Budget>& after) {
    const auto actor = [&](const Budget& budget) {
        return budget.source == BudgetSource::User ? options_.os_user
                                                   : std::string(to_text(budget.source));
    };
    for (const Budget& old : before) {
        if (find_budget(after, old.budget_id) != nullptr) continue;
        audit(actor(old), "budget_removed", {{"budget_id", old.budget_id}, {"before", farebox::to_json(old)}});
    }
    for (const Budget& budget : after) {
        const Budget* old = find_budget(before, budget.budget_id);
        if (old != nullptr && *old == budget) continue;
        Json detail = {{"budget_id", budget.budget_id}, {"after", farebox::to_json(budget)}};
        if (old != nullptr) detail["before"] = farebox::to_json(*old);
        audit(actor(budget), old == nullptr ? "budget_added" : "budget_changed", detail);
    }
}

void GovernorWorker::audit(const std::string& actor, const std::string& action, const Json& detail) {
    const auto opened = store();
    const auto kept = opened ? (*opened)->append_audit(clock_.now(), actor, action, detail)
                             : Result<ledger::AuditEntry>(opened.error());
    if (!kept) log_warn("no audit entry", {{"action", action}, {"why", kept.error().message}});
}

void GovernorWorker::take_alerts(const std::vector<budget::Alert>& alerts) {
    for (const budget::Alert& alert : alerts) tell(alert);
}

// Once for each budget, window and threshold. A store that fails must not silence an alert.
void GovernorWorker::tell(const budget::Alert& alert) {
    const std::string cause = find_cause(alert);
    const auto opened = store();
    const Result<bool> is_new =
        opened ? (*opened)->add_alert({alert.budget_id, alert.window.start, alert.threshold_percent,
                                       clock_.now(), cause})
               : Result<bool>(opened.error());
    if (is_new && !*is_new) return;
    if (!is_new) log_warn("the alert is not kept", {{"why", is_new.error().message}});
    std::string text = format("{} of {} spent", amount_text(alert.unit, alert.spent),
                              amount_text(alert.unit, alert.limit));
    if (!cause.empty()) text += "; most by " + cause;
    Json message = to_json(alert);
    message["cause"] = cause;
    message["text"] = text;
    log_info("budget alert", {{"budget_id", alert.budget_id},
                              {"threshold_percent", std::to_string(alert.threshold_percent)}});
    events_.send("alert", message);
    sender_.send(targets_, message);
    changed();
}

// "codex on github.com/acme/payments: 62 %"; "" when it cannot be told.
std::string GovernorWorker::find_cause(const budget::Alert& alert) {
    const Budget* budget = find_budget(budgets_, alert.budget_id);
    if (budget == nullptr || !ledger_.flush(1s)) return "";
    const auto reader = ledger::Reader::open(options_.ledger_path);
    if (!reader) return "";
    const auto cause = (*reader)->cause(*budget, alert.window);
    if (!cause || !*cause) return "";
    const bool is_unknown = (*cause)->agent.empty() || (*cause)->agent == "unknown";
    const std::string agent = is_unknown ? "an unknown agent" : (*cause)->agent;
    const std::string where = (*cause)->repo.empty() ? "no known repository" : (*cause)->repo;
    return format("{} on {}: {} %", agent, where, (*cause)->share_percent);
}

void GovernorWorker::tell_call(const Json& event) {
    events_.send("call", event);
    changed();
}

Result<budget::Override> GovernorWorker::add_override(budget::OverrideRequest request) {
    const std::string& id = request.budget_id;
    if (!id.empty() && find_budget(budgets_, id) == nullptr) {
        return not_found(format("no budget \"{}\"; `farebox budget list` shows all", id));
    }
    request.os_user = options_.os_user;
    FAREBOX_TRY(store, store());
    FAREBOX_TRY(recent, store->overrides_since(clock_.now() - NsPerDay));
    FAREBOX_TRY(item, budget::make_override(rule_, request, recent, clock_.now()));
    FAREBOX_TRY_VOID(store->add_override(item));
    refresh_overrides();
    changed();
    return item;
}

Result<void> GovernorWorker::end_override(const std::string& override_id) {
    FAREBOX_TRY(store, store());
    FAREBOX_TRY_VOID(store->end_override(override_id, options_.os_user, clock_.now()));
    refresh_overrides();
    changed();
    return {};
}

void GovernorWorker::refresh_overrides() {
    auto opened = store();
    if (!opened) return note("overrides cannot be read: " + opened.error().message);
    auto active = (*opened)->active_overrides(clock_.now());
    if (!active) return note("overrides cannot be read: " + active.error().message);
    gate_.set_overrides(*active);
    const LockGuard lock(shared.mutex);
    shared.overrides = *std::move(active);
}

Result<void> GovernorWorker::set_pause(std::optional<budget::Pause> pause) {
    FAREBOX_TRY_VOID(save_pause(pause_file_of(options_.ledger_path), pause));
    audit(options_.os_user, pause ? "pause" : "resume",
          pause ? Json{{"reason", pause->reason}} : Json::object());
    set_pause_in_force(std::move(pause));
    changed();
    return {};
}

void GovernorWorker::set_pause_in_force(std::optional<budget::Pause> pause) {
    gate_.set_pause(pause);
    const LockGuard lock(shared.mutex);
    shared.pause = std::move(pause);
}

void GovernorWorker::note(const std::string& problem) {
    if (!problem.empty()) log_warn("budgets", {{"problem", problem}});
    const LockGuard lock(shared.mutex);
    shared.problem = problem;
}

void GovernorWorker::changed() {
    {
        const LockGuard lock(shared.mutex);
        shared.revision += 1;
    }
    changed_at_ = clock_.monotonic();
    if (!publish_at_ && events_.is_heard()) publish_at_ = changed_at_ + PublishDelay;
}

// A change that came while one was waiting may not be in the ledger yet: it is told again.
void GovernorWorker::publish_change() {
    publish_at_.reset();
    const MonotonicNs last = changed_at_ + PublishDelay;
    if (last > clock_.monotonic()) publish_at_ = last;
    std::int64_t revision = 0;
    {
        const LockGuard lock(shared.mutex);
        revision = shared.revision;
    }
    events_.send("summary_changed", {{"revision", revision}});
}

void GovernorWorker::look_at_the_clock() {
    const UtcNs now = clock_.now();
    if (now >= next_change_) {
        refresh_overrides();
        changed();
    }
    if (gate_.wants_opening() && clock_.monotonic() >= reload_not_before_) {
        reload();
        changed();
    }
    if (publish_at_ && clock_.monotonic() >= *publish_at_) publish_change();

    next_change_ = INT64_MAX;
    for (const auto& state : gate_.states()) {
        next_change_ = std::min(next_change_, state.window.end);
    }
    const LockGuard lock(shared.mutex);
    for (const auto& item : shared.overrides) {
        // One that is over stays in the list while the store cannot be read.
        if (item.is_active(now)) next_change_ = std::min(next_change_, item.expires_at);
    }
}

std::optional<std::chrono::nanoseconds> GovernorWorker::time_to_sleep() const {
    std::int64_t sleep = INT64_MAX;
    if (publish_at_) sleep = *publish_at_ - clock_.monotonic();
    if (next_change_ != INT64_MAX) sleep = std::min(sleep, next_change_ - clock_.now());
    if (sleep == INT64_MAX) return std::nullopt;
    return std::chrono::nanoseconds(std::max<std::int64_t>(sleep, 0));
}

}  // namespace farebox::control
