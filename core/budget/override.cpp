#include "core/budget/override.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"

namespace farebox::budget {
namespace {

constexpr std::size_t MaxReasonBytes = 500;

Error denied(std::string message) { return {ErrorCode::Denied, std::move(message)}; }

}  // namespace

Result<Override> make_override(const OverrideRule& rule, const OverrideRequest& request,
                               const std::vector<Override>& recent, UtcNs now) {
    if (rule.who == OverrideWho::Nobody) {
        return denied("override.allowed is false: budgets cannot be overridden on this computer; "
                      "ask whoever manages it for a larger limit, or your organisation's "
                      "collector, if there is one: farebox override --ask --budget <id> ...");
    }
    if (request.minutes < 1) {
        return invalid(format("minutes is {}; allowed: 1 to {}", request.minutes, rule.max_minutes));
    }
    if (request.minutes > rule.max_minutes) {
        return denied(format("override.max_hours allows {} minutes at a time, {} were asked for",
                             rule.max_minutes, request.minutes));
    }
    const std::string reason = printable(trim(request.reason));
    if (rule.is_reason_required && reason.empty()) {
        return denied("override.reason_required asks for a reason: --reason \"why\"");
    }
    const auto in_last_day = std::ranges::count_if(
        recent, [&](const Override& item) { return item.started_at > now - NsPerDay; });
    if (in_last_day >= rule.per_day) {
        return denied(format("override.per_day allows {} overrides in 24 hours, and {} were made",
                             rule.per_day, in_last_day));
    }
    return Override{make_uuid_v7(now),
                    request.budget_id,
                    shorten(reason, MaxReasonBytes),
                    request.os_user,
                    now,
                    now + request.minutes * 60 * NsPerSecond};
}

}  // namespace farebox::budget
