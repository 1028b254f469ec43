#include "core/collector/web/local_commands.h"

#include "core/base/strings.h"
#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/accounts.h"

namespace farebox::collector {
namespace {

std::string actor_of(const std::string& os_user) {
    return os_user.empty() ? "command line" : "command line, " + shorten(printable(os_user), 60);
}

AuditEntry entry_of(const std::string& os_user, UtcNs now, std::string action, std::string object) {
    AuditEntry entry;
    entry.at = now;
    entry.actor = actor_of(os_user);
    entry.role = "operator";  // whoever may run commands there has no role of the pages
    entry.action = std::move(action);
    entry.object = std::move(object);
    return entry;
}

}  // namespace

Result<MadeToken> make_token_locally(Session& session, const std::string& label,
                                     const std::string& os_user, UtcNs now) {
    NewToken wanted;
    wanted.label = label;
    wanted.created_by = actor_of(os_user);
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY(made, make_token(session, wanted, now));
    AuditEntry entry = entry_of(os_user, now, "token.make", made.token_id);
    entry.after = std::string(to_text(wanted.kind)) + ": " + label;
    FAREBOX_TRY_VOID(append_audit(session, std::move(entry)));
    FAREBOX_TRY_VOID(transaction.commit());
    return made;
}

Result<std::string> reset_password_locally(Session& session, const std::string& account,
                                           const std::string& os_user, UtcNs now) {
    return reset_password(session, account, [&]() -> Result<void> {
        FAREBOX_TRY_VOID(append_audit(session, entry_of(os_user, now, "account.reset", account)));
        return {};
    });
}

}  // namespace farebox::collector
