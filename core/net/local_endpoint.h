#pragma once
// The local API's own door: an HTTP server on a Unix socket that only its user can open, and the
// client for it. (Windows: a named pipe, not there yet: listening and asking are Unsupported.)
//
// The socket file is 0600 in a folder that is 0700, and the peer's user is checked as well, so
// there is no token to steal. One thread sleeps in poll(2) without a timer while nobody asks;
// connections are served in turn, and a client that stops half-way cannot hold up the others.
// An answer may stay open (server-sent events): what is published then goes to all who listen, and
// a listener that does not read is closed rather than waited for.
// The TCP door (bearer token, Host and Origin checks) uses the same handler.

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/net/local_message.h"

namespace farebox::net {

/// Called on the endpoint's thread, one request at a time.
using LocalHandler = std::function<LocalResponse(const LocalRequest&)>;

class LocalEndpoint {
public:
    /// Conflict when somebody answers at the path already; a file left by a crash is replaced.
    static Result<std::unique_ptr<LocalEndpoint>> listen(const std::string& path,
                                                         LocalHandler handler);
    /// Stops the thread, closes connections, removes the file.
    ~LocalEndpoint();
    LocalEndpoint(const LocalEndpoint&) = delete;
    LocalEndpoint& operator=(const LocalEndpoint&) = delete;

    /// Sends `bytes` to every answer that stays open. Any thread; never waits.
    void publish(std::string bytes);
    /// How many answers are open. Any thread.
    std::size_t listeners() const;

private:
    class Server;
    explicit LocalEndpoint(std::unique_ptr<Server> server);
    std::unique_ptr<Server> server_;
};

/// One request, one connection. NotFound: nobody listens. Unavailable: no answer in time.
Result<LocalResponse> request_local(const std::string& path, std::string_view method,
                                    std::string_view target, std::chrono::milliseconds timeout,
                                    std::string_view body = {});

/// The client of an answer that stays open. One thread.
class LocalStream {
public:
    /// NotFound: nobody listens. Another status than 200 is an error with the answer's message.
    static Result<std::unique_ptr<LocalStream>> open(const std::string& path,
                                                     std::string_view target);
    ~LocalStream();
    LocalStream(const LocalStream&) = delete;
    LocalStream& operator=(const LocalStream&) = delete;

    /// What arrived, waiting at most `time` for the first byte; "" when nothing came. Unavailable
    /// when the other side ended the stream.
    Result<std::string> read(std::chrono::milliseconds time);

private:
    class Socket;
    explicit LocalStream(std::unique_ptr<Socket> socket);
    std::unique_ptr<Socket> socket_;
};

}  // namespace farebox::net
