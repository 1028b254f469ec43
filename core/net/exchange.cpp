#include "core/net/exchange.h"

#include <memory>
#include <optional>
#include <vector>

#include "core/base/format.h"
#include "core/base/mutex.h"
#include "core/net/upstream_pool.h"

namespace farebox::net {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds StopLook{200};

// All that lives while the question is under way; its own I/O context, because it has a thread of
// its own. A coroutine that is not done goes with `io`, before what its stream refers to.
struct Running {
    explicit Running(Exchange exchange) : wanted(std::move(exchange)) {}
    const Exchange wanted;
    std::unique_ptr<TlsContext> tls;
    Scratch scratch;
    std::string received;
    std::optional<Result<void>> done;
    bool is_connecting = false;
    IoContext io{1};
    UpstreamPool pool{io, scratch, wanted.proxy};
};

bool is_complete(const Running& running) {
    return running.wanted.is_complete && running.wanted.is_complete(running.received);
}

Task<void> run(Running& running) {
    const Exchange& wanted = running.wanted;
    const Destination destination{wanted.url.host, wanted.url.port, running.tls.get()};
    running.is_connecting = true;
    Result<Connected> connected = co_await running.pool.take(destination, false);
    running.is_connecting = false;
    if (!connected) {
        running.done = Result<void>(connected.error());
        co_return;
    }
    Stream& stream = *connected->stream;
    // A peer that refuses early answers before it has read everything: its words are worth more
    // than the broken write.
    const std::error_code write_error = co_await stream.write(wanted.request);
    for (;;) {
        const ReadResult got = co_await stream.read();
        if (!got.ok()) break;
        running.received += got.bytes;
        if (running.received.size() > wanted.answer_limit || is_complete(running)) break;
    }
    Result<void> outcome;
    if (running.received.empty()) {
        outcome = unavailable(format("{} gave no answer{}", wanted.url.host,
                                     write_error ? ": " + write_error.message() : ""));
    } else if (running.received.size() > wanted.answer_limit) {
        outcome = make_error(ErrorCode::TooLarge, format("the answer of {} is larger than {} bytes",
                                                         wanted.url.host, wanted.answer_limit));
    }
    running.done = outcome;
}

// A name look-up cannot be cut, and the end of its context would wait for it: the process ends
// sooner without. What is left stays reachable, and is at most one for each stop.
void leave(std::unique_ptr<Running> running) {
    static Mutex mutex;
    static auto* const left = std::make_unique<std::vector<std::unique_ptr<Running>>>().release();
    const LockGuard lock(mutex);
    left->push_back(std::move(running));
}

bool is_stopped(const Exchange& wanted) {
    return wanted.is_stopped != nullptr && wanted.is_stopped->load();
}

}  // namespace

Result<std::string> exchange(Exchange wanted) {
    auto running = std::make_unique<Running>(std::move(wanted));
    const Exchange& question = running->wanted;
    if (question.url.scheme == "https") {
        FAREBOX_TRY(tls, TlsContext::make(question.ca_file));
        running->tls = std::move(tls);
    }
    start(running->io, run(*running), "exchange");
    const auto deadline = SteadyClock::now() + question.limit;
    while (!running->done && SteadyClock::now() < deadline && !is_stopped(question)) {
        const auto look = question.is_stopped == nullptr
                              ? deadline
                              : std::min(deadline, SteadyClock::now() + StopLook);
        if (running->io.run_one_until(look) == 0 && running->io.stopped()) break;
    }
    if (!running->done && is_stopped(question)) {
        const std::string host = question.url.host;
        if (running->is_connecting) leave(std::move(running));
        return unavailable(format("the exchange with {} was stopped", host));
    }
    if (!running->done) {
        return unavailable(format("{} gave no answer within {} ms", question.url.host,
                                  question.limit.count()));
    }
    if (!*running->done) return running->done->error();
    return std::move(running->received);
}

}  // namespace farebox::net
