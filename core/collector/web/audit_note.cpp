#include "core/collector/web/audit_note.h"

#include "core/base/strings.h"
#include "core/collector/web/services.h"

namespace farebox::collector {
namespace {

std::string roles_text(const Principal& who) {
    std::vector<std::string> names;
    for (const Role role : who.roles) names.emplace_back(to_text(role));
    return join(names, ",");
}

}  // namespace

Result<void> append_note(Session& session, const WebRequest& request, const Services& services, AuditEntry entry) {
    entry.at = services.clock.now();
    if (entry.actor.empty()) entry.actor = request.who.account;
    entry.role = roles_text(request.who);
    entry.ip = request.remote_address;
    FAREBOX_TRY_VOID(append_audit(session, std::move(entry)));
    return {};
}

Result<void> note_audit(Session& session, const WebRequest& request, const Services& services, AuditEntry entry) {
    return change_on_record(session, request, services, std::move(entry), [] { return Result<void>(); });
}

Result<void> change_on_record(Session& session, const WebRequest& request, const Services& services,
                              AuditEntry entry, const std::function<Result<void>()>& change) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY_VOID(change());
    FAREBOX_TRY_VOID(append_note(session, request, services, std::move(entry)));
    return transaction.commit();
}

}  // namespace farebox::collector
