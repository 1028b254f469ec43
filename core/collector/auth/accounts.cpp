#include "core/collector/auth/accounts.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/auth/password.h"
#include "core/collector/auth/web_sessions.h"

namespace farebox::collector {
namespace {

constexpr std::size_t MaxName = 100;

constexpr const char* AccountColumns =
    "account, issuer, subject, name, person_id, must_change_password, last_login_at, disabled_at";

Account account_of(const Row& row) {
    Account account;
    account.account = row.text(0);
    account.issuer = row.text(1);
    account.subject = row.text(2);
    account.name = row.text(3);
    account.person_id = row.text(4);
    account.must_change_password = row.integer(5) != 0;
    account.last_login_at = row.integer_or_null(6);
    account.disabled_at = row.integer_or_null(7);
    return account;
}

Result<std::vector<Account>> accounts_where(Session& session, std::string_view condition,
                                            std::initializer_list<Value> parameters) {
    FAREBOX_TRY(found, session.run(format("SELECT {} FROM accounts WHERE {} ORDER BY account",
                                          AccountColumns, condition),
                                   parameters));
    std::vector<Account> accounts;
    for (const Row& row : found) {
        Account account = account_of(row);
        FAREBOX_TRY(grants, session.run("SELECT role, team_id FROM account_roles WHERE account = $1 "
                                        "ORDER BY role, team_id",
                                        {account.account}));
        for (const Row& grant : grants) {
            if (const auto role = parse_role(grant.text(0))) {
                account.grants.push_back({*role, grant.text(1)});
            }
        }
        accounts.push_back(std::move(account));
    }
    return accounts;
}

Result<void> insert_account(Session& session, const Account& account, const std::string& password_hash,
                            UtcNs now) {
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO accounts (account, issuer, subject, name, person_id, password_hash, "
        "must_change_password, failed_logins, locked_until, created_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, $8)",
        {account.account, account.issuer, account.subject, account.name, account.person_id,
         password_hash, std::int64_t{account.must_change_password ? 1 : 0}, now}));
    return {};
}

Error no_account(const std::string& account) {
    return not_found("no account " + shorten(printable(account), 40));
}

// An address is what people know; the subject is what never changes. Another account may already
// have the name, such as a local "admin".
Result<std::string> free_name(Session& session, const ProviderIdentity& who) {
    const std::string wanted = who.email.empty() ? who.subject : to_lower(who.email);
    FAREBOX_TRY(taken, find_account(session, wanted));
    return taken ? who.subject + "@" + who.issuer : wanted;
}

}  // namespace

Result<RoleGrant> parse_grant(std::string_view text) {
    const auto colon = text.find(':');
    const auto role = parse_role(text.substr(0, colon));
    if (!role) return invalid("no role \"" + shorten(printable(text), 40) + "\"");
    const std::string team(colon == std::string_view::npos ? "" : text.substr(colon + 1));
    if ((*role == Role::TeamLead) == team.empty()) {
        return invalid("a lead is written team_lead:<team_id>, every other role alone: \"" +
                       shorten(printable(text), 40) + "\"");
    }
    return RoleGrant{*role, team};
}

std::string to_text(const RoleGrant& grant) {
    return std::string(to_text(grant.role)) + (grant.team_id.empty() ? "" : ":" + grant.team_id);
}

Result<std::vector<Account>> list_accounts(Session& session) {
    return accounts_where(session, "$1 = ''", {std::string()});
}

Result<std::optional<Account>> find_account(Session& session, const std::string& account) {
    FAREBOX_TRY(found, accounts_where(session, "account = $1", {account}));
    return found.empty() ? std::optional<Account>() : std::optional<Account>(std::move(found[0]));
}

Result<std::string> add_local_account(Session& session, const std::string& account,
                                      const std::vector<RoleGrant>& grants, const std::string& by,
                                      UtcNs now, const Along& along) {
    if (trim(account).empty() || account.size() > MaxName || printable(account) != account) {
        return invalid(format("an account's name is a printable text of 1 to {} bytes", MaxName));
    }
    const std::string password = make_password();
    FAREBOX_TRY(hash, hash_password(password));
    Account made;
    made.account = account;
    made.subject = account;
    made.name = account;
    made.must_change_password = true;
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY_VOID(insert_account(session, made, hash, now));
    FAREBOX_TRY_VOID(set_grants(session, account, grants, by, now));
    if (along) {
        FAREBOX_TRY_VOID(along());
    }
    FAREBOX_TRY_VOID(transaction.commit());
    return password;
}

Result<std::string> reset_password(Session& session, const std::string& account, const Along& along) {
    const std::string password = make_password();
    FAREBOX_TRY(hash, hash_password(password));
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY(changed, session.run("UPDATE accounts SET password_hash = $2, must_change_password = 1, "
                                     "failed_logins = 0, locked_until = 0 "
                                     "WHERE account = $1 AND issuer = ''",
                                     {account, hash}));
    if (changed.changed == 0) return no_account(account);
    FAREBOX_TRY_VOID(end_sessions_of(session, account));
    if (along) {
        FAREBOX_TRY_VOID(along());
    }
    FAREBOX_TRY_VOID(transaction.commit());
    return password;
}

Result<void> set_grants(Session& session, const std::string& account,
                        const std::vector<RoleGrant>& grants, const std::string& by, UtcNs now) {
    FAREBOX_TRY_VOID(session.run("DELETE FROM account_roles WHERE account = $1", {account}));
    for (const RoleGrant& grant : grants) {
        FAREBOX_TRY_VOID(session.run(
            "INSERT INTO account_roles (account, role, team_id, granted_at, granted_by) "
            "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account, role, team_id) DO NOTHING",
            {account, std::string(to_text(grant.role)), grant.team_id, now, by}));
    }
    return {};
}

Result<void> set_disabled(Session& session, const std::string& account, bool is_disabled, UtcNs now) {
    FAREBOX_TRY(changed, session.run("UPDATE accounts SET disabled_at = $2 WHERE account = $1",
                                     {account, is_disabled ? Value(now) : Value()}));
    if (changed.changed == 0) return no_account(account);
    if (!is_disabled) return {};
    return end_sessions_of(session, account);
}

Result<std::int64_t> disable_accounts_of(Session& session, const std::string& person_id, UtcNs now) {
    if (person_id.empty()) return std::int64_t{0};
    FAREBOX_TRY(accounts, accounts_where(session, "person_id = $1 AND disabled_at IS NULL", {person_id}));
    for (const Account& account : accounts) {
        FAREBOX_TRY_VOID(set_disabled(session, account.account, /*is_disabled=*/true, now));
    }
    return std::int64_t(accounts.size());
}

Result<std::int64_t> bind_waiting_accounts(Session& session, const FindPerson& find_person) {
    FAREBOX_TRY(waiting, accounts_where(session, "person_id = '' AND issuer <> $1", {std::string()}));
    std::int64_t bound = 0;
    for (const Account& account : waiting) {
        FAREBOX_TRY(by_subject, find_person(session, "oidc_sub", account.issuer + "|" + account.subject));
        // The account is named by its address where the provider had verified one.
        FAREBOX_TRY(by_email, find_person(session, "email", account.account));
        const std::string person_id = by_subject ? *by_subject : by_email.value_or("");
        if (person_id.empty()) continue;
        FAREBOX_TRY_VOID(session.run("UPDATE accounts SET person_id = $2 WHERE account = $1",
                                     {account.account, person_id}));
        ++bound;
    }
    return bound;
}

Result<std::optional<std::string>> make_first_admin(Session& session, UtcNs now) {
    FAREBOX_TRY(any, session.run("SELECT account FROM accounts LIMIT 1"));
    if (!any.empty()) return std::optional<std::string>();
    auto made = add_local_account(session, FirstAdmin, {{Role::PlatformAdmin, ""}, {Role::Finance, ""}},
                                  "first start", now);
    // Another collector on the same database was faster.
    if (!made && made.error().code == ErrorCode::Conflict) return std::optional<std::string>();
    if (!made) return made.error();
    return std::optional<std::string>(*std::move(made));
}

Admission<Account> admit_provider_account(Session& session, const ProviderIdentity& who, UtcNs now) {
    FAREBOX_ADMIT(transaction, Transaction::begin(session));
    FAREBOX_ADMIT(known, session.run("SELECT account FROM accounts WHERE issuer = $1 AND subject = $2",
                                     {who.issuer, who.subject}));
    std::string name;
    if (known.empty()) {
        FAREBOX_ADMIT(free, free_name(session, who));
        name = free;
        Account made;
        made.account = name;
        made.issuer = who.issuer;
        made.subject = who.subject;
        FAREBOX_ADMIT_VOID(insert_account(session, made, "", now));
    } else {
        name = known[0].text(0);
    }
    FAREBOX_ADMIT_VOID(session.run("UPDATE accounts SET name = $2, person_id = $3, last_login_at = $4 "
                                   "WHERE account = $1 AND disabled_at IS NULL",
                                   {name, who.name, who.person_id, now}));
    FAREBOX_ADMIT(account, find_account(session, name));
    FAREBOX_ADMIT_VOID(transaction.commit());
    if (!account || account->disabled_at) {
        return Refused{403, "account_disabled", "this account was disabled: ask an administrator"};
    }
    return *std::move(account);
}

}  // namespace farebox::collector
