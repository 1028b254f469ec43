#pragma once
// One byte stream for the test tools: a TCP socket, plain or under TLS, driven by coroutines.
//
// TLS goes through memory BIOs rather than asio::ssl::stream: a 1 MB body then needs a few large
// system calls instead of two per record, and the rig must be faster than what it measures.
// Coroutines here never await inside the condition of an if or while: g++ 12.2 then resumes a dead
// frame (SIGILL). `if (const bool ok = co_await …; !ok)` is sound.
// Everything runs on one io_context thread; a stream has one reader and one writer at a time.

#include <asio.hpp>
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace farebox::wire {

using Executor = asio::io_context::executor_type;
template <class T>
using Task = asio::awaitable<T, Executor>;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Clock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;
inline constexpr asio::use_awaitable_t<Executor> use_task{};

enum class Side { Client, Server };

class Stream {
public:
    explicit Stream(Socket socket);
    /// TLS over `socket`. `host` is sent as SNI and checked by a client; `session` may be null.
    Stream(Socket socket, SSL_CTX* context, Side side, const std::string& host);
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// True when the handshake ended well (at once for a plain stream).
    Task<bool> handshake();
    /// Bytes read, at least 1; 0 at the end of the stream or after an error.
    Task<std::size_t> read_some(char* into, std::size_t size);
    /// False when the peer is gone.
    Task<bool> write(std::string_view bytes);
    /// Sends close_notify where there is TLS, then ends the sending direction.
    Task<void> finish();

    /// Closes with a TCP reset: the peer sees ECONNRESET, not an end of stream.
    void reset();
    /// Closes at once; a waiting read or write returns 0 or false.
    void close();

    /// The peer has ended its direction or reset the connection.
    bool is_peer_gone();
    bool is_tls() const { return tls_ != nullptr; }
    bool is_resumed() const { return tls_ && SSL_session_reused(tls_.get()) == 1; }
    Socket& socket() { return socket_; }

private:
    struct FreeSsl {
        void operator()(SSL* tls) const { SSL_free(tls); }
    };
    Task<std::size_t> read_socket(char* into, std::size_t size);
    Task<bool> write_socket(std::string_view bytes);
    Task<bool> pull();
    Task<bool> flush();

    Socket socket_;
    std::unique_ptr<SSL, FreeSsl> tls_;
    std::vector<char> cipher_in_;
    std::vector<char> cipher_out_;
};

}  // namespace farebox::wire
