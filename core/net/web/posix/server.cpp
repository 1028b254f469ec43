// One thread ("web-door") accepts and waits for all idle connections with poll(2); `threads` workers
// ("web-0", ...) take those that have become readable, serve what is there and give them back.

#include "core/net/web/server.h"

#include "core/base/check.h"
#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/mutex.h"
#include "core/base/queue.h"
#include "core/net/web/http_exchange.h"
#include "core/net/web/posix/listen.h"
#include "core/platform/thread.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <set>
#include <thread>

#include <poll.h>
#include <unistd.h>

namespace farebox::net {
namespace {

using Clock = std::chrono::steady_clock;

struct Idle {
    std::unique_ptr<Wire> wire;
    WireTime until;
};

}  // namespace

class WebServer::Impl {
public:
    Impl(const WebServerOptions& options, HttpHandler handler)
        : options_(options), handler_(std::move(handler)), work_(options.connection_limit) {}

    Result<void> start() {
        std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes without MSG_NOSIGNAL
        if (!options_.tls_certificate_file.empty()) FAREBOX_TRY_VOID(reload_certificate());
        FAREBOX_TRY(listener, listen_on(options_.address, options_.port, options_.backlog));
        listener_ = listener;
        port_ = port_of(listener_);
        if (::pipe(wake_) != 0) return unavailable("the server has no descriptors left for a pipe");
        for (const int end : wake_) make_quick(end);
        door_ = std::thread([this] { keep_door(); });
        for (int i = 0; i < options_.threads; ++i) {
            workers_.emplace_back([this, i] { work(i); });
        }
        return {};
    }

    Result<void> reload_certificate() {
        FAREBOX_TRY(loaded, ServerTls::load(options_.tls_certificate_file, options_.tls_key_file));
        LockGuard lock(mutex_);
        tls_ = std::move(loaded);
        return {};
    }

    void stop(std::chrono::milliseconds drain) {
        if (is_stopping_.exchange(true)) return;
        wake();
        if (door_.joinable()) door_.join();
        work_.close();
        {
            LockGuard lock(mutex_);
            // Taken by workers one by one; what is over the time is cut.
            all_done_.wait_for(mutex_, drain,
                               [this]() FAREBOX_NO_THREAD_SAFETY { return handed_over_ == 0; });
            for (Wire* wire : busy_) wire->cut();
            is_cut_ = true;
        }
        for (auto& worker : workers_) worker.join();
        for (const int descriptor : {listener_, wake_[0], wake_[1]}) {
            if (descriptor >= 0) ::close(descriptor);
        }
    }

    std::uint16_t port() const { return port_; }
    WebServerCounts counts() const {
        LockGuard lock(mutex_);
        return {.connections = connections_, .waiting = work_.size(), .busy = busy_.size()};
    }

private:
    void wake() const {
        const char one = 1;
        [[maybe_unused]] const auto ignored = ::write(wake_[1], &one, 1);
    }

    // --- the door's thread

    void keep_door() {
        platform::name_thread("web-door");
        while (!is_stopping_) {
            std::vector<pollfd> watched = {{wake_[0], POLLIN, 0}, {listener_, POLLIN, 0}};
            for (const Idle& one : idle_) watched.push_back({one.wire->descriptor(), POLLIN, 0});
            ::poll(watched.data(), watched.size(), poll_time());
            if (watched[0].revents != 0) drain_pipe(wake_[0]);
            hand_over(watched);
            take_back();
            if (watched[1].revents != 0) accept_all();
        }
        for (Idle& one : idle_) forget(std::move(one.wire));
        idle_.clear();
    }

    int poll_time() const {
        if (idle_.empty()) return -1;
        const WireTime soonest = std::ranges::min_element(idle_, {}, &Idle::until)->until;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(soonest - Clock::now()).count();
        return int(std::clamp<std::int64_t>(left, 0, 60'000));
    }

    // Readable connections to the workers, expired ones away, in the order of `watched`.
    void hand_over(const std::vector<pollfd>& watched) {
        const auto now = Clock::now();
        std::size_t kept = 0;
        for (std::size_t i = 0; i < idle_.size(); ++i) {
            Idle& one = idle_[i];
            if (watched[i + 2].revents != 0) {
                {
                    LockGuard lock(mutex_);
                    ++handed_over_;
                }
                // The queue holds as many as may be connected and is closed after this thread ended.
                FAREBOX_CHECK(work_.push(std::move(one.wire)));
            } else if (one.until <= now) {
                forget(std::move(one.wire));
            } else {
                if (kept != i) idle_[kept] = std::move(one);
                ++kept;
            }
        }
        idle_.resize(kept);
    }

    void take_back() {
        std::vector<std::unique_ptr<Wire>> returned;
        {
            LockGuard lock(mutex_);
            returned.swap(returned_);
        }
        const auto until = Clock::now() + options_.idle_deadline;
        for (auto& wire : returned) idle_.push_back({std::move(wire), until});
    }

    void accept_all() {
        for (;;) {
            const Accepted accepted = accept_on(listener_);
            if (accepted.descriptor < 0) return;
            LockGuard lock(mutex_);
            if (connections_ >= options_.connection_limit) {
                ::close(accepted.descriptor);
                continue;
            }
            ++connections_;
            idle_.push_back({std::make_unique<Wire>(accepted.descriptor, accepted.address, tls_),
                             Clock::now() + options_.request_deadline});
        }
    }

    void forget(std::unique_ptr<Wire> wire) {
        wire.reset();
        LockGuard lock(mutex_);
        --connections_;
    }

    // --- the workers' threads

    void work(int number) {
        platform::name_thread(format("web-{}", number));
        HttpExchange exchange({.body_limit = options_.body_limit, .idle_deadline = options_.idle_deadline},
                          handler_, is_stopping_);
        while (std::optional<std::unique_ptr<Wire>> taken = work_.pop()) {
            std::unique_ptr<Wire> wire = std::move(*taken);
            begin(*wire);
            const bool goes_on = serve_all(exchange, *wire);
            end(std::move(wire), goes_on);
        }
    }

    bool serve_all(HttpExchange& exchange, Wire& wire) {
        do {
            wire.set_read_deadline(Clock::now() + options_.request_deadline);
            wire.set_write_deadline(options_.write_deadline);
            if (!exchange.serve(wire)) return false;
        } while (wire.is_readable());
        return true;
    }

    void begin(Wire& wire) {
        LockGuard lock(mutex_);
        busy_.insert(&wire);
        if (is_cut_) wire.cut();
    }

    void end(std::unique_ptr<Wire> wire, bool goes_on) {
        {
            LockGuard lock(mutex_);
            busy_.erase(wire.get());
            --handed_over_;
            if (goes_on) returned_.push_back(std::move(wire));
        }
        if (goes_on) {
            wake();
        } else {
            forget(std::move(wire));
        }
        if (is_stopping_) all_done_.notify_all();
    }

    // Constant after start().
    const WebServerOptions options_;
    const HttpHandler handler_;
    int listener_ = -1;
    int wake_[2] = {-1, -1};
    std::uint16_t port_ = 0;
    std::vector<std::thread> workers_;
    std::thread door_;

    std::atomic<bool> is_stopping_{false};
    Queue<std::unique_ptr<Wire>> work_;
    std::vector<Idle> idle_;  // the door's own

    mutable Mutex mutex_;
    Condition all_done_;
    std::shared_ptr<ServerTls> tls_ FAREBOX_GUARDED_BY(mutex_);
    std::set<Wire*> busy_ FAREBOX_GUARDED_BY(mutex_);
    std::size_t handed_over_ FAREBOX_GUARDED_BY(mutex_) = 0;  // waiting in work_ or busy
    std::vector<std::unique_ptr<Wire>> returned_ FAREBOX_GUARDED_BY(mutex_);
    std::size_t connections_ FAREBOX_GUARDED_BY(mutex_) = 0;
    bool is_cut_ FAREBOX_GUARDED_BY(mutex_) = false;
};

Result<std::unique_ptr<WebServer>> WebServer::start(const WebServerOptions& options,
                                                    HttpHandler handler) {
    auto impl = std::make_unique<Impl>(options, std::move(handler));
    const Result<void> started = impl->start();
    if (!started) return started.error();
    return std::unique_ptr<WebServer>(new WebServer(std::move(impl)));
}

WebServer::WebServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WebServer::~WebServer() { impl_->stop(std::chrono::milliseconds(0)); }

std::uint16_t WebServer::port() const { return impl_->port(); }
WebServerCounts WebServer::counts() const { return impl_->counts(); }
Result<void> WebServer::reload_certificate() { return impl_->reload_certificate(); }
void WebServer::stop(std::chrono::milliseconds drain) { impl_->stop(drain); }

}  // namespace farebox::net
