#pragma once
// Who may see which entries of the audit log.

#include <optional>

#include "core/base/clock.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/principal.h"

namespace farebox::collector {

/// Nothing for an auditor, who sees all. Everybody sees their own entries, an administrator what was
/// configured, finance what moved money, a lead what was done to the budgets of their teams and of the
/// people in them today, to these teams, and to what team these people belong.
Result<std::optional<AuditSight>> audit_sight_of(Session& session, const Principal& who, UtcNs now);

}  // namespace farebox::collector
