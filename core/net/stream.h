#pragma once
// One connection as a stream of bytes: plain TCP here, TLS in tls_stream.h.
//
// Reads and writes are tried at once and wait only when the kernel says so, which saves a pass
// through the reactor per operation. Reads go to one scratch buffer shared by every stream of the
// I/O thread, so that a waiting stream holds no memory: the view handed out is valid until the
// reader's next co_await. The rule is kept in two places, `read` (waits before it touches the
// scratch) and `write` (copies what the kernel did not take before it waits).
//
// All of it belongs to the I/O thread.

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "core/net/io.h"

namespace farebox::net {

/// 64 KB: four TLS records; larger reads gained nothing in the measurements.
constexpr std::size_t ScratchBytes = 64 * 1024;

/// The I/O thread's shared buffers.
struct Scratch {
    std::vector<char> plain = std::vector<char>(ScratchBytes);   ///< bytes handed to readers
    std::vector<char> cipher = std::vector<char>(ScratchBytes);  ///< TLS records before decryption
    std::string outgoing;  ///< TLS records made by the current write; empty between operations
};

enum class IoState { Ok, WouldBlock, End, Failed };

struct ReadResult {
    std::string_view bytes;  ///< non-empty exactly when state is Ok
    IoState state = IoState::Ok;
    std::error_code error;   ///< set when state is Failed
    bool ok() const { return state == IoState::Ok; }
};

class Stream {
public:
    Stream(TcpSocket socket, Scratch& scratch);
    virtual ~Stream();
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    /// The next bytes in the shared scratch, or the end. Never WouldBlock.
    Task<ReadResult> read();
    /// The next bytes straight into `target`.
    Task<ReadResult> read_into(std::span<char> target);
    /// Writes everything. `bytes` may lie in the scratch.
    Task<std::error_code> write(std::string_view bytes);
    /// `write` in two steps, for work that should follow the bytes rather than delay them: hands
    /// the pieces to the kernel as one unit, as far as it takes them now, ...
    std::error_code start_write(std::span<const std::string_view> pieces) { return push(pieces); }
    /// ... and waits until the rest is gone too.
    Task<std::error_code> finish_write();
    bool has_unsent() const { return !pending_.empty(); }

    /// Reads what is there now, without waiting.
    virtual ReadResult try_read(std::span<char> target) = 0;
    ReadResult try_read() { return try_read(scratch_.plain); }

    /// Waits until the peer sent something, closed, or `cancel` was called.
    Task<std::error_code> wait_readable();
    Task<std::error_code> wait_writable();
    /// Ends every wait on this stream with operation_aborted.
    void cancel();
    void close();
    /// Closes with RST: the peer must not take a cut stream for a complete one.
    void reset();
    bool is_open() const { return socket_.is_open(); }

    TcpSocket& socket() { return socket_; }
    Scratch& scratch() { return scratch_; }

protected:
    /// Takes `bytes` in; what the kernel did not take is kept inside until `flush`.
    virtual std::error_code push(std::span<const std::string_view> pieces) = 0;
    /// Sends from `pending_`; true when it is empty afterwards.
    bool flush(std::error_code& error);
    std::error_code send_or_keep(std::span<const std::string_view> pieces);
    /// Sends bytes as they are, below TLS.
    Task<std::error_code> write_raw(std::string_view bytes);

    TcpSocket socket_;
    Scratch& scratch_;
    std::string pending_;  ///< bytes the kernel did not take yet
    std::size_t pending_sent_ = 0;
};

class PlainStream final : public Stream {
public:
    using Stream::Stream;
    using Stream::try_read;
    ReadResult try_read(std::span<char> target) override;

protected:
    std::error_code push(std::span<const std::string_view> pieces) override;
};

/// recv without waiting, in this module's terms.
ReadResult receive_now(TcpSocket& socket, std::span<char> target);

}  // namespace farebox::net
