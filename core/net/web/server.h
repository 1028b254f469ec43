#pragma once
// The collector's HTTP/1.1 server: cpp-httplib reads requests and writes answers, the rest is ours.
//
// cpp-httplib 0.11.4 by itself keeps a thread on every open connection, polls idle ones, freezes the
// backlog at 5 and unpacks bodies without a limit (facts found by measurement). So connections,
// threads, deadlines and TLS are here: one thread waits for all idle connections, a pool serves those
// that have something to say, and thousands of laptops that keep a connection cost a descriptor each.
//
// What the library does to a request and cannot be undone: percent escapes in header values are
// decoded. Header names come in the order of their lower-case spelling.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace farebox::net {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method;
    std::string target;          ///< as sent: "/api/v1/spend?from=2026-04"
    HttpHeaders headers;
    std::string body;            ///< as received, still content-coded
    std::string remote_address;  ///< of the peer of the socket, without a port
    bool is_tls = false;
};

struct HttpResponse {
    int status = 200;
    std::string content_type;
    std::string body;
    HttpHeaders headers;
    /// Instead of `body`: called until it gives an empty text; an error cuts the connection, so that
    /// the reader sees that something is missing. Runs after the handler, on the same thread.
    std::function<Result<std::string>()> stream;
};

struct WebServerOptions {
    std::string address = "127.0.0.1";  ///< numeric, "0.0.0.0" and "::" for all
    std::uint16_t port = 0;             ///< 0: a free one
    std::string tls_certificate_file;   ///< PEM chain; empty: plain HTTP
    std::string tls_key_file;
    int threads = 16;
    int backlog = 1024;
    std::size_t connection_limit = 8192;
    std::size_t body_limit = 16 << 20;  ///< bytes on the wire; more is answered 413
    std::chrono::milliseconds request_deadline{30'000};  ///< for head and body together
    std::chrono::milliseconds write_deadline{30'000};    ///< without any progress
    std::chrono::milliseconds idle_deadline{75'000};     ///< between requests
};

/// Runs on a thread of the pool, several at once. Must not throw; what does is answered 500.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct WebServerCounts {
    std::size_t connections = 0;  ///< open now
    std::size_t waiting = 0;      ///< with a request that no thread has taken yet
    std::size_t busy = 0;         ///< served at this moment
};

class WebServer {
public:
    /// Listens (SO_REUSEADDR, TCP_NODELAY) and serves. Errors: Conflict (port taken), Invalid
    /// (address, certificate or key), Denied.
    static Result<std::unique_ptr<WebServer>> start(const WebServerOptions& options,
                                                    HttpHandler handler);
    /// As stop() with no time to drain.
    ~WebServer();
    WebServer(const WebServer&) = delete;
    WebServer& operator=(const WebServer&) = delete;

    std::uint16_t port() const;
    WebServerCounts counts() const;
    /// Reads certificate and key again; new connections get them. The old pair stays on an error.
    Result<void> reload_certificate();
    /// Accepts nothing more, lets requests that were begun be answered for at most `drain`, then
    /// cuts them. Returns when every thread has ended; the first call counts.
    void stop(std::chrono::milliseconds drain);

private:
    class Impl;
    explicit WebServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace farebox::net
