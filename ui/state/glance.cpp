#include "ui/state/glance.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>

#include "ui/state/money.h"
#include "ui/state/names.h"

namespace farebox::ui {
namespace {

using api::BudgetState;
using api::BudgetStatus;

bool isForAllWork(const BudgetState& state) { return state.budget.scope == BudgetScope{}; }

bool hasStatus(const api::Summary& summary, BudgetStatus status) {
    return std::ranges::any_of(
        summary.budgets, [status](const BudgetState& state) { return state.state == status; });
}

}  // namespace

const BudgetState* findMonthBudget(const api::Summary& summary) {
    const BudgetState* best = nullptr;
    for (const BudgetState& state : summary.budgets) {
        if (state.budget.unit != BudgetUnit::Usd || state.budget.period != BudgetPeriod::Month)
            continue;
        const bool wins = best == nullptr ||
                          std::pair(isForAllWork(state), state.permille) >
                              std::pair(isForAllWork(*best), best->permille);
        if (wins) best = &state;
    }
    return best;
}

Mood Glances::mood(const Source& source) {
    if (source.isDown) return Mood::Down;
    if (source.isStale || !source.summary) return Mood::Stale;
    const api::Summary& summary = *source.summary;
    if (summary.paused || hasStatus(summary, BudgetStatus::Paused)) return Mood::Paused;
    if (hasStatus(summary, BudgetStatus::Warning) || hasStatus(summary, BudgetStatus::Overridden) ||
        !summary.health.ok) {
        return Mood::Warning;
    }
    return Mood::Ok;
}

QString Glances::title(Mood mood) {
    switch (mood) {
        case Mood::Ok: return tr("OK");
        case Mood::Warning: return tr("Needs a look");
        case Mood::Paused: return tr("Paused");
        case Mood::Down: return tr("Not running");
        case Mood::Stale: return tr("Waiting for news");
    }
    return {};
}

QString Glances::percent(std::int64_t permille) {
    //: A share, "55 %".
    return tr("%1 %").arg(QLocale().toString(static_cast<qlonglong>((permille + 5) / 10)));
}

Glance Glances::make(const Source& source, ShownAmount shown) {
    Glance glance;
    glance.mood = mood(source);
    glance.title = title(glance.mood);
    if (!source.summary || source.isDown) {
        glance.tooltip = source.isDown ? tr("Farebox is not running: calls are not counted.")
                                       : tr("Farebox has no figures yet.");
        return glance;
    }
    const api::Summary& summary = *source.summary;
    const Amount today = Money::amount(summary.today.cost_nano, summary.today.calls,
                                       summary.today.unpriced_calls);
    const Amount month = Money::amount(summary.month.cost_nano, summary.month.calls,
                                       summary.month.unpriced_calls);
    glance.monthLine = tr("Month %1").arg(month.text);
    std::optional<std::int64_t> monthNano = summary.month.cost_nano;
    if (const BudgetState* budget = findMonthBudget(summary)) {
        monthNano = budget->spent;
        glance.permille = budget->permille;
        glance.monthLine = tr("Month %1 of %2 (%3)")
                               .arg(Money::shortText(budget->spent),
                                    Money::shortText(budget->budget.limit),
                                    percent(budget->permille));
    }
    QStringList parts{tr("Today %1").arg(today.text), glance.monthLine};
    if (shown == ShownAmount::Month) parts.swapItemsAt(0, 1);
    if (shown != ShownAmount::None && (glance.mood == Mood::Ok || glance.mood == Mood::Warning)) {
        const bool isMonth = shown == ShownAmount::Month;
        glance.figure = Money::iconText(isMonth ? monthNano : summary.today.cost_nano,
                                        isMonth ? summary.month.calls : summary.today.calls);
    }
    if (!summary.live.empty()) {
        parts << Names::place(summary.live.front().repo, summary.live.front().branch);
    }
    parts << glance.title;
    glance.tooltip = parts.join(QStringLiteral(" · "));
    return glance;
}

}  // namespace farebox::ui
