#include "core/net/web/wire.h"

#include "core/base/format.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace farebox::net {
namespace {

constexpr std::chrono::milliseconds LingerTime{500};
constexpr std::size_t LingerBytes = 256 * 1024;

std::string last_tls_error() {
    char text[256] = "unknown";
    ERR_error_string_n(ERR_get_error(), text, sizeof text);
    ERR_clear_error();
    return text;
}

// HTTP/1.1 is all we speak; a client that offers only HTTP/2 is told so in the handshake.
int choose_protocol(ssl_st*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
    static const unsigned char ours[] = "\x08http/1.1";
    unsigned char* found = nullptr;
    const int outcome = SSL_select_next_proto(&found, chosen_size, ours, sizeof ours - 1, offered,
                                              offered_size);
    *chosen = found;
    return outcome == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

}  // namespace

Result<std::shared_ptr<ServerTls>> ServerTls::load(const std::string& certificate_file,
                                                   const std::string& key_file) {
    ERR_clear_error();
    std::shared_ptr<ServerTls> loaded(new ServerTls(SSL_CTX_new(TLS_server_method())));
    SSL_CTX* context = loaded->context_;
    if (context == nullptr) return make_error(ErrorCode::Internal, "no TLS context: " + last_tls_error());
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                  SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
    if (SSL_CTX_use_certificate_chain_file(context, certificate_file.c_str()) != 1) {
        return invalid(format("the certificate chain {} cannot be used: {}; give a PEM file with the "
                              "server's certificate first",
                              certificate_file, last_tls_error()));
    }
    if (SSL_CTX_use_PrivateKey_file(context, key_file.c_str(), SSL_FILETYPE_PEM) != 1) {
        return invalid(format("the private key {} cannot be used: {}; give an unencrypted PEM file "
                              "that this user may read",
                              key_file, last_tls_error()));
    }
    if (SSL_CTX_check_private_key(context) != 1) {
        return invalid(format("the key {} does not belong to the certificate {}", key_file,
                              certificate_file));
    }
    return loaded;
}

ServerTls::~ServerTls() { SSL_CTX_free(context_); }

ssl_st* ServerTls::new_connection(int descriptor) {
    SSL* ssl = SSL_new(context_);
    if (ssl != nullptr) SSL_set_fd(ssl, descriptor);
    return ssl;
}

Wire::Wire(int descriptor, std::string remote_address, std::shared_ptr<ServerTls> tls)
    : descriptor_(descriptor), remote_address_(std::move(remote_address)), tls_(std::move(tls)) {
    if (!tls_) return;
    ssl_ = tls_->new_connection(descriptor_);
    has_failed_ = ssl_ == nullptr;
}

Wire::~Wire() {
    if (ssl_ != nullptr) SSL_free(ssl_);
    ::close(descriptor_);
}

bool Wire::wait_for(short events, WireTime deadline) const {
    for (;;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        if (left.count() <= 0) return false;
        pollfd one{descriptor_, events, 0};
        const int found = ::poll(&one, 1, int(std::min<std::int64_t>(left.count(), 60'000)));
        if (found > 0) return true;
        if (found < 0 && errno != EINTR) return false;
    }
}

bool Wire::wait_for_tls(int outcome, WireTime deadline) const {
    const int reason = SSL_get_error(ssl_, outcome);
    if (reason == SSL_ERROR_WANT_READ) return wait_for(POLLIN, deadline);
    if (reason == SSL_ERROR_WANT_WRITE) return wait_for(POLLOUT, deadline);
    return false;
}

bool Wire::finish_handshake() {
    while (!is_shaken_) {
        ERR_clear_error();
        const int outcome = SSL_accept(ssl_);
        if (outcome == 1) {
            is_shaken_ = true;
        } else if (!wait_for_tls(outcome, read_deadline_)) {
            has_failed_ = true;
            return false;
        }
    }
    return true;
}

long Wire::read(char* into, std::size_t size) {
    if (has_failed_) return -1;
    if (tls_ && !finish_handshake()) return -1;
    for (;;) {
        if (tls_) {
            ERR_clear_error();
            const int got = SSL_read(ssl_, into, int(std::min<std::size_t>(size, 1 << 20)));
            if (got > 0) return got;
            if (SSL_get_error(ssl_, got) == SSL_ERROR_ZERO_RETURN) return 0;
            if (wait_for_tls(got, read_deadline_)) continue;
        } else {
            const ssize_t got = ::recv(descriptor_, into, size, 0);
            if (got >= 0) return got;
            if (errno == EINTR) continue;
            if (errno == EAGAIN && wait_for(POLLIN, read_deadline_)) continue;
        }
        has_failed_ = true;
        return -1;
    }
}

bool Wire::write(const char* from, std::size_t size) {
    std::size_t done = 0;
    while (done < size && !has_failed_) {
        const WireTime deadline = std::chrono::steady_clock::now() + write_deadline_;
        if (tls_) {
            ERR_clear_error();
            const int sent = SSL_write(ssl_, from + done, int(std::min<std::size_t>(size - done, 1 << 20)));
            if (sent > 0) done += std::size_t(sent);
            if (sent <= 0 && !wait_for_tls(sent, deadline)) has_failed_ = true;
        } else {
            const ssize_t sent = ::send(descriptor_, from + done, size - done, MSG_NOSIGNAL);
            if (sent >= 0) {
                done += std::size_t(sent);
            } else if (errno != EINTR && !(errno == EAGAIN && wait_for(POLLOUT, deadline))) {
                has_failed_ = true;
            }
        }
    }
    return done == size;
}

bool Wire::is_readable() const {
    if (has_failed_) return false;
    if (ssl_ != nullptr && SSL_pending(ssl_) > 0) return true;
    pollfd one{descriptor_, POLLIN, 0};
    return ::poll(&one, 1, 0) > 0;
}

void Wire::end_gracefully() {
    if (has_failed_) return;
    if (ssl_ != nullptr && is_shaken_) SSL_shutdown(ssl_);
    ::shutdown(descriptor_, SHUT_WR);
    const WireTime deadline = std::chrono::steady_clock::now() + LingerTime;
    char unread[16 * 1024];
    for (std::size_t total = 0; total < LingerBytes;) {
        const ssize_t got = ::recv(descriptor_, unread, sizeof unread, 0);
        if (got > 0) total += std::size_t(got);
        if (got == 0 || (got < 0 && (errno != EAGAIN || !wait_for(POLLIN, deadline)))) return;
    }
}

void Wire::cut() { ::shutdown(descriptor_, SHUT_RDWR); }

}  // namespace farebox::net
