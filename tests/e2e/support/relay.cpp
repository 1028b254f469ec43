// One thread per connection, poll on both ends, everything kept; see relay.h.

#include "tests/e2e/support/relay.h"

#include "tests/e2e/support/loopback.h"
#include "tests/tools/wire/http.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace farebox::e2e {
namespace {

/// Takes one message off the front of `bytes`; false when it is not complete.
bool take_message(std::string_view& bytes, bool is_request, const std::string& method,
                  Message& message) {
    const auto end_of_head = bytes.find("\r\n\r\n");
    if (end_of_head == std::string_view::npos) return false;
    const auto head = wire::parse_head(std::string(bytes.substr(0, end_of_head + 4)));
    if (!head) return false;
    bytes.remove_prefix(end_of_head + 4);
    message.first_line = head->raw.substr(0, head->raw.find("\r\n"));
    message.headers = head->headers;

    const wire::BodyPlan plan =
        is_request ? wire::plan_request_body(*head) : wire::plan_response_body(*head, method);
    if (plan.framing == wire::Framing::Length) {
        message.body = bytes.substr(0, plan.length);
        bytes.remove_prefix(message.body.size());
    } else if (plan.framing == wire::Framing::Chunked) {
        wire::ChunkDecoder decoder;
        bytes.remove_prefix(decoder.feed(bytes, message.body));
    } else if (plan.framing == wire::Framing::UntilClose) {
        message.body = bytes;
        bytes = {};
    }
    return true;
}

void pump(int from, int to, std::string& kept, std::mutex& mutex, bool& open) {
    char buffer[65536];
    const ssize_t count = ::recv(from, buffer, sizeof buffer, 0);
    if (count <= 0) {
        ::shutdown(to, SHUT_WR);
        open = false;
        return;
    }
    {
        const std::lock_guard lock(mutex);
        kept.append(buffer, static_cast<std::size_t>(count));
    }
    for (ssize_t at = 0; at < count;) {
        const ssize_t written =
            ::send(to, buffer + at, static_cast<std::size_t>(count - at), MSG_NOSIGNAL);
        if (written <= 0) {
            open = false;
            return;
        }
        at += written;
    }
}

}  // namespace

Relay::Relay(std::uint16_t target) : target_(target), listener_(listen_anywhere(port_)) {
    acceptor_ = std::thread([this] { accept_until_closed(); });
}

Relay::~Relay() {
    closing_ = true;
    acceptor_.join();
    for (auto& carrier : carriers_) carrier.join();
    ::close(listener_);
}

std::vector<Exchange> Relay::exchanges() const {
    const std::lock_guard lock(mutex_);
    std::vector<Exchange> result;
    for (const auto& connection : connections_) {
        std::string_view sent = connection->sent;
        std::string_view received = connection->received;
        Exchange exchange;
        while (take_message(sent, /*is_request=*/true, "", exchange.request)) {
            const std::string method =
                exchange.request.first_line.substr(0, exchange.request.first_line.find(' '));
            take_message(received, /*is_request=*/false, method, exchange.response);
            // After an accepted upgrade everything is one long message in each direction.
            if (exchange.response.first_line.find(" 101 ") != std::string::npos) {
                exchange.request.body = std::exchange(sent, {});
                exchange.response.body = std::exchange(received, {});
            }
            result.push_back(std::exchange(exchange, {}));
        }
    }
    return result;
}

void Relay::accept_until_closed() {
    while (!closing_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 100) <= 0) continue;
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        const std::lock_guard lock(mutex_);
        Connection& kept = *connections_.emplace_back(std::make_unique<Connection>());
        carriers_.emplace_back([this, client, &kept] { carry(client, kept); });
    }
}

void Relay::carry(int client, Connection& kept) {
    const int server = connect_to(target_);
    bool up = server >= 0;
    bool down = server >= 0;
    while ((up || down) && !closing_) {
        pollfd ends[2] = {{up ? client : -1, POLLIN, 0}, {down ? server : -1, POLLIN, 0}};
        if (::poll(ends, 2, 100) <= 0) continue;
        if (ends[0].revents != 0) pump(client, server, kept.sent, mutex_, up);
        if (ends[1].revents != 0) pump(server, client, kept.received, mutex_, down);
    }
    ::close(client);
    if (server >= 0) ::close(server);
}

}  // namespace farebox::e2e
