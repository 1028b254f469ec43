// The two directions of a stream. Each OpenSSL call is preceded by ERR_clear_error(): a stale
// error queue makes SSL_get_error report another connection's failure as ours.
#include "tests/tools/wire/stream.h"

#include <openssl/err.h>

#include <poll.h>

namespace farebox::wire {
namespace {

constexpr std::size_t CipherBuffer = 64 * 1024;
/// Plain text handed to OpenSSL before its records are sent: bounds the memory of one stream.
constexpr std::size_t PlainStep = 128 * 1024;

}  // namespace

Stream::Stream(Socket socket) : socket_(std::move(socket)) {
    asio::error_code ignored;
    socket_.set_option(Tcp::no_delay(true), ignored);
}

Stream::Stream(Socket socket, SSL_CTX* context, Side side, const std::string& host)
    : Stream(std::move(socket)) {
    tls_.reset(SSL_new(context));
    SSL_set_bio(tls_.get(), BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    if (side == Side::Server) {
        SSL_set_accept_state(tls_.get());
        return;
    }
    SSL_set_connect_state(tls_.get());
    SSL_set_tlsext_host_name(tls_.get(), host.c_str());
    SSL_set1_host(tls_.get(), host.c_str());
}

Task<bool> Stream::handshake() {
    if (!tls_) co_return true;
    for (;;) {
        ERR_clear_error();
        const int done = SSL_do_handshake(tls_.get());
        const int why = SSL_get_error(tls_.get(), done);
        if (const bool ok = co_await flush(); !ok) co_return false;
        if (done == 1) co_return true;
        if (why != SSL_ERROR_WANT_READ) co_return false;
        if (const bool ok = co_await pull(); !ok) co_return false;
    }
}

Task<std::size_t> Stream::read_some(char* into, std::size_t size) {
    if (!tls_) co_return co_await read_socket(into, size);
    for (;;) {
        ERR_clear_error();
        std::size_t got = 0;
        const int read = SSL_read_ex(tls_.get(), into, size, &got);
        const int why = SSL_get_error(tls_.get(), read);
        if (const bool ok = co_await flush(); !ok) co_return 0;
        if (read == 1) co_return got;
        if (why != SSL_ERROR_WANT_READ) co_return 0;
        if (const bool ok = co_await pull(); !ok) co_return 0;
    }
}

Task<bool> Stream::write(std::string_view bytes) {
    if (!tls_) co_return co_await write_socket(bytes);
    while (!bytes.empty()) {
        const std::string_view step = bytes.substr(0, PlainStep);
        ERR_clear_error();
        std::size_t taken = 0;
        if (SSL_write_ex(tls_.get(), step.data(), step.size(), &taken) != 1) co_return false;
        bytes.remove_prefix(taken);
        if (const bool ok = co_await flush(); !ok) co_return false;
    }
    co_return true;
}

Task<void> Stream::finish() {
    if (tls_) {
        ERR_clear_error();
        SSL_shutdown(tls_.get());
        co_await flush();
    }
    asio::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
}

void Stream::reset() {
    asio::error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

void Stream::close() {
    asio::error_code ignored;
    socket_.close(ignored);
}

bool Stream::is_peer_gone() {
    pollfd one{socket_.native_handle(), POLLRDHUP, 0};
    return poll(&one, 1, 0) > 0 && (one.revents & (POLLRDHUP | POLLHUP | POLLERR)) != 0;
}

Task<std::size_t> Stream::read_socket(char* into, std::size_t size) {
    asio::error_code failed;
    co_return co_await socket_.async_read_some(asio::buffer(into, size),
                                               asio::redirect_error(use_task, failed));
}

Task<bool> Stream::write_socket(std::string_view bytes) {
    asio::error_code failed;
    co_await asio::async_write(socket_, asio::buffer(bytes.data(), bytes.size()),
                               asio::redirect_error(use_task, failed));
    co_return !failed;
}

/// Brings cipher text from the socket to OpenSSL.
Task<bool> Stream::pull() {
    if (cipher_in_.empty()) cipher_in_.resize(CipherBuffer);
    const std::size_t got = co_await read_socket(cipher_in_.data(), cipher_in_.size());
    if (got == 0) co_return false;
    co_return BIO_write(SSL_get_rbio(tls_.get()), cipher_in_.data(), static_cast<int>(got)) > 0;
}

/// Sends what OpenSSL has ready. The BIO's own memory is taken in one piece.
Task<bool> Stream::flush() {
    BIO* out = SSL_get_wbio(tls_.get());
    const int ready = static_cast<int>(BIO_pending(out));
    if (ready <= 0) co_return true;
    cipher_out_.resize(static_cast<std::size_t>(ready));
    BIO_read(out, cipher_out_.data(), ready);
    co_return co_await write_socket({cipher_out_.data(), cipher_out_.size()});
}

}  // namespace farebox::wire
