#include "core/net/stream.h"

#include <algorithm>
#include <array>

#include <asio/buffer.hpp>
#include <asio/error.hpp>
#include <asio/redirect_error.hpp>

namespace farebox::net {
namespace {

// A pending buffer larger than this is given back once it is sent: a burst must not stay as memory.
constexpr std::size_t KeptPendingBytes = 4 * 1024;

// A head and a body are the most that is ever sent as one.
constexpr std::size_t MaxPieces = 2;

bool would_block(const asio::error_code& error) {
    return error == asio::error::would_block || error == asio::error::try_again;
}

ReadResult failed(const std::error_code& error) { return {{}, IoState::Failed, error}; }

}  // namespace

ReadResult receive_now(TcpSocket& socket, std::span<char> target) {
    asio::error_code error;
    const std::size_t count = socket.read_some(asio::buffer(target.data(), target.size()), error);
    if (!error) return {std::string_view(target.data(), count)};
    if (would_block(error)) return {{}, IoState::WouldBlock};
    if (error == asio::error::eof) return {{}, IoState::End};
    return {{}, IoState::Failed, error};
}

Stream::Stream(TcpSocket socket, Scratch& scratch)
    : socket_(std::move(socket)), scratch_(scratch) {
    asio::error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Stream::~Stream() = default;

Task<ReadResult> Stream::read() {
    while (true) {
        ReadResult result = try_read(scratch_.plain);
        if (result.state != IoState::WouldBlock) co_return result;
        const std::error_code error = co_await wait_readable();
        if (error) co_return failed(error);
    }
}

Task<ReadResult> Stream::read_into(std::span<char> target) {
    while (true) {
        ReadResult result = try_read(target);
        if (result.state != IoState::WouldBlock) co_return result;
        const std::error_code error = co_await wait_readable();
        if (error) co_return failed(error);
    }
}

Task<std::error_code> Stream::write(std::string_view bytes) {
    const std::error_code error = push({&bytes, 1});
    if (error || pending_.empty()) co_return error;
    co_return co_await finish_write();
}

Task<std::error_code> Stream::write_raw(std::string_view bytes) {
    const std::error_code error = send_or_keep({&bytes, 1});
    if (error || pending_.empty()) co_return error;
    co_return co_await finish_write();
}

Task<std::error_code> Stream::finish_write() {
    std::error_code error;
    while (!flush(error) && !error) error = co_await wait_writable();
    co_return error;
}

bool Stream::flush(std::error_code& error) {
    while (pending_sent_ < pending_.size()) {
        asio::error_code problem;
        const std::size_t count = socket_.write_some(
            asio::buffer(pending_.data() + pending_sent_, pending_.size() - pending_sent_), problem);
        if (would_block(problem)) return false;
        if (problem) {
            error = problem;
            return false;
        }
        pending_sent_ += count;
    }
    pending_sent_ = 0;
    if (pending_.capacity() > KeptPendingBytes) {
        std::string().swap(pending_);
    } else {
        pending_.clear();
    }
    return true;
}

std::error_code Stream::send_or_keep(std::span<const std::string_view> pieces) {
    std::error_code error;
    std::size_t sent = 0;
    if (pending_.empty() || flush(error)) {
        std::array<asio::const_buffer, MaxPieces> buffers;
        std::size_t total = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            buffers[i] = asio::const_buffer(pieces[i].data(), pieces[i].size());
            total += pieces[i].size();
        }
        asio::error_code problem;
        if (total > 0) sent = socket_.write_some(buffers, problem);
        if (problem && !would_block(problem)) return problem;
    }
    if (error) return error;
    for (const std::string_view piece : pieces) {
        const std::size_t done = std::min(sent, piece.size());
        pending_ += piece.substr(done);
        sent -= done;
    }
    return {};
}

Task<std::error_code> Stream::wait_readable() {
    asio::error_code error;
    co_await socket_.async_wait(TcpSocket::wait_read, asio::redirect_error(use_task, error));
    co_return error;
}

Task<std::error_code> Stream::wait_writable() {
    asio::error_code error;
    co_await socket_.async_wait(TcpSocket::wait_write, asio::redirect_error(use_task, error));
    co_return error;
}

void Stream::cancel() {
    asio::error_code ignored;
    socket_.cancel(ignored);
}

void Stream::close() {
    asio::error_code ignored;
    socket_.shutdown(TcpSocket::shutdown_both, ignored);
    socket_.close(ignored);
}

void Stream::reset() {
    asio::error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
}

ReadResult PlainStream::try_read(std::span<char> target) { return receive_now(socket_, target); }

std::error_code PlainStream::push(std::span<const std::string_view> pieces) {
    return send_or_keep(pieces);
}

}  // namespace farebox::net
