#include "core/budget/sentences.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/money.h"

namespace farebox::budget {
namespace {

constexpr const char* WayOut =
    "farebox override --for 1h --reason \"...\", or Override in the Farebox tray";

const char* period_text(BudgetPeriod period) {
    switch (period) {
        case BudgetPeriod::Day: return "today";
        case BudgetPeriod::Week: return "this week";
        case BudgetPeriod::Month: return "this month";
    }
    return "";
}

// "$165.20 of $150.00 (110 %)"
std::string spent_text(const Account& account, const Counter& counter) {
    const Budget& budget = account.budget();
    const std::int64_t spent = account.spent_in_all(counter);
    return format("{} of {} ({} %)", format_amount(budget.unit, spent),
                  format_amount(budget.unit, budget.limit), permille_of(spent, budget.limit) / 10);
}

std::string model_text(const CallFacts& facts) {
    const std::string model = facts.work.model.value_or("");
    return model.empty() ? "this model" : "the model \"" + model + "\"";
}

// What speaks against the call, as one sentence.
std::string cause_text(RefusalCause cause, const Account& account, const Counter& counter,
                       const CallFacts& facts) {
    const Budget& budget = account.budget();
    const std::string spent = spent_text(account, counter);
    const std::string when = period_text(budget.period);
    const std::string left =
        format_amount(budget.unit, std::max<std::int64_t>(0, account.room(counter, 0)));
    switch (cause) {
        case RefusalCause::Spent:
            return format("Farebox paused this call: budget \"{}\" has spent {} {} and pauses at "
                          "{} %.",
                          budget.name, spent, when, budget.hard_percent);
        case RefusalCause::TooLarge:
            return format("Farebox paused this call: budget \"{}\" has spent {} {}, and this call "
                          "may need more than the {} left before the pause at {} %.",
                          budget.name, spent, when, left, budget.hard_percent);
        case RefusalCause::InFlight:
            return format("Farebox paused this call: budget \"{}\" has spent {} {}, calls in "
                          "flight may need {} more, and the rest up to the pause at {} % is too "
                          "little for this one. Try again when they have ended.",
                          budget.name, spent, when, format_amount(budget.unit, counter.reserved),
                          budget.hard_percent);
        case RefusalCause::Share:
            return format("Farebox paused this call: budget \"{}\", which several workstations "
                          "share, has spent {} {}, and this one's part of the rest is used up. It "
                          "asks the collector for more; try again in a moment.",
                          budget.name, spent, when);
        case RefusalCause::CallCap:
            return format("Farebox refused this call: its input alone may cost {}, and budget "
                          "\"{}\" allows {} a call ({} spent {}). A shorter context or a new "
                          "session helps.",
                          format_usd({facts.estimate.most_input_nano}), budget.name,
                          format_usd({budget.per_call_cap_nano.value_or(0)}), spent, when);
        case RefusalCause::Unpriced:
            return format("Farebox refused this call: {} has no price, and budget \"{}\" refuses "
                          "such calls ({} spent {}). Another model may have one.",
                          model_text(facts), budget.name, spent, when);
    }
    return "";
}

}  // namespace

std::string refusal_text(RefusalCause cause, const Account& account, const Counter& counter,
                         const CallFacts& facts) {
    const bool is_companys = account.budget().source == BudgetSource::Collector;
    return format("{} The budget resets on {}. To go on now: {}{}.",
                  cause_text(cause, account, counter, facts),
                  format_local(account.zone(), counter.window.end), WayOut,
                  is_companys ? "; if that is denied, farebox override --ask" : "");
}

std::string pause_text(const Pause& pause) {
    return format("Farebox holds all calls: paused by you{}. To go on: farebox resume, or Resume "
                  "in the Farebox tray.",
                  pause.reason.empty() ? "" : " (" + pause.reason + ")");
}

std::string warning_text(const Account& account, const Counter& counter) {
    const Budget& budget = account.budget();
    return format("budget \"{}\": {} spent {}", budget.name, spent_text(account, counter),
                  period_text(budget.period));
}

std::string unpriced_warning(const Account& account, const CallFacts& facts) {
    return format("{} has no price, so budget \"{}\" does not see what this call costs",
                  model_text(facts), account.budget().name);
}

std::string format_amount(BudgetUnit unit, std::int64_t amount) {
    if (unit == BudgetUnit::Usd) return format_usd({amount});
    std::string digits = std::to_string(amount);
    const std::size_t first = amount < 0 ? 1 : 0;
    for (std::size_t at = digits.size(); at > first + 3;) digits.insert(at -= 3, ",");
    return digits + " tokens";
}

}  // namespace farebox::budget
