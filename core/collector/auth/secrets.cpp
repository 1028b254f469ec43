#include "core/collector/auth/secrets.h"

#include "core/base/base64.h"
#include "core/net/sha256.h"

namespace farebox::collector {
namespace {

constexpr std::size_t SecretSize = 32;

Result<std::string> stored_text(Session& session, const std::string& name) {
    FAREBOX_TRY(found, session.run("SELECT value FROM server_secrets WHERE name = $1", {name}));
    return found.empty() ? std::string() : found[0].text(0);
}

// Two collectors may start at once: the first one's text stays, and both read it back.
Result<std::string> keep(Session& session, const std::string& name, const std::string& text,
                         UtcNs now) {
    FAREBOX_TRY_VOID(session.run("INSERT INTO server_secrets (name, value, created_at) "
                                 "VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING",
                                 {name, text, now}));
    return stored_text(session, name);
}

}  // namespace

Result<std::string> server_secret(Session& session, const std::string& name, UtcNs now) {
    FAREBOX_TRY(known, stored_text(session, name));
    if (known.empty()) {
        FAREBOX_TRY(kept, keep(session, name, base64url_encode(net::random_bytes(SecretSize)), now));
        known = kept;
    }
    auto bytes = base64url_decode(known);
    if (!bytes || bytes->size() != SecretSize) {
        return invalid("the collector's secret \"" + name +
                       "\" in table server_secrets is damaged: restore it from a backup");
    }
    return *std::move(bytes);
}

Result<net::SigningKey> server_signing_key(Session& session, const std::string& name, UtcNs now) {
    const std::string row = "signing key " + name;
    FAREBOX_TRY(known, stored_text(session, row));
    if (known.empty()) {
        FAREBOX_TRY(made, net::SigningKey::generate());
        FAREBOX_TRY(pem, made.to_pem());
        FAREBOX_TRY(kept, keep(session, row, pem, now));
        known = kept;
    }
    return net::SigningKey::from_pem(known).with_context("the collector's " + row);
}

std::string make_secret_text(const std::string& prefix) {
    return prefix + "_" + base64url_encode(net::random_bytes(SecretSize));
}

std::string hash_of_secret(std::string_view secret) { return net::sha256_hex(secret); }

}  // namespace farebox::collector
