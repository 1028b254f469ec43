#pragma once
// What whoever sits at the collector's machine may do without signing in. Each leaves an entry in the
// audit log, in the transaction of the change.

#include <string>

#include "core/base/clock.h"
#include "core/collector/auth/access_tokens.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// An enrolment token as `token.make`. `os_user` is who runs the command; "" when the system does
/// not tell. Errors: those of make_token.
Result<MadeToken> make_token_locally(Session& session, const std::string& label,
                                     const std::string& os_user, UtcNs now);
/// A fresh password for a local account as `account.reset`; ends its sessions. NotFound for none.
Result<std::string> reset_password_locally(Session& session, const std::string& account,
                                           const std::string& os_user, UtcNs now);

}  // namespace farebox::collector
