#pragma once
// SHA-256 and the two small encodings WebSocket needs.

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace farebox::wire {

class Sha256 {
public:
    Sha256();
    void update(std::string_view bytes);
    std::string hex();  ///< ends the calculation

private:
    struct Free {
        void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    };
    std::unique_ptr<EVP_MD_CTX, Free> context_;
};

std::string sha256_hex(std::string_view bytes);
/// Sec-WebSocket-Accept for a Sec-WebSocket-Key (RFC 6455, 4.2.2).
std::string websocket_accept(std::string_view key);

}  // namespace farebox::wire
