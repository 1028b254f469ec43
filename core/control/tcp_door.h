#pragma once
// The local API on the port that agents use, for those who cannot open a Unix socket.
//
// Any web page can send requests to 127.0.0.1 and any program of the machine can connect, so three
// things are checked before a route is looked for: Host is a loopback name (a page whose name was
// rebound to 127.0.0.1 brings its own), Origin is absent (browsers add it; no page of ours exists),
// and the bearer token is the one in <runtime_dir>/token, which only its user can read. Who has the
// token may what the socket's user may; events are on the socket only.

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/mutex.h"
#include "core/control/routes.h"

namespace farebox::control {

/// Of a request below /_farebox/v1/.
struct TcpRequest {
    std::string method;
    std::string target;  ///< path and query
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

/// Makes a new token and writes it to <runtime_dir>/token (0600). One for each start of the daemon.
Result<std::string> make_token(const std::string& runtime_dir);

/// 403 for Host or Origin, 401 without the token, else as `answer`.
Answer answer_tcp(const TcpRequest& request, std::string_view token, Context& context);

/// Answers on a thread of its own ("fb-tcp-door"), so that a question to the ledger never holds up
/// the data path. The thread lives while a question waits: few machines ask here at all. Owned by
/// the daemon.
class TcpDoor {
public:
    TcpDoor(std::unique_ptr<Context> context, std::string token);
    ~TcpDoor();
    TcpDoor(const TcpDoor&) = delete;
    TcpDoor& operator=(const TcpDoor&) = delete;

    /// One thread; never waits. `done` is called on the door's thread, with status and JSON text.
    /// False when too many wait: answer 503.
    bool ask(TcpRequest request, std::function<void(int status, std::string body)> done);

private:
    struct Question {
        TcpRequest request;
        std::function<void(int, std::string)> done;
    };
    void run();
    std::optional<Question> next();

    const std::unique_ptr<Context> context_;
    const std::string token_;

    Mutex mutex_;
    std::deque<Question> questions_ FAREBOX_GUARDED_BY(mutex_);
    bool is_running_ FAREBOX_GUARDED_BY(mutex_) = false;

    std::thread thread_;  ///< of who asks; last: uses the rest
};

}  // namespace farebox::control
