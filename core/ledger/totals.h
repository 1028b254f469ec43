#pragma once
// What a set of calls adds up to. A sum knows how many calls stated it, because "nobody said" is
// not 0: a column of cache writes from a vendor that never reports them stays unknown.
//
// `visit_counts` and `visit_sums` are the single lists: rollup columns, JSON and CSV come from
// them. Addition and subtraction are exact, so a revised call leaves no trace of its old figures.

#include <cstdint>
#include <optional>

#include "core/model/call.h"

namespace farebox::ledger {

struct Sum {
    std::int64_t total = 0;
    std::int64_t calls = 0;  ///< calls that stated the figure

    /// Absent when no call stated it.
    std::optional<std::int64_t> value() const {
        return calls > 0 ? std::optional(total) : std::nullopt;
    }
    bool operator==(const Sum&) const = default;
};

struct Totals {
    std::int64_t calls = 0;
    std::int64_t failed_calls = 0;           ///< outcome other than ok
    std::int64_t unpriced_calls = 0;         ///< may have cost something, and we know no amount
    std::int64_t partly_priced_calls = 0;    ///< the amount covers some of the buckets
    std::int64_t unknown_usage_calls = 0;    ///< may have used tokens, and nobody said how many
    std::int64_t partial_usage_calls = 0;    ///< the stream broke; more was probably billed
    std::int64_t estimated_usage_calls = 0;  ///< our own estimate

    Sum input_tokens;
    Sum cache_read_tokens;
    Sum cache_write_5m_tokens;
    Sum cache_write_1h_tokens;
    Sum cache_write_other_tokens;
    Sum output_tokens;
    Sum reasoning_tokens;  ///< subset of output_tokens
    Sum audio_tokens;      ///< subset
    Sum image_tokens;      ///< subset
    Sum web_search_calls;
    Sum tool_fee_units;
    Sum vendor_credits_nano;
    Sum cost_nano;  ///< what people are shown: the list price, else what the vendor stated
    Sum list_cost_nano;
    Sum contracted_cost_nano;
    Sum billed_cost_nano;
    Sum vendor_cost_nano;

    bool operator==(const Totals&) const = default;
    Totals& operator+=(const Totals& other);
    Totals& operator-=(const Totals& other);
    bool is_zero() const { return *this == Totals{}; }
};

template <class TotalsType, class Visitor>
void visit_counts(TotalsType& totals, Visitor&& visit) {
    visit("calls", totals.calls);
    visit("failed_calls", totals.failed_calls);
    visit("unpriced_calls", totals.unpriced_calls);
    visit("partly_priced_calls", totals.partly_priced_calls);
    visit("unknown_usage_calls", totals.unknown_usage_calls);
    visit("partial_usage_calls", totals.partial_usage_calls);
    visit("estimated_usage_calls", totals.estimated_usage_calls);
}

template <class TotalsType, class Visitor>
void visit_sums(TotalsType& totals, Visitor&& visit) {
    visit("input_tokens", totals.input_tokens);
    visit("cache_read_tokens", totals.cache_read_tokens);
    visit("cache_write_5m_tokens", totals.cache_write_5m_tokens);
    visit("cache_write_1h_tokens", totals.cache_write_1h_tokens);
    visit("cache_write_other_tokens", totals.cache_write_other_tokens);
    visit("output_tokens", totals.output_tokens);
    visit("reasoning_tokens", totals.reasoning_tokens);
    visit("audio_tokens", totals.audio_tokens);
    visit("image_tokens", totals.image_tokens);
    visit("web_search_calls", totals.web_search_calls);
    visit("tool_fee_units", totals.tool_fee_units);
    visit("vendor_credits_nano", totals.vendor_credits_nano);
    visit("cost_nano", totals.cost_nano);
    visit("list_cost_nano", totals.list_cost_nano);
    visit("contracted_cost_nano", totals.contracted_cost_nano);
    visit("billed_cost_nano", totals.billed_cost_nano);
    visit("vendor_cost_nano", totals.vendor_cost_nano);
}

/// The totals of one call.
Totals totals_of(const Call& call);


}  // namespace farebox::ledger
