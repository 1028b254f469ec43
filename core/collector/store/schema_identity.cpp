#include "core/collector/store/schema.h"

namespace farebox::collector {

// No secret stands here in clear but the server's own: tokens, session cookies and the states of
// logins are kept as hashes, passwords as scrypt.
const char* const SchemaIdentity = R"sql(
CREATE TABLE server_secrets (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE access_tokens (
    token_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    user_domain TEXT NOT NULL,
    max_uses BIGINT,
    uses BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT,
    revoked_by TEXT
);

CREATE TABLE devices (
    device_id TEXT PRIMARY KEY,
    install_id TEXT NOT NULL UNIQUE,
    public_key TEXT NOT NULL,
    key_thumbprint TEXT NOT NULL,
    hostname_hash TEXT NOT NULL,
    os TEXT NOT NULL,
    farebox_version TEXT NOT NULL,
    token_id TEXT NOT NULL,
    enrolled_at BIGINT NOT NULL,
    rebound_at BIGINT,
    person_id TEXT NOT NULL,
    user_name TEXT NOT NULL,
    binding TEXT NOT NULL,
    bound_at BIGINT,
    revoked_at BIGINT,
    revoked_by TEXT,
    revoke_reason TEXT
);
CREATE INDEX devices_by_person ON devices (person_id);

CREATE TABLE used_once (
    use_key TEXT PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
CREATE INDEX used_once_by_expiry ON used_once (expires_at);

CREATE TABLE accounts (
    account TEXT PRIMARY KEY,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    name TEXT NOT NULL,
    person_id TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    must_change_password BIGINT NOT NULL,
    failed_logins BIGINT NOT NULL,
    locked_until BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    last_login_at BIGINT,
    disabled_at BIGINT,
    UNIQUE (issuer, subject)
);

CREATE TABLE account_roles (
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    team_id TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    granted_by TEXT NOT NULL,
    PRIMARY KEY (account, role, team_id)
);

CREATE TABLE web_sessions (
    session_hash TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    roles TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL
);
CREATE INDEX web_sessions_by_account ON web_sessions (account);

CREATE TABLE login_flows (
    state_hash TEXT PRIMARY KEY,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);
)sql";

}  // namespace farebox::collector
