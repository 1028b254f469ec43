#pragma once
// SHA-256 and what is built from it, for folders that may not know OpenSSL.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace farebox::net {

/// 64 lower-case hexadecimal digits; empty only when the library fails, which it does not for a
/// digest it was built with.
std::string sha256_hex(std::string_view bytes);
/// The 32 bytes themselves.
std::string sha256(std::string_view bytes);
/// The same over bytes that come in pieces. Used by one thread.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;

    void add(std::string_view bytes);
    /// Of everything added; once.
    std::string take_hex();

private:
    struct Context;
    const std::unique_ptr<Context> context_;
};

/// 32 bytes (RFC 2104).
std::string hmac_sha256(std::string_view key, std::string_view bytes);

/// `count` bytes of the library's generator for secrets. A generator that fails ends the program:
/// nothing made after that would be secret.
std::string random_bytes(std::size_t count);

/// Compares in a time that depends on the sizes alone.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace farebox::net
