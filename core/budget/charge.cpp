#include "core/budget/charge.h"

namespace farebox::budget {
namespace {

// Reasoning, audio and image tokens are inside the others.
std::int64_t tokens_of(const Usage& usage) {
    return usage.prompt_tokens().value_or(0) + usage.output_tokens.value_or(0);
}

}  // namespace

Charge charge_of(const Call& call) {
    Charge charge;
    charge.call_id = call.call_id;
    charge.revision = call.revision;
    charge.started_at = call.started_at;
    charge.work = dimensions_of(call);
    charge.billing_mode = call.billing_mode;
    charge.price_nano =
        call.cost.list_cost_nano ? call.cost.list_cost_nano : call.cost.vendor_cost_nano;
    charge.billed_nano = call.cost.billed_cost_nano;
    charge.tokens = tokens_of(call.usage);
    charge.is_unpriced = may_cost(call) && call.cost.price_status == PriceStatus::Unpriced;
    return charge;
}

bool counts_by(CostBasis basis, BillingMode billing_mode) {
    if (basis == CostBasis::ApiEquivalent) return true;
    return billing_mode != BillingMode::Subscription && billing_mode != BillingMode::Local;
}

std::int64_t amount_for(const Budget& budget, const Charge& charge) {
    const bool is_counted = counts_by(budget.basis, charge.billing_mode);
    if (budget.unit == BudgetUnit::Token) return is_counted ? charge.tokens : 0;
    if (budget.basis == CostBasis::Billed && charge.billed_nano) return *charge.billed_nano;
    return is_counted ? charge.price_nano.value_or(0) : 0;
}

}  // namespace farebox::budget
