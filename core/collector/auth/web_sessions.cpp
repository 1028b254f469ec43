#include "core/collector/auth/web_sessions.h"

#include <algorithm>

#include "core/base/base64.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/auth/secrets.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

constexpr std::size_t CookieBytes = 32;
// A row is not written for every click.
constexpr UtcNs TouchInterval = 60 * NsPerSecond;

std::string grants_text(const std::vector<RoleGrant>& grants) {
    Json list = Json::array();
    for (const RoleGrant& grant : grants) list.push_back(to_text(grant));
    return farebox::to_text(list);
}

void add_grant(Principal& who, const RoleGrant& grant) {
    who.roles.insert(grant.role);
    const auto known = std::find(who.team_ids.begin(), who.team_ids.end(), grant.team_id);
    if (!grant.team_id.empty() && known == who.team_ids.end()) who.team_ids.push_back(grant.team_id);
}

void add_grants_of_groups(Principal& who, std::string_view text) {
    const auto list = parse_json(text);
    if (!list || !list->is_array()) return;
    for (const Json& item : *list) {
        if (!item.is_string()) continue;
        if (const auto grant = parse_grant(item.get<std::string>())) add_grant(who, *grant);
    }
}

bool is_over(UtcNs created_at, UtcNs last_seen_at, UtcNs now) {
    return now - last_seen_at > SessionIdle || now - created_at > SessionLife;
}

}  // namespace

Result<std::string> begin_session(Session& session, const std::string& account,
                                  const std::vector<RoleGrant>& roles_of_groups, UtcNs now) {
    const std::string cookie = base64url_encode(net::random_bytes(CookieBytes));
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO web_sessions (session_hash, account, roles, created_at, last_seen_at) "
        "VALUES ($1, $2, $3, $4, $4)",
        {hash_of_secret(cookie), account, grants_text(roles_of_groups), now}));
    return cookie;
}

Result<Principal> find_session(Session& session, std::string_view cookie, UtcNs now) {
    const std::string hash = hash_of_secret(cookie);
    FAREBOX_TRY(found, session.run("SELECT account, roles, created_at, last_seen_at FROM web_sessions "
                                   "WHERE session_hash = $1",
                                   {hash}));
    if (found.empty() || is_over(found[0].integer(2), found[0].integer(3), now)) return Principal();
    FAREBOX_TRY(account, find_account(session, found[0].text(0)));
    if (!account || account->disabled_at) return Principal();

    Principal who;
    who.kind = Principal::Kind::Person;
    who.account = account->account;
    who.name = account->name;
    who.person_id = account->person_id;
    who.must_change_password = account->must_change_password;
    for (const RoleGrant& grant : account->grants) add_grant(who, grant);
    add_grants_of_groups(who, found[0].text(1));
    if (now - found[0].integer(3) > TouchInterval) {
        FAREBOX_TRY_VOID(session.run("UPDATE web_sessions SET last_seen_at = $2 WHERE session_hash = $1",
                                     {hash, now}));
    }
    return who;
}

Result<void> end_session(Session& session, std::string_view cookie) {
    FAREBOX_TRY_VOID(session.run("DELETE FROM web_sessions WHERE session_hash = $1",
                                 {hash_of_secret(cookie)}));
    return {};
}

Result<void> end_sessions_of(Session& session, const std::string& account) {
    FAREBOX_TRY_VOID(session.run("DELETE FROM web_sessions WHERE account = $1", {account}));
    return {};
}

Result<void> forget_ended_sessions(Session& session, UtcNs now) {
    FAREBOX_TRY_VOID(session.run("DELETE FROM web_sessions WHERE last_seen_at < $1 OR created_at < $2",
                                 {now - SessionIdle, now - SessionLife}));
    FAREBOX_TRY_VOID(session.run("DELETE FROM login_flows WHERE expires_at < $1", {now}));
    return {};
}

std::string csrf_token_of(std::string_view cookie) {
    return base64url_encode(net::hmac_sha256(cookie, "csrf"));
}

std::string_view session_cookie_name(bool is_tls) { return is_tls ? "__Host-farebox" : "farebox"; }

std::string session_cookie(bool is_tls, std::string_view value) {
    return format("{}={}; Path=/; HttpOnly; SameSite=Lax{}{}", session_cookie_name(is_tls), value,
                  is_tls ? "; Secure" : "", value.empty() ? "; Max-Age=0" : "");
}

std::string find_cookie(std::string_view header, std::string_view name) {
    for (const std::string_view piece : split(header, ';')) {
        const std::string_view pair = trim(piece);
        const auto equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
            return std::string(pair.substr(equals + 1));
        }
    }
    return {};
}

}  // namespace farebox::collector
