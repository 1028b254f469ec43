#pragma once
// What a set of calls adds up to, as the chargeback table shows it.
//
// Each cost comes with the number of calls that stated it: a sum that no call stated is unknown, and
// one that only some calls stated says over how many. `visit_figures` is the single list from which
// SQL, JSON and CSV are made. Money is nano-USD.

#include <cstdint>
#include <optional>
#include <type_traits>

namespace farebox::collector {

/// A sum over the calls that stated the figure.
struct KnownSum {
    std::int64_t total = 0;
    std::int64_t calls = 0;

    std::optional<std::int64_t> value() const {
        return calls != 0 || total != 0 ? std::optional(total) : std::nullopt;
    }
    /// Of so many calls: absent also where those that stated it come to nothing and others did not
    /// state it. A plan's calls are billed 0; nothing beside an unknown is unknown, not 0.
    std::optional<std::int64_t> value_among(std::int64_t all_calls) const {
        return total == 0 && calls < all_calls ? std::nullopt : value();
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

    /// In no contracted amount: no list price, or no contract that names one.
    std::int64_t uncontracted_calls() const { return calls - contracted_cost_nano.calls; }
    /// In no billed amount: the invoice is not known yet.
    std::int64_t unbilled_calls() const { return calls - billed_cost_nano.calls; }

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

/// What people and programs are given: visit(name, count) or visit(name, optional amount), each column
/// above, then the calls that are in no contracted and in no billed amount.
template <class Visitor>
void visit_shown(const Figures& figures, Visitor&& visit) {
    visit_figures(figures, [&](const char* name, const auto& member) {
        if constexpr (std::is_same_v<std::decay_t<decltype(member)>, KnownSum>) {
            const bool is_cost = &member == &figures.list_cost_nano ||
                                 &member == &figures.contracted_cost_nano ||
                                 &member == &figures.billed_cost_nano;
            visit(name, is_cost ? member.value_among(figures.calls) : member.value());
        } else {
            visit(name, member);
        }
    });
    visit("uncontracted_calls", figures.uncontracted_calls());
    visit("unbilled_calls", figures.unbilled_calls());
}

}  // namespace farebox::collector
