#pragma once
// What a finished call adds to a budget.

#include <cstdint>
#include <optional>
#include <string>

#include "core/budget/matcher.h"

namespace farebox::budget {

/// The part of a call that budgets look at.
struct Charge {
    std::string call_id;
    std::int64_t revision = 1;
    UtcNs started_at = 0;
    Dimensions work;
    BillingMode billing_mode = BillingMode::Unknown;
    std::optional<std::int64_t> price_nano;   ///< list cost, else what the vendor stated
    std::optional<std::int64_t> billed_nano;
    std::int64_t tokens = 0;
    bool is_unpriced = false;  ///< may have cost something, and no amount is known
};

Charge charge_of(const Call& call);

/// Whether calls paid in this way count by that basis at all. An unknown way counts: it may be
/// money that leaves.
bool counts_by(CostBasis basis, BillingMode billing_mode);

/// Nano-USD or tokens, by the budget's unit and basis; the scope is not looked at. An unknown
/// amount adds 0 and shows in the count of unpriced calls.
std::int64_t amount_for(const Budget& budget, const Charge& charge);

}  // namespace farebox::budget
