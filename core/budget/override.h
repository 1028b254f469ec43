#pragma once
// Going on although a budget is used up: who may, for how long, how often, and with which words.

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace farebox::budget {

enum class OverrideWho { Anyone, Nobody };

/// From the settings override.allowed, override.max_hours, override.per_day and
/// override.reason_required, which the messages name.
struct OverrideRule {
    OverrideWho who = OverrideWho::Anyone;
    std::int64_t max_minutes = 8 * 60;
    std::int64_t per_day = 10;  ///< of all budgets together, within 24 hours
    bool is_reason_required = true;
};

struct Override {
    std::string override_id;  ///< UUIDv7
    std::string budget_id;    ///< "" = every budget
    std::string reason;
    std::string os_user;
    UtcNs started_at = 0;
    UtcNs expires_at = 0;

    bool is_active(UtcNs now) const { return now < expires_at; }
    bool covers(const std::string& id) const { return budget_id.empty() || budget_id == id; }
    bool operator==(const Override&) const = default;
};

struct OverrideRequest {
    std::string budget_id;
    std::int64_t minutes = 60;
    std::string reason;
    std::string os_user;
};

/// Denied with a sentence that names the rule; Invalid for a request that makes no sense.
/// `recent` are all overrides started within the last 24 hours.
Result<Override> make_override(const OverrideRule& rule, const OverrideRequest& request,
                               const std::vector<Override>& recent, UtcNs now);

}  // namespace farebox::budget
