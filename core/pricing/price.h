#pragma once
// What a call costs by the vendor's public list, and how we know.
//
//     cost = sum over token classes (rate x tokens x multiplier) + executed calls x fee
//
// each product 128-bit and rounded half-even once to nano-USD, so the components always add up to
// the total. What the book does not know stays out of the sum and is named in `price_note`; it is
// never 0 and never charged at a neighbour's rate. The answer depends on the question and the book
// alone: asking again with the same two gives the same cost.

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/model/call.h"
#include "core/pricing/price_book.h"

namespace farebox::pricing {

struct PriceQuestion {
    std::string provider;         ///< "anthropic", "openai"
    std::string model_served;     ///< as the response names it: what is billed
    std::string model_requested;  ///< used only when the response named no model
    UtcNs when = 0;               ///< start of the request; never the time of pricing
    Usage usage;
    std::string service_tier;  ///< as served, the vendor's word; empty: the response named none
    std::string speed;         ///< as served (Anthropic `usage.speed`); empty as above
    std::string geo;           ///< as served (Anthropic `usage.inference_geo`)
    std::string region;        ///< from the host: "eu" of eu.api.openai.com
    /// As requested (OpenAI `prompt_cache_options.ttl`): "30m", "12h"; empty: the request named
    /// none; any other word, such as "unknown", leaves these writes unpriced.
    std::string cache_write_ttl;
    std::string endpoint;  ///< "count_tokens" and "models" are never billed
    std::optional<std::int64_t> http_status;
    /// Only the caller knows that a model runs on own hardware (Ollama, vLLM, llama.cpp).
    bool local = false;
    BillingMode billing_mode = BillingMode::Unknown;
    std::optional<std::int64_t> vendor_cost_nano;  ///< where the vendor states an amount itself
};

/// Fills list cost, status, rule, book, note and components. `billed_cost_nano` is 0 where no
/// invoice line follows (subscription, local), else absent: contracts are not in the book.
/// Never fails; a question it cannot answer is Unpriced with a note, or VendorStated where the
/// vendor said the amount. Free: own hardware, an unbilled endpoint, a 4xx or 529 without usage.
Cost price(const PriceBook& book, const PriceQuestion& question);

/// Adds what another model consumed inside the same response (Anthropic's advisor), priced by a
/// question of its own. Its lines follow the call's own; the sum stays the sum of all lines.
void add_nested(Cost& cost, const Cost& nested);

}  // namespace farebox::pricing
