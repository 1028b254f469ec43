#pragma once
// People who sign in on the web: with a local password, or through the company's identity provider.
//
// A local account exists for the embedded start and as the way in when the provider is down. The
// roles of an account are those granted here and, for a login through the provider, those of its
// groups at that time.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/auth/devices.h"
#include "core/collector/auth/principal.h"
#include "core/collector/auth/refused.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// A role, for a lead together with the team they lead.
struct RoleGrant {
    Role role = Role::Developer;
    std::string team_id;  ///< of a TeamLead, else ""
    bool operator==(const RoleGrant&) const = default;
};
/// "finance", "team_lead:payments". Invalid for an unknown role, a lead without a team, or a team
/// for another role.
Result<RoleGrant> parse_grant(std::string_view text);
std::string to_text(const RoleGrant& grant);

/// More that belongs to a change, such as its entry in the audit log: done in its transaction; an error
/// undoes both.
using Along = std::function<Result<void>()>;

struct Account {
    std::string account;  ///< what people type and the audit log shows
    std::string issuer;   ///< "" for a local one
    std::string subject;  ///< at the issuer; the account's own name for a local one
    std::string name;
    std::string person_id;
    bool must_change_password = false;
    std::optional<UtcNs> last_login_at;
    std::optional<UtcNs> disabled_at;
    std::vector<RoleGrant> grants;  ///< made here, not by groups

    bool is_local() const { return issuer.empty(); }
};

Result<std::vector<Account>> list_accounts(Session& session);
Result<std::optional<Account>> find_account(Session& session, const std::string& account);

/// A new local account whose password must be changed at the first login. Conflict when it exists,
/// Invalid for an empty name or one with control characters or over 100 bytes. Returns the password.
Result<std::string> add_local_account(Session& session, const std::string& account,
                                      const std::vector<RoleGrant>& grants, const std::string& by,
                                      UtcNs now, const Along& along = {});
/// A fresh password for a local account, to be changed at the next login; ends its sessions.
Result<std::string> reset_password(Session& session, const std::string& account,
                                   const Along& along = {});
/// Replaces the grants; ends no session: they are read with each request.
Result<void> set_grants(Session& session, const std::string& account,
                        const std::vector<RoleGrant>& grants, const std::string& by, UtcNs now);
/// Ends its sessions and refuses new ones; false lets it in again.
Result<void> set_disabled(Session& session, const std::string& account, bool is_disabled, UtcNs now);
/// All accounts of a person who left; the number of those disabled by this.
Result<std::int64_t> disable_accounts_of(Session& session, const std::string& person_id, UtcNs now);
/// Looks again for the persons of the provider's accounts that the directory did not know, after it
/// learned of new people; the number found.
Result<std::int64_t> bind_waiting_accounts(Session& session, const FindPerson& find_person);

constexpr const char* FirstAdmin = "admin";
/// When there is no account at all: makes FirstAdmin with the roles platform_admin and finance (whoever
/// tries the collector alone wants to see amounts; either role can be taken away) and returns its
/// password, which is shown once. Nothing otherwise.
Result<std::optional<std::string>> make_first_admin(Session& session, UtcNs now);

/// Who signed in at the identity provider: its account, made at the first login.
struct ProviderIdentity {
    std::string issuer;
    std::string subject;
    std::string email;  ///< "" when absent or not verified
    std::string name;
    std::string person_id;
};
/// Refused: 403 account_disabled.
Admission<Account> admit_provider_account(Session& session, const ProviderIdentity& who, UtcNs now);

/// Refused: 401 login_refused (account or password, never which), 429 login_delayed after five
/// failures in a row: each further one doubles the wait, up to 15 minutes. Waiting is never longer,
/// so nobody is locked out for good by somebody else's guesses.
Admission<Account> admit_password(Session& session, const std::string& account,
                                  std::string_view password, UtcNs now);
/// Refused: 401 login_refused (the old one is wrong), 400 weak_password.
Admission<bool> change_password(Session& session, const std::string& account,
                                std::string_view old_password, std::string_view new_password,
                                UtcNs now, const Along& along = {});

}  // namespace farebox::collector
