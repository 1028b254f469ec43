#pragma once
// TLS over a TCP stream without asio::ssl: OpenSSL sees a BIO of ours that reads straight from the
// bytes just received and writes to one buffer that is sent once per operation.
//
// Why: asio::ssl::stream sends one system call a record (measured 1.0 to 1.4 x the latency), and
// OpenSSL's memory BIOs keep the size of the largest body they ever saw (40 KB a stream).
// OpenSSL's error queue is per thread and is cleared before every call: a stale entry would make
// SSL_get_error report another connection's failure.

#include "core/base/result.h"
#include "core/net/stream.h"
#include "core/net/tls_context.h"

namespace farebox::net {

class TlsStream final : public Stream {
public:
    TlsStream(TcpSocket socket, Scratch& scratch, TlsContext& context, const std::string& host);
    ~TlsStream() override;

    /// Connects TLS and verifies the peer; the error says why in words for people.
    Task<Result<void>> handshake();

    using Stream::try_read;
    ReadResult try_read(std::span<char> target) override;

protected:
    std::error_code push(std::span<const std::string_view> pieces) override;
    std::error_code send_records();

private:
    friend struct TlsBio;
    // Decrypts as much of the waiting ciphertext as fits behind `filled`.
    IoState decrypt(std::span<char> target, std::size_t& filled, std::error_code& error);
    std::string failure_text() const;

    ssl_st* ssl_;
    std::string host_;
    std::string_view incoming_;  ///< ciphertext not yet seen by OpenSSL
    std::string leftover_;       ///< owns `incoming_` when a read ended before it was used up
    bool ended_ = false;
};

}  // namespace farebox::net
