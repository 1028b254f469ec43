#pragma once
// A TCP relay that keeps every byte of both directions: put one before the daemon and one behind
// it, and what went in can be compared with what came out.

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace farebox::e2e {

/// One HTTP message as it was on the wire, the body freed of chunk framing. After an upgrade the
/// body is everything that followed.
struct Message {
    std::string first_line;
    std::vector<std::pair<std::string, std::string>> headers;  ///< order and case as sent
    std::string body;
};

struct Exchange {
    Message request;
    Message response;  ///< empty first line when none came
};

class Relay {
public:
    explicit Relay(std::uint16_t target);
    ~Relay();
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    std::uint16_t port() const { return port_; }
    /// All exchanges so far, in the order in which their connections were opened.
    std::vector<Exchange> exchanges() const;

private:
    struct Connection {
        std::string sent;      // guarded by Relay::mutex_
        std::string received;  // guarded by Relay::mutex_
    };
    void accept_until_closed();
    void carry(int client, Connection& kept);

    const std::uint16_t target_;
    std::uint16_t port_ = 0;
    int listener_ = -1;
    std::atomic<bool> closing_ = false;
    mutable std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> connections_;  // guarded by mutex_
    std::vector<std::thread> carriers_;                     // acceptor thread, then destructor
    std::thread acceptor_;
};

}  // namespace farebox::e2e
