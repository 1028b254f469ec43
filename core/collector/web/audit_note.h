#pragma once
// One line in the audit log about a request.

#include <string>

#include "core/collector/audit/audit_log.h"
#include "core/collector/web/routes.h"

namespace farebox::collector {

/// Completes `entry` from the request (time, actor unless given, roles, address) and appends it in a
/// transaction of its own: for what has no transaction to be part of.
Result<void> note_audit(Session& session, const WebRequest& request, const Services& services, AuditEntry entry);

}  // namespace farebox::collector
