#pragma once
// What one response said about itself: tokens and everything else that changes its price.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/usage.h"

namespace farebox::usage {

/// Tokens that another model than `model_served` consumed inside the same response (Anthropic's
/// advisor). Not contained in Reading::usage: they are charged at that model's own rates.
struct NestedUsage {
    std::string model;  ///< empty when the vendor did not name it
    Usage usage;

    bool operator==(const NestedUsage&) const = default;
};

struct Reading {
    Usage usage;
    std::vector<NestedUsage> nested;
    std::string response_id;
    std::string model_served;
    std::string service_tier;  ///< as served, never as asked for: "standard", "priority", "flex"
    std::string region;        ///< Anthropic's inference_geo
    std::string speed;         ///< Anthropic's speed class: "standard", "fast"

    /// The answer was read to its end: terminal event, or a whole JSON document.
    bool complete = false;
    bool error_event = false;  ///< an error inside a 200 answer
    std::string error_type;    ///< the vendor's word for it, in error answers too; never its message

    /// An amount the vendor stated itself, nano-USD (OpenRouter, xAI).
    std::optional<std::int64_t> vendor_cost_nano;
    std::string note;  ///< what a person should know about these figures; may be empty

    bool operator==(const Reading&) const = default;
};

}  // namespace farebox::usage
