// The queue, the thread, and the questions that wait for an answer.

#include "core/control/governor.h"

#include <future>
#include <tuple>

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/control/governor_worker.h"
#include "core/control/user_budgets.h"
#include "core/platform/thread.h"

namespace farebox::control {
namespace {

using namespace std::chrono_literals;

// Beyond it the view of live sessions loses calls; budgets do not, they are settled by the gate.
constexpr std::size_t MaxJobs = 100'000;
constexpr std::size_t MaxBatch = 256;
constexpr auto AnswerTime = 10s;

Json event_of(const Call& call) {
    const auto cost = call.cost.list_cost_nano ? call.cost.list_cost_nano : call.cost.vendor_cost_nano;
    return {{"call_id", call.call_id},
            {"agent", call.agent},
            {"repo", call.repo},
            {"branch", call.branch},
            {"cost_nano", cost ? Json(*cost) : Json()}};
}

// What people see of a budget that others spend from too.
using Look = std::tuple<std::string, std::int64_t, budget::BudgetStatus, UtcNs>;

std::vector<Look> looks(const std::vector<budget::BudgetState>& states) {
    std::vector<Look> all;
    for (const budget::BudgetState& state : states) {
        all.emplace_back(state.budget.budget_id, state.spent, state.status, state.overridden_until);
    }
    return all;
}

}  // namespace

Governor::Governor(budget::Gate& gate, ledger::Ledger& ledger, GovernanceOptions options,
                   const Clock& clock)
    : options_(std::move(options)),
      clock_(clock),
      gate_(gate),
      worker_(std::make_unique<GovernorWorker>(gate, ledger, options_, clock, events_)),
      jobs_(MaxJobs),
      thread_([this] { run(); }) {}

Governor::~Governor() {
    jobs_.close();
    thread_.join();
}

void Governor::run() {
    platform::name_thread("fb-governor");
    worker_->begin();
    for (;;) {
        const auto sleep = worker_->time_to_sleep();
        const std::vector<Job> batch =
            sleep ? jobs_.pop_many_for(MaxBatch, *sleep) : jobs_.pop_many(MaxBatch);
        if (batch.empty() && jobs_.is_closed()) return;
        for (const Job& job : batch) job(*worker_);
        worker_->look_at_the_clock();
    }
}

void Governor::push(Job job) {
    if (!jobs_.push(std::move(job))) log_debug("the governor lags; one look is left out");
}

void Governor::apply(const settings::Settings& values) {
    push([values](GovernorWorker& worker) { worker.apply(values); });
}

void Governor::on_alerts(std::vector<budget::Alert> alerts) {
    if (alerts.empty()) return;
    push([alerts = std::move(alerts)](GovernorWorker& worker) { worker.take_alerts(alerts); });
}

void Governor::take_shares(std::vector<budget::Share> shares) {
    if (!events_.is_heard()) return on_alerts(gate_.set_shares(std::move(shares)));
    const std::vector<Look> before = looks(gate_.states());
    on_alerts(gate_.set_shares(std::move(shares)));
    if (looks(gate_.states()) != before) push([](GovernorWorker& worker) { worker.changed(); });
}

// The live view is changed where the call is seen: a job with a copy of the row for each call cost
// more than all that is done with it. The thread is woken only when somebody listens.
void Governor::on_begun(const Call& draft) {
    {
        const LockGuard lock(worker_->shared.mutex);
        worker_->shared.live.begin(draft);
    }
    if (events_.is_heard()) push([](GovernorWorker& worker) { worker.changed(); });
}

void Governor::on_settled(const Call& call) {
    {
        const LockGuard lock(worker_->shared.mutex);
        worker_->shared.live.end(call);
    }
    if (events_.is_heard()) {
        push([event = event_of(call)](GovernorWorker& worker) { worker.tell_call(event); });
    } else if (gate_.wants_opening()) {
        push([](GovernorWorker&) {});  // it looks at the clock after each batch
    }
}

void Governor::on_no_row(const std::string& call_id) {
    {
        const LockGuard lock(worker_->shared.mutex);
        worker_->shared.live.drop(call_id);
    }
    if (events_.is_heard()) push([](GovernorWorker& worker) { worker.changed(); });
}

// Shared with the job, which may run after the caller has given up.
Result<void> Governor::ask(std::function<Result<void>(GovernorWorker&)> question) {
    const auto answer = std::make_shared<std::promise<Result<void>>>();
    std::future<Result<void>> future = answer->get_future();
    push([answer, question = std::move(question)](GovernorWorker& worker) {
        answer->set_value(question(worker));
    });
    if (future.wait_for(AnswerTime) != std::future_status::ready) {
        return unavailable("the daemon is busy with its ledger; try again");
    }
    return future.get();
}

bool Governor::wait(std::chrono::milliseconds time) {
    const auto done = std::make_shared<std::promise<void>>();
    std::future<void> future = done->get_future();
    push([done](GovernorWorker& worker) {
        worker.look_at_the_clock();
        done->set_value();
    });
    return future.wait_for(time) == std::future_status::ready;
}

GovernanceView Governor::view() const {
    GovernanceView view;
    view.budgets = gate_.states();
    const UtcNs now = clock_.now();
    const LockGuard lock(worker_->shared.mutex);
    for (const auto& item : worker_->shared.overrides) {
        if (item.is_active(now)) view.overrides.push_back(item);
    }
    view.pause = worker_->shared.pause;
    view.live = worker_->shared.live.sessions(now);
    return view;
}

std::vector<std::string> Governor::problems() const {
    std::vector<std::string> problems;
    for (const auto& state : gate_.states()) {
        if (!state.problem.empty()) {
            problems.push_back(format("budget {}: {}", state.budget.budget_id, state.problem));
        }
    }
    const LockGuard lock(worker_->shared.mutex);
    if (!worker_->shared.problem.empty()) problems.push_back(worker_->shared.problem);
    return problems;
}

std::int64_t Governor::revision() const {
    const LockGuard lock(worker_->shared.mutex);
    return worker_->shared.revision;
}

Result<budget::Override> Governor::add_override(budget::OverrideRequest request) {
    const auto made = std::make_shared<budget::Override>();
    FAREBOX_TRY_VOID(ask([made, request](GovernorWorker& worker) -> Result<void> {
        FAREBOX_TRY(item, worker.add_override(request));
        *made = std::move(item);
        return {};
    }));
    return *made;
}

Result<void> Governor::end_override(const std::string& override_id) {
    return ask([override_id](GovernorWorker& worker) { return worker.end_override(override_id); });
}

Result<void> Governor::pause(const std::string& reason) {
    const budget::Pause pause{reason, clock_.now()};
    return ask([pause](GovernorWorker& worker) { return worker.set_pause(pause); });
}

Result<void> Governor::resume() {
    return ask([](GovernorWorker& worker) -> Result<void> {
        {
            const LockGuard lock(worker.shared.mutex);
            if (!worker.shared.pause) return not_found("nothing is paused");
        }
        return worker.set_pause(std::nullopt);
    });
}

Result<budget::BudgetState> Governor::set_budget(const std::string& budget_id, const Json& body) {
    if (options_.settings == nullptr) return unavailable("no settings here");
    FAREBOX_TRY(budget, set_user_budget(*options_.settings, budget_id, body));
    // The settings tell us by themselves as well; then this finds nothing to do.
    apply(options_.settings->current()->settings);
    if (!wait(AnswerTime)) return unavailable("the budget is written; its sum is not known yet");
    for (const auto& state : gate_.states()) {
        if (state.budget.budget_id == budget.budget_id) return state;
    }
    return make_error(ErrorCode::Internal, "the budget is written and not in force");
}

Result<void> Governor::remove_budget(const std::string& budget_id) {
    if (options_.settings == nullptr) return unavailable("no settings here");
    FAREBOX_TRY_VOID(remove_user_budget(*options_.settings, budget_id));
    apply(options_.settings->current()->settings);
    if (!wait(AnswerTime)) return unavailable("the budget is removed from the settings");
    return {};
}

}  // namespace farebox::control
