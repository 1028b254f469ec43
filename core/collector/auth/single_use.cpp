#include "core/collector/auth/single_use.h"

namespace farebox::collector {

Result<bool> use_once(Session& session, const std::string& key, UtcNs expires_at) {
    FAREBOX_TRY(stored, session.run("INSERT INTO used_once (use_key, expires_at) VALUES ($1, $2) "
                                    "ON CONFLICT (use_key) DO NOTHING",
                                    {key, expires_at}));
    return stored.changed == 1;
}

Result<void> forget_expired_uses(Session& session, UtcNs now) {
    FAREBOX_TRY_VOID(session.run("DELETE FROM used_once WHERE expires_at < $1", {now}));
    return {};
}

}  // namespace farebox::collector
