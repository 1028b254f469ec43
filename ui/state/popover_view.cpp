#include "ui/state/popover_view.h"

#include <algorithm>

#include "ui/base/text.h"
#include "ui/state/names.h"
#include "ui/state/times.h"

namespace farebox::ui {
namespace {

using api::BudgetState;
using api::BudgetStatus;

constexpr std::size_t RowsOfTop = 3;
constexpr std::size_t RowsOfLive = 3;

QString scopeText(const BudgetScope& scope, const QString& allWork) {
    QStringList parts;
    if (!scope.repo.empty()) parts << Names::repo(scope.repo);
    if (!scope.branch.empty()) parts << toQt(scope.branch);
    if (!scope.agent.empty()) parts << Names::agent(scope.agent);
    if (!scope.model.empty()) parts << toQt(scope.model);
    if (!scope.developer_id.empty()) parts << toQt(scope.developer_id);
    return parts.isEmpty() ? allWork : parts.join(QStringLiteral(" · "));
}

const api::Override* findOverride(const BudgetState& state, const api::Summary& summary) {
    for (const api::Override& item : summary.overrides) {
        if (item.budget_id.empty() || item.budget_id == state.budget.budget_id) return &item;
    }
    return nullptr;
}

}  // namespace

HeaderView PopoverViews::header(const api::Summary& summary) {
    HeaderView view;
    const auto amount = [](const api::Totals& totals) {
        return Money::amount(totals.cost_nano, totals.calls, totals.unpriced_calls);
    };
    view.today = amount(summary.today);
    view.month = amount(summary.month);
    if (summary.month.calls == 0) {
        // Nothing was counted yet, so that there is nothing to say about it.
    } else if (summary.cost_basis_note == "billed") {
        view.basis = tr("Billed");
        view.basisHover = tr("The vendors bill these calls; shown at their list prices.");
    } else if (summary.cost_basis_note == "mixed") {
        view.basis = tr("Mixed");
        view.basisHover =
            tr("API calls at their list price, and what the calls of your subscription "
               "would have cost by the API.");
    } else {
        view.basis = tr("API-equivalent");
        view.basisHover = tr("What these calls cost by the API's list prices. A subscription bills "
                             "differently.");
    }
    if (const BudgetState* budget = findMonthBudget(summary)) {
        view.hasBudget = true;
        view.permille = budget->permille;
        view.softPercent = budget->budget.soft_percent;
        view.hardPercent = budget->budget.hard_percent;
        view.month =
            Money::amount(budget->spent, summary.month.calls, summary.month.unpriced_calls);
        view.limit =
            tr("of %1", "the limit of a budget").arg(Money::shortText(budget->budget.limit));
        view.percent = Glances::percent(budget->permille);
    }
    view.forecast = forecast(summary, view);
    return view;
}

QString PopoverViews::forecast(const api::Summary& summary, HeaderView& view) {
    const api::Forecast& forecast = summary.forecast;
    if (forecast.runs_out_at) {
        view.isForecastBad = true;
        return tr("At this pace the budget runs out %1")
            .arg(Times::when(summary.now, *forecast.runs_out_at));
    }
    if (forecast.month_end_nano) {
        return tr("At this pace %1 by the end of the month")
            .arg(Money::shortText(*forecast.month_end_nano));
    }
    return toQt(forecast.reason);
}

LineView PopoverViews::live(const api::LiveSession& session, const api::Summary& summary) {
    LineView line;
    line.title = Names::place(session.repo, session.branch);
    line.subtitle = tr("%1 · %2", "an agent and when it made its last call")
                        .arg(Names::agent(session.agent, session.sub_agent),
                             session.active ? tr("working")
                                            : Times::ago(summary.now, session.last_call_at));
    line.amount = Money::amount(session.cost_nano, session.calls, 0);
    line.note = tr("%Ln call(s)", nullptr, static_cast<int>(session.calls));
    line.hover = Names::fullPlace(session.repo, session.branch) + QLatin1Char('\n') +
                 Names::confidence(session.confidence);
    line.isActive = session.active;
    line.isMuted = session.repo.empty();
    line.filterKey = QStringLiteral("session_id");
    line.filterValue = toQt(session.session_id);
    return line;
}

std::vector<LineView> PopoverViews::top(const std::vector<api::TopRow>& rows, const char* key) {
    std::int64_t largest = 1;
    for (const api::TopRow& row : rows) largest = std::max(largest, row.cost_nano.value_or(0));
    const bool isAgent = std::string_view(key) == "agent";
    std::vector<LineView> named;
    std::vector<LineView> unnamed;
    for (const api::TopRow& row : rows) {
        LineView line;
        line.isMuted = row.key.empty();
        line.hover =
            line.isMuted ? tr("Open to see why, and to say where such calls belong.") : toQt(row.key);
        if (line.isMuted) line.title = Names::unattributed();
        else if (isAgent) line.title = Names::agent(row.key);
        else if (row.repo.empty()) line.title = Names::repo(row.key);
        else line.title = Names::place(row.repo, row.key);
        if (!row.repo.empty()) line.hover = Names::fullPlace(row.repo, row.key);
        line.amount = Money::amount(row.cost_nano, row.calls, row.unpriced_calls);
        line.note = line.amount.note;
        line.share = row.cost_nano.value_or(0) / std::max<std::int64_t>(largest / 1000, 1);
        line.share = std::min<std::int64_t>(line.share, 1000);
        line.filterKey = QString::fromLatin1(key);
        line.filterValue = row.key.empty() ? QStringLiteral("unattributed") : toQt(row.key);
        (line.isMuted ? unnamed : named).push_back(std::move(line));
    }
    if (named.size() > RowsOfTop) named.resize(RowsOfTop);
    // The row that makes the sum add up is there also when it is empty.
    if (unnamed.empty() && !isAgent) {
        LineView none;
        none.title = Names::unattributed();
        none.amount = Money::amount(std::nullopt, 0, 0);
        none.hover = tr("Every call was attributed.");
        none.isMuted = true;
        none.share = 0;
        unnamed.push_back(std::move(none));
    }
    named.insert(named.end(), unnamed.begin(), unnamed.end());
    return named;
}

BudgetView PopoverViews::budget(const BudgetState& state, const api::Summary& summary) {
    const Budget& budget = state.budget;
    BudgetView view;
    view.budgetId = toQt(budget.budget_id);
    view.name = toQt(budget.name);
    view.scope = scopeText(budget.scope, tr("All work"));
    view.spent = tr("%1 of %2", "spent of a limit")
                     .arg(Money::shortOf(budget.unit, state.spent),
                          Money::shortOf(budget.unit, budget.limit));
    view.hover = tr("%1 spent, %2 reserved for calls under way, limit %3")
                     .arg(Money::exactOf(budget.unit, state.spent),
                          Money::exactOf(budget.unit, state.reserved),
                          Money::exactOf(budget.unit, budget.limit));
    view.percent = Glances::percent(state.permille);
    view.permille = state.permille;
    view.softPercent = budget.soft_percent;
    view.hardPercent = budget.hard_percent;
    view.state = state.state;
    view.isCentral = budget.source == BudgetSource::Collector;
    const QString reset = Times::when(summary.now, state.window_end);
    view.status = tr("Resets %1").arg(reset);
    if (state.state == BudgetStatus::Paused) view.status = tr("Paused until %1").arg(reset);
    if (state.state != BudgetStatus::Overridden) return view;
    if (state.overridden_until) {
        view.status = tr("Overridden until %1").arg(Times::when(summary.now, *state.overridden_until));
    }
    // One that the collector approved is not ours to end.
    if (const api::Override* item = findOverride(state, summary)) {
        view.overrideId = toQt(item->override_id);
        view.status = tr("Overridden until %1").arg(Times::when(summary.now, item->expires_at));
        view.hover += QLatin1Char('\n') + tr("Reason: %1").arg(toQt(item->reason));
    }
    return view;
}

BannerView PopoverViews::banner(const Source& source, Mood mood) {
    BannerView view;
    view.mood = mood;
    if (mood == Mood::Down) {
        view.title = tr("Farebox is not running");
        view.text = tr("Calls are neither counted nor held back. Agents that go through Farebox "
                       "cannot reach their vendor until it starts again.");
        return view;
    }
    if (mood == Mood::Stale) {
        view.title = tr("Waiting for news");
        view.text = tr("The daemon is there but did not answer; these figures may be old.");
        return view;
    }
    const api::Summary& summary = *source.summary;
    if (summary.paused) {
        view.title = tr("Paused by you");
        view.text = tr("Agents get an answer that says so; nothing is sent to the vendors.");
        view.canResume = true;
        return view;
    }
    for (const BudgetState& state : summary.budgets) {
        if (state.state != BudgetStatus::Paused) continue;
        const BudgetView budget = PopoverViews::budget(state, summary);
        view.title = tr("%1 is paused").arg(budget.name);
        view.text = tr("%1, over its limit of %2. Starts again %3.")
                        .arg(budget.spent, Glances::percent(state.budget.hard_percent * 10),
                             Times::when(summary.now, state.window_end));
        view.budgetId = budget.budgetId;
        return view;
    }
    return view;
}

QString PopoverViews::syncText(const api::Summary& summary) {
    const api::Sync& sync = summary.health.sync;
    if (sync.state.empty() || sync.state == "not_enrolled") return {};
    if (sync.state == "stopped") return tr("Sync stopped");
    if (sync.state == "behind") {
        return tr("%Ln call(s) to send", nullptr, static_cast<int>(sync.pending));
    }
    return sync.last_at ? tr("Synced %1").arg(Times::ago(summary.now, *sync.last_at))
                        : tr("Synced");
}

FooterView PopoverViews::footer(const Source& source) {
    FooterView view;
    if (source.isDown || !source.summary) {
        view.isOk = !source.isDown;
        view.health = source.isDown ? tr("Not running") : tr("Connecting");
        return view;
    }
    if (source.isStale) {
        view.isOk = false;
        view.health = tr("No answer");
        return view;
    }
    const api::Summary& summary = *source.summary;
    for (const std::string& problem : summary.health.problems) view.problems << toQt(problem);
    view.isOk = summary.health.ok;
    QStringList parts;
    parts << (view.isOk ? tr("Working")
                        : tr("%Ln problem(s)", nullptr, static_cast<int>(view.problems.size())));
    const QString sync = syncText(summary);
    if (!sync.isEmpty()) parts << sync;
    if (summary.unattributed_calls > 0) {
        parts << tr("%Ln unattributed", nullptr, static_cast<int>(summary.unattributed_calls));
    }
    view.health = parts.join(QStringLiteral(" · "));
    view.healthHover = summary.health.sync.problem.empty()
                           ? tr("On port %1").arg(summary.health.port)
                           : toQt(summary.health.sync.problem);
    const QStringList collected = Names::collected(summary.collected);
    view.collected = collected.isEmpty()
                         ? tr("Nothing leaves this machine.")
                         : tr("Sent to your organisation: %1. Never prompts, answers or keys.")
                               .arg(collected.join(QStringLiteral(", ")));
    if (summary.managed_by && !summary.managed_by->name.empty()) {
        view.managedBy = tr("Managed by %1").arg(toQt(summary.managed_by->name));
        view.managedUrl = toQt(summary.managed_by->url);
        view.managedHover = toQt(summary.managed_by->caption);
    }
    return view;
}

PopoverView PopoverViews::make(const Source& source, ShownAmount shown) {
    PopoverView view;
    view.glance = Glances::make(source, shown);
    view.footer = footer(source);
    view.banner = banner(source, view.glance.mood);
    if (!source.summary) return view;
    const api::Summary& summary = *source.summary;
    view.hasFigures = true;
    view.header = header(summary);
    for (const auto& session : summary.live) {
        if (view.live.size() < RowsOfLive) view.live.push_back(live(session, summary));
    }
    view.repos = top(summary.top.repo, "repo");
    view.branches = top(summary.top.branch, "branch");
    view.agents = top(summary.top.agent, "agent");
    for (const auto& state : summary.budgets) view.budgets.push_back(budget(state, summary));
    return view;
}

}  // namespace farebox::ui
