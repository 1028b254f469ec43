#include "core/net/tls_stream.h"

#include "core/base/format.h"

#include <algorithm>
#include <cstring>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace farebox::net {

// The BIO between OpenSSL and the stream: reads take from `incoming_`, writes append to the shared
// outgoing buffer.
struct TlsBio {
    static int read(BIO* bio, char* target, int size) {
        auto* stream = static_cast<TlsStream*>(BIO_get_data(bio));
        BIO_clear_retry_flags(bio);
        if (stream->incoming_.empty()) {
            if (stream->ended_) return 0;
            BIO_set_retry_read(bio);
            return -1;
        }
        const std::size_t count = std::min(std::size_t(size), stream->incoming_.size());
        std::memcpy(target, stream->incoming_.data(), count);
        stream->incoming_.remove_prefix(count);
        return int(count);
    }
    static int write(BIO* bio, const char* bytes, int size) {
        static_cast<TlsStream*>(BIO_get_data(bio))->scratch_.outgoing.append(bytes, std::size_t(size));
        return size;
    }
    static long control(BIO*, int command, long, void*) { return command == BIO_CTRL_FLUSH ? 1 : 0; }

    static BIO_METHOD* method() {
        static BIO_METHOD* const made = [] {
            BIO_METHOD* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "farebox");
            BIO_meth_set_read(fresh, &TlsBio::read);
            BIO_meth_set_write(fresh, &TlsBio::write);
            BIO_meth_set_ctrl(fresh, &TlsBio::control);
            return fresh;
        }();
        return made;
    }
};

TlsStream::TlsStream(TcpSocket socket, Scratch& scratch, TlsContext& context,
                     const std::string& host)
    : Stream(std::move(socket), scratch), ssl_(context.new_connection(host)), host_(host) {
    BIO* bio = BIO_new(TlsBio::method());
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(ssl_, bio, bio);
}

TlsStream::~TlsStream() {
    // No close_notify: the pool closes idle connections, and a cut stream must look cut.
    SSL_set_quiet_shutdown(ssl_, 1);
    SSL_free(ssl_);
}

Task<Result<void>> TlsStream::handshake() {
    while (true) {
        ERR_clear_error();
        const int done = SSL_do_handshake(ssl_);
        const int why = done == 1 ? SSL_ERROR_NONE : SSL_get_error(ssl_, done);
        const std::string ready = std::exchange(scratch_.outgoing, {});
        if (const std::error_code error = co_await write_raw(ready); error) {
            co_return unavailable(format("sending the TLS handshake to {}: {}", host_, error.message()));
        }
        if (done == 1) co_return Result<void>();
        if (why != SSL_ERROR_WANT_READ) co_return unavailable(failure_text());
        ReadResult got = receive_now(socket_, scratch_.cipher);
        while (got.state == IoState::WouldBlock) {
            if (const std::error_code error = co_await wait_readable(); error) {
                co_return unavailable(format("waiting for {} during the TLS handshake: {}", host_,
                                             error.message()));
            }
            got = receive_now(socket_, scratch_.cipher);
        }
        if (!got.ok()) {
            co_return unavailable(format("{} closed the connection during the TLS handshake", host_));
        }
        // OpenSSL takes the bytes before the next co_await, unless they hold more than it asks for.
        leftover_ = std::string(incoming_) + std::string(got.bytes);
        incoming_ = leftover_;
    }
}

std::string TlsStream::failure_text() const {
    const long verdict = SSL_get_verify_result(ssl_);
    if (verdict != X509_V_OK) {
        return format(
            "the certificate of {} was not accepted: {}. If your company inspects TLS, its root "
            "certificate must be in the system's store or in SSL_CERT_FILE",
            host_, X509_verify_cert_error_string(verdict));
    }
    char reason[256] = "the peer broke the protocol";
    if (const unsigned long code = ERR_peek_last_error(); code != 0) {
        ERR_error_string_n(code, reason, sizeof reason);
    }
    return format("the TLS handshake with {} failed: {}", host_, reason);
}

IoState TlsStream::decrypt(std::span<char> target, std::size_t& filled, std::error_code& error) {
    while (filled < target.size()) {
        ERR_clear_error();
        const int count = SSL_read(ssl_, target.data() + filled, int(target.size() - filled));
        if (count > 0) {
            filled += std::size_t(count);
            continue;
        }
        switch (SSL_get_error(ssl_, count)) {
            case SSL_ERROR_WANT_READ:
            case SSL_ERROR_WANT_WRITE: return IoState::WouldBlock;
            case SSL_ERROR_ZERO_RETURN: return IoState::End;
            default:
                error = std::make_error_code(ended_ ? std::errc::connection_reset
                                                    : std::errc::protocol_error);
                return IoState::Failed;
        }
    }
    return IoState::Ok;
}

ReadResult TlsStream::try_read(std::span<char> target) {
    std::size_t filled = 0;
    while (true) {
        std::error_code error;
        const IoState state = decrypt(target, filled, error);
        // A key update or alert may have made ciphertext; it goes with whatever is sent next.
        if (!scratch_.outgoing.empty()) send_records();
        if (incoming_.empty()) {
            if (!leftover_.empty()) std::string().swap(leftover_);
        } else if (leftover_.empty()) {
            leftover_ = incoming_;
            incoming_ = leftover_;
        }
        if (filled > 0) return {std::string_view(target.data(), filled)};
        if (state == IoState::End || state == IoState::Failed) return {{}, state, error};
        const ReadResult got = receive_now(socket_, scratch_.cipher);
        if (got.state == IoState::End && !ended_) {
            // Without close_notify this reads as an error below: a cut stream is not an end.
            ended_ = true;
            continue;
        }
        if (!got.ok()) return {{}, got.state, got.error};
        incoming_ = got.bytes;
    }
}

std::error_code TlsStream::push(std::span<const std::string_view> pieces) {
    for (std::string_view piece : pieces) {
        while (!piece.empty()) {
            ERR_clear_error();
            const int count = SSL_write(ssl_, piece.data(), int(std::min(piece.size(), ScratchBytes)));
            if (count <= 0) return std::make_error_code(std::errc::protocol_error);
            piece.remove_prefix(std::size_t(count));
        }
    }
    return send_records();
}

std::error_code TlsStream::send_records() {
    const std::string_view records = scratch_.outgoing;
    const std::error_code error = send_or_keep({&records, 1});
    scratch_.outgoing.clear();
    return error;
}

}  // namespace farebox::net
