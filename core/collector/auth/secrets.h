#pragma once
// The collector's own secrets, made at first use and kept in its database, so that several
// collectors on one database are one collector, and a backup holds all that a restore needs.

#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/collector/store/database.h"
#include "core/net/signature.h"

namespace farebox::collector {

/// 32 random bytes, the same ones for one name ever after. Not inside a transaction.
Result<std::string> server_secret(Session& session, const std::string& name, UtcNs now);

/// A P-256 key pair: "policy" signs what the laptops obey. Not inside a transaction.
Result<net::SigningKey> server_signing_key(Session& session, const std::string& name, UtcNs now);

/// "prefix_" and 256 random bits in base64url. The prefix lets scanners of leaked secrets find it.
std::string make_secret_text(const std::string& prefix);
/// What the database keeps of a secret of 256 random bits: its SHA-256 in hex. A slow hash is for
/// secrets that people choose.
std::string hash_of_secret(std::string_view secret);

}  // namespace farebox::collector
