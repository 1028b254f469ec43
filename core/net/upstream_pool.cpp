#include "core/net/upstream_pool.h"

#include "core/base/base64.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/net/deadline.h"
#include "core/net/tls_stream.h"

#include <algorithm>

#include <asio/connect.hpp>
#include <asio/ip/tcp.hpp>
#include <asio/read_until.hpp>
#include <asio/redirect_error.hpp>
#include <asio/write.hpp>

namespace farebox::net {
namespace {

using Clock = std::chrono::steady_clock;

// The longest answer to CONNECT that is read; proxies send an HTML page with a refusal.
constexpr std::size_t TunnelAnswerLimit = 32 * 1024;

std::string tunnel_request(const Url& proxy, const Destination& destination) {
    const std::string target =
        (contains(destination.host, ":") ? "[" + destination.host + "]" : destination.host) + ":" +
        std::to_string(destination.port);
    std::string request = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n";
    if (!proxy.userinfo.empty()) {
        request += "Proxy-Authorization: Basic " + base64_encode(percent_decode(proxy.userinfo)) + "\r\n";
    }
    return request + "\r\n";
}

}  // namespace

UpstreamPool::UpstreamPool(IoContext& io, Scratch& scratch, ProxyRules rules)
    : io_(io), scratch_(scratch), rules_(std::move(rules)), timer_(io) {}

Task<Result<Connected>> UpstreamPool::take(const Destination& destination, bool may_reuse) {
    Connected kept;
    if (may_reuse) kept.stream = take_kept(destination.key());
    kept.reused = true;
    if (kept.stream) co_return Result<Connected>(std::move(kept));
    co_return co_await connect(destination);
}

std::unique_ptr<Stream> UpstreamPool::take_kept(const std::string& key) {
    const auto at = kept_.find(key);
    if (at == kept_.end()) return nullptr;
    while (!at->second.empty()) {
        Kept newest = std::move(at->second.back());
        at->second.pop_back();
        const bool fresh = Clock::now() - newest.since < MaxIdleAge;
        // Session tickets may wait to be read, so readable alone does not mean closed: only
        // "nothing for us" is healthy; an end, an error or unasked bytes are not.
        if (fresh && newest.stream->try_read().state == IoState::WouldBlock) {
            return std::move(newest.stream);
        }
        newest.stream->close();
    }
    return nullptr;
}

Task<Result<Connected>> UpstreamPool::connect(const Destination& destination) {
    std::optional<Url> proxy;
    if (destination.tls != nullptr) {
        Result<std::optional<Url>> chosen = choose_proxy(rules_, destination.host, destination.port);
        if (!chosen) co_return chosen.error();
        proxy = std::move(*chosen);
    }
    const std::string host = proxy ? proxy->host : destination.host;
    const std::uint16_t port = proxy ? proxy->port : destination.port;
    Result<TcpSocket> socket = co_await dial(host, port);
    if (!socket) co_return socket.error();
    Connected connected;
    if (proxy) {
        Deadline deadline(io_, *socket, ConnectLimit);
        Result<void> open = co_await open_tunnel(*socket, *proxy, destination);
        if (!open) co_return open.error();
    }
    if (destination.tls == nullptr) {
        connected.stream = std::make_unique<PlainStream>(std::move(*socket), scratch_);
        co_return Result<Connected>(std::move(connected));
    }
    auto stream = std::make_unique<TlsStream>(std::move(*socket), scratch_, *destination.tls,
                                              destination.host);
    Deadline deadline(io_, stream->socket(), ConnectLimit);
    Result<void> secured = co_await stream->handshake();
    if (!secured) co_return secured.error();
    connected.stream = std::move(stream);
    co_return Result<Connected>(std::move(connected));
}

Task<Result<TcpSocket>> UpstreamPool::dial(std::string host, std::uint16_t port) {
    asio::error_code error;
    asio::ip::basic_resolver<asio::ip::tcp, Executor> resolver(io_.get_executor());
    const auto addresses = co_await resolver.async_resolve(
        host, std::to_string(port), asio::redirect_error(use_task, error));
    if (error) {
        co_return unavailable(format("looking up {}: {}", host, error.message()));
    }
    std::string tried;
    for (const auto& entry : addresses) {
        const TcpEndpoint endpoint = entry.endpoint();
        if (endpoint.address().is_loopback() && std::ranges::count(own_ports_, endpoint.port()) > 0) {
            co_return make_error(ErrorCode::Conflict,
                                 format("{} port {} is Farebox itself; calls would go in a circle. "
                                        "Correct the upstream's url in the configuration",
                                        host, port));
        }
        TcpSocket socket(io_.get_executor());
        Deadline deadline(io_, socket, ConnectLimit);
        co_await socket.async_connect(endpoint, asio::redirect_error(use_task, error));
        if (!error) co_return Result<TcpSocket>(std::move(socket));
        tried += format("{}{} ({})", tried.empty() ? "" : ", ", endpoint.address().to_string(),
                        deadline.passed() ? "no answer in 15 s" : error.message());
    }
    co_return unavailable(format("connecting to {} port {}: tried {}", host, port, tried));
}

Task<Result<void>> UpstreamPool::open_tunnel(TcpSocket& socket, const Url& proxy,
                                             const Destination& destination) {
    asio::error_code error;
    const std::string request = tunnel_request(proxy, destination);
    co_await asio::async_write(socket, asio::buffer(request), asio::redirect_error(use_task, error));
    std::string answer;
    if (!error) {
        co_await asio::async_read_until(socket, asio::dynamic_buffer(answer, TunnelAnswerLimit),
                                        "\r\n\r\n", asio::redirect_error(use_task, error));
    }
    if (error) {
        co_return unavailable(format("asking the proxy {} for a tunnel to {}: {}", proxy.to_text(),
                                     destination.host, error.message()));
    }
    const std::string status = answer.substr(0, answer.find("\r\n"));
    if (status.size() < 12 || status.substr(8, 2) != " 2") {
        co_return unavailable(format("the proxy {} refused a tunnel to {}: {}", proxy.to_text(),
                                     destination.host, printable(shorten(status, 200))));
    }
    co_return Result<void>();
}

void UpstreamPool::give_back(const Destination& destination, std::unique_ptr<Stream> stream) {
    auto& kept = kept_[destination.key()];
    if (closed_ || kept.size() >= MaxIdle) {
        stream->close();
        return;
    }
    last_return_ = Clock::now();
    kept.push_back({std::move(stream), last_return_});
    if (!timer_armed_ || lull_seen_) arm_timer(Lull);
    lull_seen_ = false;
}

// Two wake-ups follow a busy time: one after the lull, one to close what nobody used again.
void UpstreamPool::arm_timer(Clock::duration after) {
    timer_armed_ = true;
    timer_.expires_after(after);
    timer_.async_wait([this](const asio::error_code& error) {
        if (error) return;  // replaced by a newer one, or closing
        timer_armed_ = false;
        on_timer();
    });
}

void UpstreamPool::on_timer() {
    if (closed_) return;
    const auto quiet_for = Clock::now() - last_return_;
    if (quiet_for < Lull) return arm_timer(Lull - quiet_for);
    if (quiet_for >= CloseAfter) {
        drop_all();
    } else if (drop_surplus() > 0) {
        arm_timer(CloseAfter - quiet_for);
    }
    lull_seen_ = true;
    quiet_();
}

// The oldest go first. Returns how many are left.
std::size_t UpstreamPool::drop_surplus() {
    std::size_t left = 0;
    for (auto& [key, kept] : kept_) {
        while (kept.size() > KeptInLull) {
            kept.front().stream->close();
            kept.erase(kept.begin());
        }
        left += kept.size();
    }
    return left;
}

void UpstreamPool::drop_all() {
    for (auto& [key, kept] : kept_) {
        for (Kept& entry : kept) entry.stream->close();
    }
    kept_.clear();
}

void UpstreamPool::close() {
    closed_ = true;
    timer_.cancel();
    drop_all();
}

}  // namespace farebox::net
