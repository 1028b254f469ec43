#pragma once
// An entry of the audit log that says who asked.

#include "core/collector/audit/audit_log.h"
#include "core/collector/web/routes.h"
#include "core/collector/web/services.h"

namespace farebox::collector {

/// actor, role, ip and time from the request; fill in before, after and reason, then append_audit in
/// the transaction of the change.
AuditEntry audit_entry_of(const WebRequest& request, const Services& services, std::string action,
                          std::string object);

}  // namespace farebox::collector
