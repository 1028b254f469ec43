#pragma once
// What a call costs, and how we know. Amounts are nano-USD. Absent = unknown, never 0.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/money.h"

namespace farebox {

enum class PriceStatus {
    Priced,        ///< every known bucket has a rate
    Partly,        ///< list_cost_nano covers some buckets; the rest has no rate or is unknown
    Unpriced,      ///< no rule for this model, or no usage at all
    Free,          ///< nothing is billed: a local model, an unbilled endpoint, a refusal
    VendorStated,  ///< the vendor said the amount itself
};

std::string_view to_text(PriceStatus status);
std::optional<PriceStatus> parse_price_status(std::string_view text);

/// One line of the bill: a bucket times a rate times a multiplier.
struct CostComponent {
    std::string bucket;            ///< field name of Usage
    std::int64_t quantity = 0;     ///< tokens or units
    std::int64_t rate_pico = 0;    ///< pico-USD per unit, before the multiplier
    std::int64_t multiplier_ppm = PpmOne;
    std::int64_t amount_nano = 0;

    bool operator==(const CostComponent&) const = default;
};

struct Cost {
    std::optional<std::int64_t> list_cost_nano;        ///< vendor's list price
    std::optional<std::int64_t> contracted_cost_nano;  ///< after the company's contract
    std::optional<std::int64_t> billed_cost_nano;      ///< what the invoice will carry (0 for subscriptions)
    std::optional<std::int64_t> vendor_cost_nano;      ///< stated by the vendor in the response
    PriceStatus price_status = PriceStatus::Unpriced;
    std::string price_rule;   ///< rule id in the book, "anthropic/claude-opus-5-5@2026-09-22"
    std::string price_book;   ///< version of the book
    std::string price_note;   ///< why partly or unpriced, one sentence
    std::vector<CostComponent> components;

    bool operator==(const Cost&) const = default;
};

}  // namespace farebox
