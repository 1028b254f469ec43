// No braced temporary stands inside a co_await: g++ 12.2 destroys such an operand twice.
// The shapes of load. Closed loops: a connection sends its next request when the answer is whole.
#include "tests/tools/load_gen/modes.h"

#include <functional>
#include <random>

#include "tests/tools/load_gen/request.h"
#include "tests/tools/wire/hash.h"

namespace farebox::load {
namespace {

using wire::Clock;
using wire::Task;

Task<void> sleep_us(const Context& context, std::int64_t us) {
    if (us <= 0) co_return;
    wire::Timer timer(context.executor, std::chrono::microseconds(us));
    asio::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(wire::use_task, ignored));
}

/// Starts `worker(index)` for every connection and waits for all of them.
Task<void> for_each_connection(Context& context, std::function<Task<void>(std::int64_t)> worker) {
    std::int64_t running = context.options.connections;
    wire::Timer all_done(context.executor, Clock::time_point::max());
    for (std::int64_t i = 0; i < context.options.connections; ++i) {
        asio::co_spawn(context.executor, worker(i), [&](std::exception_ptr defect) {
            if (defect) std::rethrow_exception(defect);
            if (--running == 0) all_done.cancel();
        });
        co_await sleep_us(context, context.options.ramp_us);
    }
    asio::error_code ignored;
    if (running > 0) co_await all_done.async_wait(asio::redirect_error(wire::use_task, ignored));
}

Task<void> latency(Context& context) {
    const Options& o = context.options;
    const std::string request =
        make_request(o, make_body(o.model, o.stream, o.body_bytes, 1), /*verify=*/false);
    const Expected expected{o.stream, ""};
    Client client(context);
    for (std::int64_t i = 0; i < o.warmup + o.requests; ++i) {
        const bool connected = co_await client.connect();
        if (!connected) continue;
        co_await client.exchange(request, expected, Clock::now(), i >= o.warmup);
    }
}

Task<void> new_connection(Context& context) {
    const Options& o = context.options;
    const std::string request =
        make_request(o, make_body(o.model, o.stream, o.body_bytes, 1), /*verify=*/false);
    const Expected expected{o.stream, ""};
    for (std::int64_t i = 0; i < o.warmup + o.requests; ++i) {
        Client client(context);
        const auto started = Clock::now();
        const bool connected = co_await client.connect();
        if (!connected) continue;
        co_await client.exchange(request, expected, started, i >= o.warmup);
        client.disconnect();
    }
}

Task<void> streams(Context& context) {
    const Options& o = context.options;
    const std::string request = make_request(o, make_body(o.model, true, o.body_bytes, 1), false);
    const Expected expected{true, ""};
    co_await for_each_connection(context, [&](std::int64_t) -> Task<void> {
        Client client(context);
        for (std::int64_t i = 0; i < o.requests; ++i) {
            const bool connected = co_await client.connect();
            if (!connected) co_return;
            co_await client.exchange(request, expected, Clock::now(), /*counts=*/true);
        }
    });
}

Task<void> throughput(Context& context) {
    const Options& o = context.options;
    const std::string request =
        make_request(o, make_body(o.model, o.stream, o.body_bytes, 1), /*verify=*/false);
    const Expected expected{o.stream, ""};
    const auto end = Clock::now() + std::chrono::seconds(o.seconds);
    co_await for_each_connection(context, [&, end](std::int64_t) -> Task<void> {
        Client client(context);
        while (Clock::now() < end) {
            const bool connected = co_await client.connect();
            if (!connected) continue;
            co_await client.exchange(request, expected, Clock::now(), /*counts=*/true);
        }
    });
}

Task<void> hold(Context& context) {
    const Options& o = context.options;
    const std::string request =
        make_request(o, make_body(o.model, o.stream, o.body_bytes, 1), /*verify=*/false);
    const Expected expected{o.stream, ""};
    co_await for_each_connection(context, [&](std::int64_t) -> Task<void> {
        Client client(context);
        const bool connected = co_await client.connect();
        if (!connected) co_return;
        const bool ok = co_await client.exchange(request, expected, Clock::now(), true);
        if (ok) co_await sleep_us(context, o.seconds * 1'000'000);
    });
}

Task<void> soak(Context& context) {
    const Options& o = context.options;
    std::int64_t left = o.requests;
    co_await for_each_connection(context, [&](std::int64_t index) -> Task<void> {
        std::mt19937_64 random(static_cast<std::uint64_t>(o.seed * 1000 + index));
        Client client(context);
        while (left-- > 0) {
            // Mostly small, some as large as --body; one in ten on a cold connection.
            const auto small = 2000 + static_cast<std::int64_t>(random() % 30'000);
            const std::int64_t bytes = random() % 8 == 0 ? o.body_bytes : small;
            const bool stream = random() % 2 == 0;
            if (random() % 10 == 0) client.disconnect();
            const std::string body = make_body(o.model, stream, bytes, random());
            const bool connected = co_await client.connect();
            if (!connected) continue;
            const std::string request = make_request(o, body, /*verify=*/true);
            const Expected expected{stream, wire::sha256_hex(body)};
            co_await client.exchange(request, expected, Clock::now(), /*counts=*/true);
        }
    });
}

}  // namespace

Task<bool> run_mode(Context& context) {
    const std::string& mode = context.options.mode;
    if (mode == "latency") co_await latency(context);
    else if (mode == "new-connection") co_await new_connection(context);
    else if (mode == "streams") co_await streams(context);
    else if (mode == "throughput") co_await throughput(context);
    else if (mode == "hold") co_await hold(context);
    else if (mode == "soak") co_await soak(context);
    else co_return false;
    co_return true;
}

}  // namespace farebox::load
