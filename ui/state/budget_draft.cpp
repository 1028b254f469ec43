#include "ui/state/budget_draft.h"

#include <QLocale>

#include "core/model/budget_json.h"
#include "ui/base/text.h"

namespace farebox::ui {
namespace {

/// "1.234,50" of a German is "1234.50" to the daemon.
std::string plainNumber(const QString& text) {
    const QLocale locale;
    QString plain = text.trimmed();
    plain.remove(QLatin1Char('$')).remove(QChar::Nbsp).remove(QLatin1Char(' '));
    if (!locale.groupSeparator().isEmpty()) plain.remove(locale.groupSeparator());
    plain.replace(locale.decimalPoint(), QStringLiteral("."));
    return fromQt(plain);
}

/// "150.00", exact; what people would write.
QString amountText(std::int64_t nano) {
    QString text = toQt(format_usd_exact({nano}));
    while (text.endsWith(QLatin1Char('0')) && text.size() - text.indexOf(QLatin1Char('.')) > 3) {
        text.chop(1);
    }
    return text.replace(QLatin1Char('.'), QLocale().decimalPoint());
}

}  // namespace

BudgetDraft BudgetDrafts::of(const Budget& budget) {
    BudgetDraft draft;
    draft.budgetId = toQt(budget.budget_id);
    draft.name = toQt(budget.name);
    if (budget.limit > 0) {
        draft.limit = budget.unit == BudgetUnit::Usd ? amountText(budget.limit)
                                                     : QString::number(budget.limit);
    }
    draft.unit = budget.unit;
    draft.period = budget.period;
    draft.timeZone = toQt(budget.time_zone);
    draft.repo = toQt(budget.scope.repo);
    draft.branch = toQt(budget.scope.branch);
    draft.agent = toQt(budget.scope.agent);
    draft.model = toQt(budget.scope.model);
    draft.softPercent = static_cast<int>(budget.soft_percent);
    draft.hardPercent = static_cast<int>(budget.hard_percent);
    draft.mode = budget.mode;
    draft.basis = budget.basis;
    if (budget.per_call_cap_nano) draft.perCallCap = amountText(*budget.per_call_cap_nano);
    draft.unpriced = budget.unpriced;
    return draft;
}

Result<Budget> BudgetDrafts::apply(const BudgetDraft& draft, const Budget& before) {
    if (draft.name.trimmed().isEmpty()) return invalid(fromQt(tr("Give the budget a name.")));
    Budget budget = before;
    budget.budget_id = fromQt(draft.budgetId);
    budget.name = fromQt(draft.name.trimmed());
    budget.unit = draft.unit;
    budget.limit = 1;  // set below, from text
    budget.period = draft.period;
    budget.time_zone = fromQt(draft.timeZone.trimmed());
    budget.scope.repo = fromQt(draft.repo.trimmed());
    budget.scope.branch = fromQt(draft.branch.trimmed());
    budget.scope.agent = fromQt(draft.agent.trimmed());
    budget.scope.model = fromQt(draft.model.trimmed());
    budget.soft_percent = draft.softPercent;
    budget.hard_percent = draft.hardPercent;
    budget.mode = draft.mode;
    budget.basis = draft.basis;
    budget.per_call_cap_nano.reset();  // set below, from text
    budget.unpriced = draft.unpriced;
    Json object = to_settings_json(budget);
    if (budget.budget_id.empty()) object.erase("budget_id");
    object.erase("limit_usd");
    object.erase("limit_tokens");
    object[draft.unit == BudgetUnit::Usd ? "limit_usd" : "limit_tokens"] = plainNumber(draft.limit);
    if (const std::string cap = plainNumber(draft.perCallCap); !cap.empty()) {
        object["per_call_cap_usd"] = cap;
    }
    // The daemon reads it with the same function, so its objections are known before it is asked.
    return parse_budget(object);
}

Result<Json> BudgetDrafts::body(const BudgetDraft& draft, const Budget& before) {
    FAREBOX_TRY(budget, apply(draft, before));
    Json object = to_settings_json(budget);
    // Said also where it is the usual one: the setting unpriced_models may be another.
    if (draft.unpriced != before.unpriced) {
        object["unpriced"] = std::string(to_text(draft.unpriced));
    }
    return object;
}

Result<QString> BudgetDrafts::idOf(const BudgetDraft& draft, const Budget& before) {
    FAREBOX_TRY(budget, apply(draft, before));
    return toQt(budget.budget_id);
}

}  // namespace farebox::ui
