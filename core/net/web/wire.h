#pragma once
// One accepted connection as a blocking stream with deadlines, plain or TLS.

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "core/base/result.h"

struct ssl_ctx_st;
struct ssl_st;

namespace farebox::net {

using WireTime = std::chrono::steady_clock::time_point;

/// Certificate and key of a server. Immutable, shared by the connections made from it: those that
/// are open keep the pair they began with when a new one is loaded.
class ServerTls {
public:
    static Result<std::shared_ptr<ServerTls>> load(const std::string& certificate_file,
                                                   const std::string& key_file);
    ~ServerTls();
    ServerTls(const ServerTls&) = delete;
    ServerTls& operator=(const ServerTls&) = delete;
    ssl_st* new_connection(int descriptor);

private:
    explicit ServerTls(ssl_ctx_st* context) : context_(context) {}
    ssl_ctx_st* context_;
};

/// Owns the descriptor, which must be non-blocking. One thread at a time, but for cut().
class Wire {
public:
    Wire(int descriptor, std::string remote_address, std::shared_ptr<ServerTls> tls);
    ~Wire();
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    /// Bytes read, 0 at the peer's end, -1 on an error or when the deadline has passed.
    long read(char* into, std::size_t size);
    /// All of it, or false.
    bool write(const char* from, std::size_t size);
    /// For all reading until it is set again.
    void set_read_deadline(WireTime deadline) { read_deadline_ = deadline; }
    /// For each piece that makes progress.
    void set_write_deadline(std::chrono::milliseconds deadline) { write_deadline_ = deadline; }

    /// Something can be read without waiting, from the socket or from TLS's own buffer.
    bool is_readable() const;
    /// Ends our side, then swallows what the peer still sends for a moment: an answer to an unread
    /// body would be lost in a reset otherwise.
    void end_gracefully();
    /// Wakes whoever waits on this connection; any thread.
    void cut();

    int descriptor() const { return descriptor_; }
    bool is_tls() const { return ssl_ != nullptr; }
    const std::string& remote_address() const { return remote_address_; }

private:
    bool wait_for(short events, WireTime deadline) const;
    bool wait_for_tls(int outcome, WireTime deadline) const;
    bool finish_handshake();

    const int descriptor_;
    const std::string remote_address_;
    const std::shared_ptr<ServerTls> tls_;
    ssl_st* ssl_ = nullptr;
    bool is_shaken_ = false;
    bool has_failed_ = false;
    WireTime read_deadline_{};
    std::chrono::milliseconds write_deadline_{30'000};
};

}  // namespace farebox::net
