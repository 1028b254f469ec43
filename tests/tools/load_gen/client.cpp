// An exchange counts as good only when it is complete: status 200, whole body, and for a stream
// the terminal event. Event delay is the difference of two readings of CLOCK_MONOTONIC, the mock's
// in the text and ours after the read that brought it.
#include "tests/tools/load_gen/client.h"

#include <algorithm>
#include <charconv>

#include <time.h>

namespace farebox::load {
namespace {

std::int64_t monotonic_ns() {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
}

double since_us(wire::Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(wire::Clock::now() - start).count();
}

}  // namespace

void Watch::remove(Client& client) { std::erase(clients_, &client); }

wire::Task<void> Watch::run(wire::Executor executor) {
    wire::Timer timer(executor);
    while (!stopped_) {
        timer.expires_after(std::chrono::milliseconds(200));
        asio::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(wire::use_task, ignored));
        const auto now = wire::Clock::now();
        for (Client* client : clients_) client->close_if_overdue(now);
    }
}

void Client::close_if_overdue(wire::Clock::time_point now) {
    if (now < deadline_ || !stream_) return;
    overdue_ = true;
    deadline_ = wire::Clock::time_point::max();
    stream_->close();
}

bool Client::fail(const std::string& why) {
    if (overdue_) ++context_.measures.hangs;
    ++context_.measures.failures[overdue_ ? "hang: " + why : why];
    overdue_ = false;
    disconnect();
    return false;
}

void Client::disconnect() {
    deadline_ = wire::Clock::time_point::max();
    if (stream_) stream_->close();
    reader_.reset();
    stream_.reset();
}

wire::Task<bool> Client::connect() {
    if (stream_) co_return true;
    wire::Socket socket(context_.executor);
    const Options& o = context_.options;
    asio::error_code failed;
    const auto address = asio::ip::make_address(o.host, failed);
    const auto port = static_cast<asio::ip::port_type>(std::stoi(o.port));
    co_await socket.async_connect({address, port}, asio::redirect_error(wire::use_task, failed));
    if (failed) co_return fail("connect: " + failed.message());
    if (context_.tls == nullptr) {
        stream_ = std::make_unique<wire::Stream>(std::move(socket));
    } else {
        stream_ = std::make_unique<wire::Stream>(std::move(socket), context_.tls,
                                                 wire::Side::Client, "localhost");
    }
    reader_ = std::make_unique<wire::Reader>(*stream_);
    deadline_ = wire::Clock::now() + std::chrono::milliseconds(o.deadline_ms);
    const bool secured = co_await stream_->handshake();
    if (!secured) co_return fail("TLS handshake");
    co_return true;
}

wire::Task<bool> Client::exchange(const std::string& request, const Expected& expected,
                                  wire::Clock::time_point started, bool counts) {
    deadline_ = wire::Clock::now() + std::chrono::milliseconds(context_.options.deadline_ms);
    const bool sent = co_await stream_->write(request);
    if (!sent) co_return fail("write");
    const std::string wrong = co_await receive(expected, started, counts);
    deadline_ = wire::Clock::time_point::max();
    if (!wrong.empty()) co_return fail(wrong);
    if (counts) {
        context_.measures.latency_us.push_back(since_us(started));
        ++context_.measures.ok;
    }
    co_return true;
}

/// Empty when all is well, else what was wrong.
wire::Task<std::string> Client::receive(const Expected& expected,
                                        wire::Clock::time_point started, bool counts) {
    const auto head = co_await reader_->read_head();
    if (!head) co_return "no answer";
    if (counts) context_.measures.ttfb_us.push_back(since_us(started));
    if (head->status() != 200) co_return "status " + head->second;
    if (!expected.body_sha256.empty()) {
        const auto echoed = head->find("x-mock-body-sha256");
        if (!echoed) co_return "no hash in the answer";
        if (*echoed != expected.body_sha256) co_return "the request body arrived changed";
    }
    const wire::BodyPlan plan = wire::plan_response_body(*head, "POST");
    if (expected.stream) co_return co_await receive_stream(plan, counts);
    const auto body = co_await reader_->read_body(plan, nullptr);
    if (!body) co_return "body cut";
    if (!body->starts_with("{") || !body->ends_with("}")) co_return "body is no document";
    co_return "";
}

wire::Task<std::string> Client::receive_stream(wire::BodyPlan plan, bool counts) {
    wire::ChunkDecoder chunks;
    std::string text;
    saw_terminal_ = false;
    for (;;) {
        const std::string_view some = co_await reader_->read_some();
        if (some.empty()) break;
        if (plan.framing == wire::Framing::Chunked) {
            const std::size_t used = chunks.feed(some, text);
            reader_->unread(some.size() - used);
        } else {
            text += some;
        }
        scan(text, counts);
        if (chunks.is_broken()) co_return "chunk framing broken";
        if (chunks.is_done()) break;
    }
    if (plan.framing == wire::Framing::Chunked && !chunks.is_done()) co_return "stream cut";
    co_return saw_terminal_ ? "" : "no terminal event";
}

/// Takes the stamps out of `text` and leaves what may be the start of another.
void Client::scan(std::string& text, bool counts) {
    constexpr std::size_t StampSize = 21;
    const std::int64_t now = monotonic_ns();
    std::uint64_t found = 0;
    std::size_t at = 0;
    for (;;) {
        const std::size_t stamp = text.find("\"@", at);
        if (stamp == std::string::npos || stamp + 1 + StampSize > text.size()) break;
        std::int64_t sent = 0;
        std::from_chars(text.data() + stamp + 2, text.data() + stamp + 21, sent);
        if (counts) {
            context_.measures.delay_us.push_back(static_cast<double>(now - sent) / 1000.0);
        }
        ++found;
        at = stamp + StampSize;
    }
    if (text.find("message_stop", at) != std::string::npos) saw_terminal_ = true;
    text.erase(0, std::max(at, text.size() > 64 ? text.size() - 64 : 0));
    if (!counts || found == 0) return;
    context_.measures.events += found;
    ++context_.measures.reads_with_events;
}

}  // namespace farebox::load
