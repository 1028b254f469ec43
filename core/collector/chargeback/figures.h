#pragma once
// What a set of calls adds up to, as the chargeback table shows it.
//
// Each cost comes with the number of calls that stated it: a sum that no call stated is unknown, and
// one that only some calls stated says over how many. `visit_figures` is the single list from which
// SQL, JSON and CSV are made. Money is nano-USD.

#include <cstdint>
#include <optional>

namespace farebox::collector {

/// A sum over the calls that stated the figure.
struct KnownSum {
    std::int64_t total = 0;
    std::int64_t calls = 0;

    std::optional<std::int64_t> value() const {
        return calls != 0 || total != 0 ? std::optional(total) : std::nullopt;
    }
    bool operator==(const KnownSum&) const = default;
};

struct Figures {
    std::int64_t calls = 0;
    std::int64_t failed_calls = 0;
    std::int64_t refused_calls = 0;
    std::int64_t unpriced_calls = 0;       ///< may have cost something, and no amount is known
    std::int64_t partly_priced_calls = 0;  ///< the amount covers some of the tokens
    std::int64_t estimated_calls = 0;      ///< usage is our estimate
    std::int64_t partial_usage_calls = 0;  ///< the stream broke; more was probably billed
    std::int64_t unknown_usage_calls = 0;

    KnownSum input_tokens;  ///< fresh
    KnownSum cache_read_tokens;
    KnownSum cache_write_tokens;  ///< of every lifetime
    KnownSum output_tokens;
    KnownSum reasoning_tokens;  ///< inside output_tokens

    KnownSum list_cost_nano;
    KnownSum contracted_cost_nano;
    KnownSum billed_cost_nano;
    KnownSum vendor_stated_cost_nano;     ///< of calls without a list price; beside list_cost_nano
    KnownSum correction_list_cost_nano;   ///< part of list_cost_nano: days of closed months

    bool operator==(const Figures&) const = default;
    Figures& operator+=(const Figures& other);
    bool is_zero() const { return *this == Figures{}; }
};

/// visit(name, count) or visit(name, sum), in the order of columns.
template <class FiguresType, class Visitor>
void visit_figures(FiguresType& figures, Visitor&& visit) {
    visit("calls", figures.calls);
    visit("failed_calls", figures.failed_calls);
    visit("refused_calls", figures.refused_calls);
    visit("unpriced_calls", figures.unpriced_calls);
    visit("partly_priced_calls", figures.partly_priced_calls);
    visit("estimated_calls", figures.estimated_calls);
    visit("partial_usage_calls", figures.partial_usage_calls);
    visit("unknown_usage_calls", figures.unknown_usage_calls);
    visit("input_tokens", figures.input_tokens);
    visit("cache_read_tokens", figures.cache_read_tokens);
    visit("cache_write_tokens", figures.cache_write_tokens);
    visit("output_tokens", figures.output_tokens);
    visit("reasoning_tokens", figures.reasoning_tokens);
    visit("list_cost_nano", figures.list_cost_nano);
    visit("contracted_cost_nano", figures.contracted_cost_nano);
    visit("billed_cost_nano", figures.billed_cost_nano);
    visit("vendor_stated_cost_nano", figures.vendor_stated_cost_nano);
    visit("correction_list_cost_nano", figures.correction_list_cost_nano);
}

}  // namespace farebox::collector
