#include "core/proxy/call.h"

#include "core/base/log.h"
#include "core/base/uuid.h"
#include "core/http/framing.h"
#include "core/net/deadline.h"
#include "core/proxy/admission.h"
#include "core/proxy/answers.h"
#include "core/proxy/local_api.h"
#include "core/proxy/pass_response.h"
#include "core/proxy/refusal.h"
#include "core/proxy/rewrite.h"
#include "core/proxy/safety.h"
#include "core/proxy/send_request.h"
#include "core/proxy/tunnel.h"

namespace farebox::proxy {
namespace {

using net::Task;

// How long, and how much, is read from an agent that is still sending when its answer is
// complete: closing at once would destroy the answer on its way (RFC 9112, 9.6).
constexpr std::chrono::seconds LingerLimit{2};
constexpr std::size_t LingerBytes = 64 * 1024 * 1024;

int status_of(const Error& why) {
    switch (why.code) {
        case ErrorCode::Denied: return 403;
        case ErrorCode::NotFound: return 404;
        case ErrorCode::Conflict: return 508;
        case ErrorCode::Unavailable: return 502;
        default: return http::status_for(why);
    }
}

std::string type_of(const Error& why) {
    switch (why.code) {
        case ErrorCode::Denied: return "farebox_refused";
        case ErrorCode::NotFound: return "farebox_not_found";
        case ErrorCode::Conflict: return "farebox_loop";
        case ErrorCode::Unavailable: return "farebox_upstream_unreachable";
        default: return "farebox_bad_request";
    }
}

Task<void> linger_close(Client& client, Services& in) {
    asio::error_code ignored;
    client.stream.socket().shutdown(net::TcpSocket::shutdown_send, ignored);
    net::Deadline deadline(in.io, client.stream.socket(), LingerLimit);
    std::size_t dropped = 0;
    while (dropped < LingerBytes) {
        const net::ReadResult got = co_await client.stream.read();
        if (!got.ok()) break;
        dropped += got.bytes.size();
    }
    client.stream.close();
}

Task<void> answer(Client& client, const Error& why, bool head_only, Services& in) {
    const std::string bytes =
        answer_bytes({status_of(why), type_of(why), why.message}, head_only);
    // Named on purpose: g++ 12 miscompiles a co_await inside a condition.
    const std::error_code error = co_await client.stream.write(bytes);
    if (!error) co_await linger_close(client, in);
}

std::shared_ptr<Observation> observe(Client& client, http::RequestHead head, Route route,
                                     Services& in) {
    auto seen = std::make_shared<Observation>();
    seen->request.started = in.clock.monotonic();
    seen->request.started_at = in.clock.now();
    seen->request.connection = client.number;
    seen->request.socket = client.socket;
    seen->request.endpoint = usage::classify(head.method(), route.path);
    seen->request.head = std::move(head);
    seen->request.route = std::move(route);
    return seen;
}

struct Carried {
    Passed passed;
    net::Connected upstream;
    std::optional<Error> unreachable;  ///< no connection could be had
};

// Sends the request and passes the answer, on a kept connection or a new one. A kept connection
// that turns out dead before it took a byte is replaced; after that nothing is ever repeated.
Task<Carried> carry(Client& client, const http::BodyFraming& framing,
                    const std::shared_ptr<Observation>& seen, Services& in) {
    const Route& route = seen->request.route;
    const std::string head = upstream_head(*seen->request.head, route);
    Carried result;
    Sent sent;
    sent.state = SendState::NothingSent;
    for (int tries = 0; sent.state == SendState::NothingSent && tries < 2; ++tries) {
        const MonotonicNs begin = in.clock.monotonic();
        const bool may_reuse = tries == 0;
        Result<net::Connected> upstream =
            co_await in.pool.take(route.upstream->destination, may_reuse);
        if (!upstream) {
            seen->failure = upstream.error().message;
            result.unreachable = upstream.error();
            break;
        }
        result.upstream = std::move(*upstream);
        client.upstream = result.upstream.stream.get();
        const MonotonicNs connected = in.clock.monotonic();
        seen->connect_ns += connected - begin;
        sent = co_await send_request(client, *result.upstream.stream, head, framing, *seen, in);
        seen->head_sent = in.clock.monotonic();
    }
    // Attribution runs beside the call from here on; the body is constant now.
    if (seen->request.endpoint.billable) in.recorder.begin(seen);
    if (sent.state == SendState::NothingSent || sent.state == SendState::ClientGone) {
        seen->client_left = sent.state == SendState::ClientGone;
        if (seen->failure.empty()) seen->failure = sent.problem;
        co_return result;
    }
    result.passed = co_await pass_response(client, *result.upstream.stream, std::move(sent.early),
                                           sent.state == SendState::Done, *seen, in);
    if (!sent.problem.empty() && !result.passed.answered) seen->failure = sent.problem;
    co_return result;
}

void record(const std::shared_ptr<Observation>& seen, Services& in) {
    seen->ended = in.clock.monotonic();
    if (!seen->failure.empty() && !seen->client_left) ++in.counters.upstream_failures;
    if (!seen->request.endpoint.billable) {
        ++in.counters.requests_passed;
        return;
    }
    ++in.counters.calls_total;
    in.recorder.finish(seen);
}

// A budget's answer is an answer: a row of its own, and the connection may go on.
Task<After> refuse_call(Client& client, const http::BodyFraming& framing,
                        const std::shared_ptr<Observation>& seen, Services& in) {
    const RequestFacts& request = seen->request;
    ++in.counters.calls_paused;
    if (is_upgrade(request)) {
        co_await client.stream.write(upgrade_refusal_bytes());
        co_await linger_close(client, in);
        co_return After::Close;
    }
    const bool is_whole = framing.kind == http::BodyKind::None ||
                          (request.body && request.body.room() == 0);
    Refusal refusal;
    refusal.format = request.endpoint.format;
    refusal.form = agents::refusal_form_of(seen->agent);
    refusal.sentence = seen->verdict.reason;
    const std::string request_id = make_uuid_v7(request.started_at);
    refusal.request_id = request_id;
    refusal.keep_open =
        is_whole && !request.head->has_token("Connection", "close") && !in.stopping;
    seen->http_status = status_of(refusal);
    const std::error_code error = co_await client.stream.write(refusal_bytes(refusal));
    seen->client_left = bool(error);
    in.recorder.begin(seen);
    record(seen, in);
    if (error) co_return After::Close;
    if (refusal.keep_open) co_return After::KeepOpen;
    co_await linger_close(client, in);
    co_return After::Close;
}

// What becomes of the two connections.
Task<After> settle(Client& client, Carried& carried, Observation& seen, Services& in) {
    client.upstream = nullptr;
    if (carried.upstream.stream) {
        if (carried.passed.upstream_reusable && !carried.upstream.stream->has_unsent()) {
            in.pool.give_back(seen.request.route.upstream->destination,
                              std::move(carried.upstream.stream));
        } else {
            carried.upstream.stream->close();
        }
    }
    if (seen.client_left) {
        client.stream.close();
        co_return After::Close;
    }
    if (!carried.passed.answered) {
        const Error why = carried.unreachable ? *carried.unreachable : unavailable(seen.failure);
        co_await answer(client, why, seen.request.head->method() == "HEAD", in);
        co_return After::Close;
    }
    if (!seen.response_complete) {
        // A cut answer must look cut: some agents take a clean end for a complete one and loop.
        client.stream.reset();
        co_return After::Close;
    }
    if (carried.passed.client_reusable) co_return After::KeepOpen;
    co_await linger_close(client, in);
    co_return After::Close;
}

}  // namespace

Task<void> refuse(Client& client, const Error& why, Services& in) {
    ++in.counters.requests_refused;
    log_info("a request was refused", {{"why", why.message}});
    client.set_unread({});
    co_await answer(client, why, /*head_only=*/false, in);
}

Task<After> serve_call(Client& client, http::RequestHead head, Services& in) {
    // Is it meant for us, and well formed?
    Result<void> allowed = check_caller(head, in.port);
    Result<http::BodyFraming> framing = http::request_framing(head);
    if (allowed && framing && head.target().starts_with(LocalPrefix)) {
        co_return co_await serve_local(client, head, *framing, in);
    }
    // Where may it go?
    Result<Route> route = in.routes.find(head.target());
    for (const Error* problem : {allowed ? nullptr : &allowed.error(),
                                 framing ? nullptr : &framing.error(),
                                 route ? nullptr : &route.error()}) {
        if (problem == nullptr) continue;
        co_await refuse(client, *problem, in);
        co_return After::Close;
    }

    // What is it, and what is already here of it?
    const std::shared_ptr<Observation> seen = observe(client, std::move(head), std::move(*route), in);
    hold_body(client, *framing, *seen);

    // Can the budgets carry it?
    co_await admit(client, *framing, seen, in);
    if (seen->was_refused()) co_return co_await refuse_call(client, *framing, seen, in);

    // Carry it both ways, counting as it flows.
    ++in.counters.calls_active;
    Carried carried = co_await carry(client, *framing, seen, in);
    if (carried.passed.switched) {
        in.recorder.drop(seen);
        co_await serve_tunnel(client, *carried.upstream.stream, carried.passed, seen, in);
        client.upstream = nullptr;
        --in.counters.calls_active;
        co_return After::Close;
    }
    --in.counters.calls_active;

    // What did it cost, and who pays? The recorder answers beside the data path.
    record(seen, in);
    co_return co_await settle(client, carried, *seen, in);
}

}  // namespace farebox::proxy
