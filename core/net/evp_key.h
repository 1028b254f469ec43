#pragma once
// Private to core/net: OpenSSL's keys from and to their written forms.

#include <string>

#include <openssl/evp.h>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/net/signature.h"

namespace farebox::net {

/// The members of RFC 7638 section 3.2 for this kind of key, ordered by name.
Result<Json> defining_members(const Json& jwk);
/// `members` as defining_members() gives them.
Result<KeyHandle> key_from_jwk(const Json& members);
Result<Json> jwk_of_curve_key(EVP_PKEY* key);
std::string thumbprint_of(const Json& members);

/// What the library last complained of, and an empty list of complaints afterwards: they would
/// otherwise be read as those of the next TLS connection on this thread.
std::string take_openssl_error();
void forget_openssl_errors();

}  // namespace farebox::net
