#pragma once
// Certificates and contexts for the test tools: a throw-away EC P-256 authority made at start,
// one leaf for the names the mock plays, and a client context that trusts only a given file.

#include <openssl/ssl.h>

#include <memory>
#include <string>
#include <vector>

namespace farebox::wire {

struct FreeContext {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using TlsContext = std::unique_ptr<SSL_CTX, FreeContext>;

struct Authority {
    std::string ca_pem;
    TlsContext server;
    std::string certificate_pem;  ///< of the server; with its key for programs that read files
    std::string key_pem;
};

/// A new authority and a TLS 1.3 server context for `dns_names` and 127.0.0.1, ::1.
/// Null server on failure.
Authority make_authority(const std::vector<std::string>& dns_names);

/// Trusts only the certificates of `ca_file`; with an empty name nothing is verified.
TlsContext make_client_context(const std::string& ca_file);

}  // namespace farebox::wire
