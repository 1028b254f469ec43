#pragma once
// What a developer reads when a budget speaks. Private to core/budget.
//
// A refusal is whole sentences, because agents show it as it is: which budget, how much of what,
// until when, and how to go on.

#include <string>

#include "core/budget/account.h"

namespace farebox::budget {

enum class RefusalCause {
    Spent,      ///< the hard limit is reached
    TooLarge,   ///< what is left does not hold this call
    InFlight,   ///< it would, without the calls in flight
    Share,      ///< the budget has room, this workstation's part of it has none
    CallCap,    ///< the input alone is over per_call_cap_nano
    Unpriced,   ///< the model has no price and the budget wants none of those
};

std::string refusal_text(RefusalCause cause, const Account& account, const Counter& counter,
                         const CallFacts& facts);
std::string pause_text(const Pause& pause);

/// "budget "Payments": $131.00 of $150.00 (87 %) spent this month"
std::string warning_text(const Account& account, const Counter& counter);
std::string unpriced_warning(const Account& account, const CallFacts& facts);

/// "$12.34" or "1,234,567 tokens".
std::string format_amount(BudgetUnit unit, std::int64_t amount);

}  // namespace farebox::budget
