#include <algorithm>

#include "core/base/format.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/password.h"
#include "core/collector/auth/web_sessions.h"

// Passwords and the delay after wrong ones. The password is hashed outside of any transaction: it
// takes tenths of a second, and the writer's lock is everybody's.
namespace farebox::collector {
namespace {

constexpr std::int64_t FreeFailures = 5;
constexpr std::int64_t MaxDelaySeconds = 15 * 60;

std::int64_t delay_after(std::int64_t failures) {
    if (failures < FreeFailures) return 0;
    const std::int64_t doublings = std::min<std::int64_t>(failures - FreeFailures, 10);
    return std::min(MaxDelaySeconds, std::int64_t{1} << doublings);
}

Refused login_refused() { return {401, "login_refused", "account or password are wrong"}; }

Refused login_delayed(UtcNs until, UtcNs now) {
    const std::int64_t seconds = (until - now + NsPerSecond - 1) / NsPerSecond;
    return {429, "login_delayed", format("too many wrong passwords: try again in {} s", seconds),
            seconds};
}

// Counted in one statement, so that guesses side by side are all counted.
Result<void> note_failure(Session& session, const std::string& account, UtcNs now) {
    FAREBOX_TRY(counted, session.run("UPDATE accounts SET failed_logins = failed_logins + 1 "
                                     "WHERE account = $1 RETURNING failed_logins",
                                     {account}));
    if (counted.empty()) return {};
    const UtcNs until = now + delay_after(counted[0].integer(0)) * NsPerSecond;
    FAREBOX_TRY_VOID(session.run("UPDATE accounts SET locked_until = $2 WHERE account = $1",
                                 {account, until}));
    return {};
}

}  // namespace

Admission<Account> admit_password(Session& session, const std::string& account,
                                  std::string_view password, UtcNs now) {
    FAREBOX_ADMIT(found, session.run("SELECT password_hash, locked_until FROM accounts "
                                     "WHERE account = $1 AND issuer = ''",
                                     {account}));
    const std::string stored = found.empty() ? "" : found[0].text(0);
    const UtcNs locked_until = found.empty() ? 0 : found[0].integer(1);
    if (locked_until > now) return login_delayed(locked_until, now);
    if (!is_password(password, stored)) {
        FAREBOX_ADMIT_VOID(note_failure(session, account, now));
        return login_refused();
    }
    FAREBOX_ADMIT(known, find_account(session, account));
    if (!known || known->disabled_at) return login_refused();
    FAREBOX_ADMIT_VOID(session.run("UPDATE accounts SET failed_logins = 0, locked_until = 0, "
                                   "last_login_at = $2 WHERE account = $1",
                                   {account, now}));
    return *std::move(known);
}

Admission<bool> change_password(Session& session, const std::string& account,
                                std::string_view old_password, std::string_view new_password,
                                UtcNs now, const Along& along) {
    auto admitted = admit_password(session, account, old_password, now);
    if (auto* refused = std::get_if<Refused>(&admitted)) return *refused;
    std::string weakness = why_password_is_weak(new_password, account);
    if (weakness.empty() && old_password == new_password) {
        weakness = "the new password is the old one";
    }
    if (!weakness.empty()) return Refused{400, "weak_password", weakness};
    FAREBOX_ADMIT(hash, hash_password(new_password));
    FAREBOX_ADMIT(transaction, Transaction::begin(session));
    FAREBOX_ADMIT_VOID(session.run("UPDATE accounts SET password_hash = $2, must_change_password = 0 "
                                   "WHERE account = $1",
                                   {account, hash}));
    // Whoever else knew the old one is out; the caller gets a new session.
    FAREBOX_ADMIT_VOID(end_sessions_of(session, account));
    if (along) {
        FAREBOX_ADMIT_VOID(along());
    }
    FAREBOX_ADMIT_VOID(transaction.commit());
    return true;
}

}  // namespace farebox::collector
