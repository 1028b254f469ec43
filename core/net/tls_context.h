#pragma once
// What all TLS connections to vendors share: trust, protocol limits, session tickets.

#include <memory>
#include <string>

#include "core/base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace farebox::net {

/// Client side only. Verifies the chain against the system's store (or `ca_file` alone) and the
/// host name; TLS 1.2 at least; offers HTTP/1.1 only. Made once: loading the system's store takes
/// tens of milliseconds. I/O thread only after construction.
class TlsContext {
public:
    /// `ca_file` empty: the system's store, or SSL_CERT_FILE / SSL_CERT_DIR when set (OpenSSL's own
    /// rule, which corporate images rely on).
    static Result<std::unique_ptr<TlsContext>> make(const std::string& ca_file);
    ~TlsContext();
    TlsContext(const TlsContext&) = delete;
    TlsContext& operator=(const TlsContext&) = delete;

    /// A connection object bound to `host`, with the last session of that host offered.
    ssl_st* new_connection(const std::string& host);

private:
    struct Sessions;
    TlsContext(ssl_ctx_st* context);

    ssl_ctx_st* context_;
    std::unique_ptr<Sessions> sessions_;
};

}  // namespace farebox::net
