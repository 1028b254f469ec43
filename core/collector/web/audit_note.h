#pragma once
// One line in the audit log about a request.

#include <functional>
#include <string>

#include "core/collector/audit/audit_log.h"
#include "core/collector/web/routes.h"

namespace farebox::collector {

/// Completes `entry` from the request (time, actor unless given, roles, address) and appends it in the
/// caller's transaction.
Result<void> append_note(Session& session, const WebRequest& request, const Services& services, AuditEntry entry);
/// The same in a transaction of its own: for what changes nothing.
Result<void> note_audit(Session& session, const WebRequest& request, const Services& services, AuditEntry entry);
/// Runs `change` and appends the entry, both in one transaction: both happen, or neither.
Result<void> change_on_record(Session& session, const WebRequest& request, const Services& services,
                              AuditEntry entry, const std::function<Result<void>()>& change);

}  // namespace farebox::collector
