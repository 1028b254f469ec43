#pragma once
// Passwords of local accounts: scrypt (RFC 7914) through OpenSSL, with the parameters in the text so
// that they can grow. One hash takes 32 MB and about 0.2 s; one is made at a time in a process, so
// a flood of logins costs neither memory nor all cores.

#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox::collector {

/// "scrypt$15$8$3$<salt>$<hash>": log2 of N, r, p, then base64url.
Result<std::string> hash_password(std::string_view password);

/// False for a wrong password and for a text that is no hash of ours. An empty `stored` takes as
/// long as a real one, so that the time does not tell which accounts exist.
bool is_password(std::string_view password, std::string_view stored);

/// "" when `password` may be chosen, else what is wrong with it: at least 12 characters, at most 256
/// bytes, not the account's name and not one character over and over.
std::string why_password_is_weak(std::string_view password, std::string_view account);

/// Five groups of five characters that are told apart when read aloud: 125 bits.
std::string make_password();

}  // namespace farebox::collector
