// The server: one thread, poll(2), a handful of connections that each hold at most one request.

#include "core/net/local_endpoint.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/format.h"
#include "core/base/json.h"
#include "core/base/log.h"
#include "core/base/mutex.h"
#include "core/net/posix/local_socket.h"

namespace farebox::net {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t MaxConnections = 64;
// A request that has begun must be complete, and its answer read, within this time. A connection
// that is merely open has no deadline and so costs no timer.
constexpr std::chrono::seconds RequestTime{10};
constexpr int LocalBacklog = 64;
// What a listener may leave unread; an event has some hundred bytes.
constexpr std::size_t MaxUnread = 1024 * 1024;

struct Connection {
    Descriptor handle;
    std::string in;
    std::string out;
    bool close_after_out = false;
    bool is_done = false;
    bool is_listener = false;  ///< its answer stays open
    SteadyClock::time_point deadline = SteadyClock::time_point::max();

    // A listener may take its time; what it leaves unread is bounded instead.
    bool is_busy() const { return !is_listener && (!in.empty() || !out.empty()); }
};

LocalResponse refusal(const Error& error) {
    return {400, "application/json",
            to_text(Json{{"error", {{"code", "invalid"}, {"message", error.message}}}})};
}

// Answers every complete request in `in`.
void serve_input(Connection& connection, const LocalHandler& handler) {
    while (!connection.close_after_out && !connection.is_listener) {
        const Result<std::size_t> size = find_local_request(connection.in);
        if (size && *size == 0) return;
        const Result<LocalRequest> request =
            size ? parse_local_request(std::string_view(connection.in).substr(0, *size))
                 : Result<LocalRequest>(size.error());
        const bool keep = request && request->keep_alive;
        const LocalResponse response = request ? handler(*request) : refusal(request.error());
        connection.out += format_local_response(response, keep);
        connection.is_listener = response.stays_open;
        connection.close_after_out = !keep && !response.stays_open;
        if (size) connection.in.erase(0, *size);
    }
}

void read_some(Connection& connection, const LocalHandler& handler) {
    char bytes[16 * 1024];
    const ssize_t got = recv(connection.handle.get(), bytes, sizeof bytes, 0);
    if (got > 0 && connection.is_listener) return;  // nothing is asked on this connection any more
    if (got > 0) {
        connection.in.append(bytes, static_cast<std::size_t>(got));
        serve_input(connection, handler);
    } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
        connection.is_done = true;
    }
}

void write_some(Connection& connection) {
    const ssize_t sent =
        send(connection.handle.get(), connection.out.data(), connection.out.size(), MSG_NOSIGNAL);
    if (sent > 0) {
        connection.out.erase(0, static_cast<std::size_t>(sent));
    } else if (errno != EAGAIN && errno != EINTR) {
        connection.is_done = true;
    }
    if (connection.out.empty() && connection.close_after_out) connection.is_done = true;
}

int poll_timeout(const std::vector<Connection>& connections) {
    auto first = SteadyClock::time_point::max();
    for (const auto& connection : connections) first = std::min(first, connection.deadline);
    if (first == SteadyClock::time_point::max()) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(first - SteadyClock::now());
    return static_cast<int>(std::max<std::int64_t>(0, left.count()));
}

}  // namespace

class LocalEndpoint::Server {
public:
    Server(std::string path, Descriptor listener, Descriptor wake_read, Descriptor wake_write,
           LocalHandler handler)
        : path_(std::move(path)),
          listener_(std::move(listener)),
          wake_read_(std::move(wake_read)),
          wake_write_(std::move(wake_write)),
          handler_(std::move(handler)),
          thread_([this] { run(); }) {}

    ~Server() {
        stopping_ = true;
        wake();
        thread_.join();
        unlink(path_.c_str());
    }

    void publish(std::string bytes) {
        if (listeners_ == 0) return;
        {
            const LockGuard lock(mutex_);
            published_ += bytes;
        }
        wake();
    }
    std::size_t listeners() const { return listeners_; }

private:
    // A full pipe wakes as well as one more byte would.
    void wake() {
        const char byte = 0;
        while (write(wake_write_.get(), &byte, 1) < 0 && errno == EINTR) {
        }
    }

    void take_published(std::vector<Connection>& connections) {
        char bytes[256];
        while (read(wake_read_.get(), bytes, sizeof bytes) > 0) {
        }
        std::string text;
        {
            const LockGuard lock(mutex_);
            text.swap(published_);
        }
        for (Connection& connection : connections) {
            if (!connection.is_listener) continue;
            connection.out += text;
            if (connection.out.size() > MaxUnread) connection.is_done = true;
        }
    }

    void run() {
        std::vector<Connection> connections;
        std::vector<pollfd> polls;
        for (;;) {
            polls = {{wake_read_.get(), POLLIN, 0}, {listener_.get(), POLLIN, 0}};
            // A full house waits in the backlog.
            if (connections.size() >= MaxConnections) polls[1].events = 0;
            for (const auto& connection : connections) {
                polls.push_back({connection.handle.get(), wanted_events(connection), 0});
            }
            if (poll(polls.data(), polls.size(), poll_timeout(connections)) < 0 && errno != EINTR) {
                return log_error("the local API stopped", {{"errno", std::to_string(errno)}});
            }
            if (stopping_) return;
            for (std::size_t i = 0; i < connections.size(); ++i) {
                if (polls[i + 2].revents != 0) advance(connections[i]);
            }
            if (polls[0].revents != 0) take_published(connections);
            drop_finished(connections);
            listeners_ = std::size_t(std::ranges::count(connections, true, &Connection::is_listener));
            if (polls[1].revents != 0) accept_one(connections);
        }
    }

    // A listener's end is seen while something waits to be sent to it.
    static short wanted_events(const Connection& connection) {
        if (connection.out.empty()) return POLLIN;
        return connection.is_listener ? POLLIN | POLLOUT : POLLOUT;
    }

    void advance(Connection& connection) {
        const bool was_busy = connection.is_busy();
        const bool was_listener = connection.is_listener;
        if (connection.out.empty() || connection.is_listener) read_some(connection, handler_);
        // Before its answer is out: what is published once the listener knows it is one reaches it.
        if (connection.is_listener && !was_listener) ++listeners_;
        if (!connection.out.empty()) write_some(connection);
        if (!connection.is_busy()) {
            connection.deadline = SteadyClock::time_point::max();
        } else if (!was_busy) {
            connection.deadline = SteadyClock::now() + RequestTime;
        }
    }

    static void drop_finished(std::vector<Connection>& connections) {
        const auto now = SteadyClock::now();
        std::erase_if(connections, [&](const Connection& connection) {
            return connection.is_done || connection.deadline <= now;
        });
    }

    void accept_one(std::vector<Connection>& connections) {
        Descriptor handle(accept(listener_.get(), nullptr, nullptr));
        if (handle.get() < 0) {
            // Out of descriptors: poll would report the same connection at once, for ever.
            if (errno == EMFILE || errno == ENFILE) {
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            }
            return;
        }
        fcntl(handle.get(), F_SETFD, FD_CLOEXEC);
        fcntl(handle.get(), F_SETFL, O_NONBLOCK);
        if (!is_trusted_peer(handle.get())) {
            return log_warn("the local API refused a connection of another user");
        }
        connections.push_back({});
        connections.back().handle = std::move(handle);
    }

    // Constant after construction.
    const std::string path_;
    const Descriptor listener_;
    const Descriptor wake_read_;
    const Descriptor wake_write_;
    const LocalHandler handler_;

    std::atomic<bool> stopping_{false};
    std::atomic<std::size_t> listeners_{0};
    Mutex mutex_;
    std::string published_ FAREBOX_GUARDED_BY(mutex_);
    std::thread thread_;  // last: uses the rest
};

LocalEndpoint::LocalEndpoint(std::unique_ptr<Server> server) : server_(std::move(server)) {}
LocalEndpoint::~LocalEndpoint() = default;

void LocalEndpoint::publish(std::string bytes) { server_->publish(std::move(bytes)); }
std::size_t LocalEndpoint::listeners() const { return server_->listeners(); }

Result<std::unique_ptr<LocalEndpoint>> LocalEndpoint::listen(const std::string& path,
                                                             LocalHandler handler) {
    FAREBOX_TRY(probe, make_local_socket(Blocking::Yes));
    const Result<void> answer = connect_local(probe.get(), path);
    if (answer) {
        return Error{ErrorCode::Conflict,
                     format("another fareboxd answers at {}; `farebox status` shows it", path)};
    }
    if (answer.error().code == ErrorCode::Invalid) return answer.error();
    unlink(path.c_str());

    FAREBOX_TRY(listener, make_local_socket(Blocking::No));
    FAREBOX_TRY_VOID(bind_local(listener.get(), path));
    // Before listen(2): until then nobody can connect, whatever the umask was.
    if (chmod(path.c_str(), 0600) != 0) return system_error("protecting the socket " + path);
    if (::listen(listener.get(), LocalBacklog) != 0) return system_error("listening at " + path);
    int ends[2];
    if (pipe(ends) != 0) return system_error("creating a pipe");
    for (const int end : ends) {
        fcntl(end, F_SETFD, FD_CLOEXEC);
        fcntl(end, F_SETFL, O_NONBLOCK);
    }
    return std::unique_ptr<LocalEndpoint>(new LocalEndpoint(
        std::make_unique<Server>(path, std::move(listener), Descriptor(ends[0]),
                                 Descriptor(ends[1]), std::move(handler))));
}

}  // namespace farebox::net
