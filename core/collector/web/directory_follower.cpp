// What the directory's news about people means for devices and web accounts.

#include "core/base/format.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/devices.h"
#include "core/collector/directory/edit.h"
#include "core/collector/web/audit_entry.h"
#include "core/collector/web/directory_journal.h"

namespace farebox::collector {
namespace {

Result<void> note(Session& session, AuditEntry entry, std::int64_t count, std::string_view what) {
    if (count == 0) return {};
    entry.after = format("{} {}", count, what);
    FAREBOX_TRY_VOID(append_audit(session, std::move(entry)));
    return {};
}

}  // namespace

FollowPeople directory_follower(const WebRequest& request, const Services& services) {
    return [&](Session& session, const PeopleNews& news) -> Result<void> {
        const auto entry = [&](const char* action, const std::string& object) {
            return audit_entry_of(request, services, action, object);
        };
        // Bound first: whoever came and left in one file keeps nothing.
        if (news.has_names) {
            FAREBOX_TRY(devices, bind_waiting_devices(session, find_in_directory));
            FAREBOX_TRY_VOID(note(session, entry("device.bind", ""), devices, "devices that waited for a person"));
            FAREBOX_TRY(accounts, bind_waiting_accounts(session, find_in_directory));
            FAREBOX_TRY_VOID(note(session, entry("account.bind", ""), accounts, "accounts that waited for a person"));
        }
        for (const std::string& person_id : news.left) {
            const AuditEntry revoke = entry("device.revoke", person_id);
            FAREBOX_TRY(devices, revoke_devices_of(session, person_id, revoke.actor, "the person left",
                                                   services.clock.now()));
            FAREBOX_TRY_VOID(note(session, revoke, devices, "devices of the person"));
            FAREBOX_TRY(accounts, disable_accounts_of(session, person_id, services.clock.now()));
            FAREBOX_TRY_VOID(note(session, entry("account.disable", person_id), accounts, "accounts of the person"));
        }
        return {};
    };
}

}  // namespace farebox::collector
