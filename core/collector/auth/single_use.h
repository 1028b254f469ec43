#pragma once
// What is accepted once and never again: the ids of proofs and of identity tokens, for as long as
// they would otherwise be good. In the database, because a replay may meet another collector, or
// the same one after a restart.

#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// True the first time. `key` begins with what it is an id of: "proof:<device_id>:<jti>".
Result<bool> use_once(Session& session, const std::string& key, UtcNs expires_at);

/// Forgets what has expired on its own by now; once a minute is enough.
Result<void> forget_expired_uses(Session& session, UtcNs now);

}  // namespace farebox::collector
