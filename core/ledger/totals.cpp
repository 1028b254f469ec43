#include "core/ledger/totals.h"

namespace farebox::ledger {
namespace {

void add(Sum& sum, const std::optional<std::int64_t>& value) {
    if (!value) return;
    sum.total += *value;
    sum.calls += 1;
}

// Both lists of two totals, member by member in the same order.
template <class Apply>
void combine(Totals& into, const Totals& other, Apply apply) {
    std::int64_t* counts[7];
    Sum* sums[17];
    std::size_t count = 0;
    std::size_t sum = 0;
    visit_counts(into, [&](const char*, std::int64_t& member) { counts[count++] = &member; });
    visit_sums(into, [&](const char*, Sum& member) { sums[sum++] = &member; });
    count = 0;
    sum = 0;
    visit_counts(other, [&](const char*, const std::int64_t& member) {
        apply(*counts[count++], member);
    });
    visit_sums(other, [&](const char*, const Sum& member) {
        apply(sums[sum]->total, member.total);
        apply(sums[sum++]->calls, member.calls);
    });
}

}  // namespace

Totals& Totals::operator+=(const Totals& other) {
    combine(*this, other, [](std::int64_t& mine, std::int64_t theirs) { mine += theirs; });
    return *this;
}

Totals& Totals::operator-=(const Totals& other) {
    combine(*this, other, [](std::int64_t& mine, std::int64_t theirs) { mine -= theirs; });
    return *this;
}

Totals totals_of(const Call& call) {
    Totals totals;
    totals.calls = 1;
    totals.failed_calls = call.outcome != Outcome::Ok;
    const bool chargeable = may_cost(call);
    totals.unpriced_calls = chargeable && call.cost.price_status == PriceStatus::Unpriced;
    totals.partly_priced_calls = call.cost.price_status == PriceStatus::Partly;
    totals.unknown_usage_calls = chargeable && call.usage.usage_source == UsageSource::None;
    totals.partial_usage_calls = call.usage.usage_source == UsageSource::VendorPartial;
    totals.estimated_usage_calls = call.usage.usage_source == UsageSource::Estimated;

    add(totals.input_tokens, call.usage.input_tokens);
    add(totals.cache_read_tokens, call.usage.cache_read_tokens);
    add(totals.cache_write_5m_tokens, call.usage.cache_write_5m_tokens);
    add(totals.cache_write_1h_tokens, call.usage.cache_write_1h_tokens);
    add(totals.cache_write_other_tokens, call.usage.cache_write_other_tokens);
    add(totals.output_tokens, call.usage.output_tokens);
    add(totals.reasoning_tokens, call.usage.reasoning_tokens);
    add(totals.audio_tokens, call.usage.audio_tokens);
    add(totals.image_tokens, call.usage.image_tokens);
    add(totals.web_search_calls, call.usage.web_search_calls);
    add(totals.tool_fee_units, call.usage.tool_fee_units);
    add(totals.vendor_credits_nano, call.usage.vendor_credits_nano);
    add(totals.cost_nano, call.cost.list_cost_nano ? call.cost.list_cost_nano
                                                   : call.cost.vendor_cost_nano);
    add(totals.list_cost_nano, call.cost.list_cost_nano);
    add(totals.contracted_cost_nano, call.cost.contracted_cost_nano);
    add(totals.billed_cost_nano, call.cost.billed_cost_nano);
    add(totals.vendor_cost_nano, call.cost.vendor_cost_nano);
    return totals;
}

}  // namespace farebox::ledger
