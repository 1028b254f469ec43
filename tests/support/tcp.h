#pragma once
// Blocking loopback sockets for tests that play an agent or a vendor byte by byte. Every read has a
// deadline, so that a lost wake-up shows as a failed test and not as a hang.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace farebox::tests {

class Tcp {
public:
    explicit Tcp(int descriptor) : descriptor_(descriptor) {}
    ~Tcp();
    Tcp(Tcp&& other) noexcept : descriptor_(other.descriptor_), pending_(std::move(other.pending_)) {
        other.descriptor_ = -1;
    }
    Tcp(const Tcp&) = delete;
    Tcp& operator=(const Tcp&) = delete;

    static Tcp connect(std::uint16_t port);

    void send(std::string_view bytes);
    /// Everything up to and including `mark`; what came so far when the peer ended or time is up.
    std::string read_until(std::string_view mark);
    std::string read_exactly(std::size_t count);
    /// Everything until the peer ends; `was_reset` tells how it ended.
    std::string read_all();
    bool was_reset() const { return was_reset_; }
    void close();
    void shutdown_send();
    int descriptor() const { return descriptor_; }

private:
    bool fill();

    int descriptor_;
    std::string pending_;
    bool was_reset_ = false;
};

/// Accepts connections and plays `script` on each, one after the other, on a thread of its own.
class FakeVendor {
public:
    explicit FakeVendor(std::function<void(Tcp&)> script);
    ~FakeVendor();
    std::uint16_t port() const { return port_; }
    int connections() const { return connections_; }

private:
    int listener_;
    std::uint16_t port_;
    std::atomic<int> connections_{0};
    std::thread thread_;
};

}  // namespace farebox::tests
