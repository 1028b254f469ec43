#pragma once
// Who is signed in on the web. The browser holds 256 random bits in a cookie, the database their
// hash and what belongs to it; ending a session is deleting a row, at once and everywhere.
//
// A session ends eight hours after it was last used and a day after it began, so that the groups
// of the identity provider are asked for again.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/principal.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

constexpr UtcNs SessionIdle = 8 * 3600 * NsPerSecond;
constexpr UtcNs SessionLife = 24 * 3600 * NsPerSecond;

/// Returns the cookie's value. `roles_of_groups`: those of the provider's groups, for this session.
Result<std::string> begin_session(Session& session, const std::string& account,
                                  const std::vector<RoleGrant>& roles_of_groups, UtcNs now);

/// Kind::Nobody when there is no such session, it ended, or the account was disabled.
Result<Principal> find_session(Session& session, std::string_view cookie, UtcNs now);

Result<void> end_session(Session& session, std::string_view cookie);
Result<void> end_sessions_of(Session& session, const std::string& account);
Result<void> forget_ended_sessions(Session& session, UtcNs now);

/// What a page must send along with every write, as X-Farebox-Csrf: follows from the cookie, which
/// another site can make the browser send but cannot read.
std::string csrf_token_of(std::string_view cookie);

/// "__Host-farebox" where the pages come over TLS (browsers then hold it to this host and to TLS),
/// "farebox" on plain loopback.
std::string_view session_cookie_name(bool is_tls);
/// The value of Set-Cookie; an empty value deletes it.
std::string session_cookie(bool is_tls, std::string_view value);
/// The value of cookie `name` in a Cookie header; "" without. The first of several equal names.
std::string find_cookie(std::string_view header, std::string_view name);

}  // namespace farebox::collector
