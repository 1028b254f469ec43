#include "core/proxy/admission.h"

#include "core/agents/credential.h"
#include "core/agents/identify.h"
#include "core/proxy/estimate.h"

#include <asio/post.hpp>
#include <asio/redirect_error.hpp>

namespace farebox::proxy {
namespace {

using budget::DecisionKind;
using net::Task;

// Taken for a chunked request, whose size nobody says: a long conversation.
constexpr std::int64_t UnsaidBytes = 1024 * 1024;

// Most answers are complete by then, and no agent has given up waiting for its first byte.
constexpr std::chrono::milliseconds TurnWait{20'000};
constexpr std::chrono::milliseconds TurnStep{20};

std::int64_t size_of(const http::BodyFraming& framing) {
    switch (framing.kind) {
        case http::BodyKind::None: return 0;
        case http::BodyKind::Length: return std::int64_t(framing.length);
        default: return UnsaidBytes;
    }
}

// Reads the rest of a body that is held anyway. A client that waits for "100 Continue" would wait
// for ever: it is decided about by its size alone.
Task<void> read_whole(Client& client, Observation& seen) {
    if (seen.request.head->has_token("Expect", "100-continue")) co_return;
    BodyBuffer& body = seen.request.body;
    while (body.room() > 0) {
        const net::ReadResult got = co_await client.stream.read_into(body.free_space());
        if (!got.ok()) co_return;
        body.add_filled(got.bytes.size());
        seen.request.body_bytes += got.bytes.size();
    }
}

std::optional<std::string> if_known(const std::string& text) {
    return text.empty() || text == "unknown" ? std::nullopt : std::optional(text);
}

// What the request says about itself; the work behind it stays open.
budget::CallFacts facts_of(const Observation& seen, std::int64_t size, Services& in) {
    const RequestFacts& request = seen.request;
    const agents::BodyFacts body =
        in.bodies.read(request.body.view(), request.head->find("Content-Encoding").value_or(""),
                       BodyBuffer::Padding);
    const agents::Identity identity = agents::identify(
        *request.head, request.route.path, body, {},
        request.route.named_agent ? std::optional<std::string_view>(*request.route.named_agent)
                                  : std::nullopt);
    budget::CallFacts facts;
    facts.started_at = request.started_at;
    facts.request_bytes = size;
    facts.work.agent = if_known(identity.agent);
    facts.work.model = if_known(body.model);
    facts.billing_mode = billing_mode_of(request, agents::read_credential(*request.head));
    facts.estimate = estimate_of(request, body, in.book);
    return facts;
}

struct Waiting {
    Waiting(net::IoContext& io, std::chrono::milliseconds limit) : timer(io, limit) {}
    net::Timer timer;
    std::optional<budget::Dimensions> work;
};

// Absent when it takes too long.
Task<std::optional<budget::Dimensions>> find_work(std::shared_ptr<Observation> seen, Services& in) {
    auto waiting = std::make_shared<Waiting>(in.io, AttributionWait);
    net::IoContext& io = in.io;
    in.recorder.ask(std::move(seen), [waiting, &io](budget::Dimensions work) {
        asio::post(io, [waiting, work = std::move(work)]() mutable {
            waiting->work = std::move(work);
            waiting->timer.cancel();
        });
    });
    asio::error_code ignored;
    co_await waiting->timer.async_wait(asio::redirect_error(net::use_task, ignored));
    co_return std::move(waiting->work);
}

// What will not be known in time is unknown.
void close_dimensions(budget::Dimensions& work) {
    for (auto* one : {&work.developer_id, &work.repo, &work.branch, &work.agent, &work.model}) {
        if (!*one) *one = "";
    }
}

// Near its limit a budget carries one call at a time. The next one waits for the first to be settled
// rather than being refused for money that is still there: sub-agents call side by side, and a
// refusal ends their turn.
Task<budget::Decision> admit_in_turn(const budget::CallFacts& facts, Services& in) {
    budget::Decision decision = in.gate.admit(facts);
    const MonotonicNs give_up = in.clock.monotonic() + TurnWait.count() * NsPerMs;
    while (decision.is_transient && !in.stopping && in.clock.monotonic() < give_up) {
        net::Timer pause(in.io, TurnStep);
        asio::error_code ignored;
        co_await pause.async_wait(asio::redirect_error(net::use_task, ignored));
        decision = in.gate.admit(facts);
    }
    co_return decision;
}

}  // namespace

Task<void> admit(Client& client, const http::BodyFraming& framing,
                 const std::shared_ptr<Observation>& seen, Services& in) {
    if (!seen->request.endpoint.billable) co_return;
    const std::int64_t size = size_of(framing);
    if (const auto ticket = in.gate.quick_admit(size)) {
        seen->ticket = *ticket;
        co_return;
    }
    if (is_upgrade(seen->request)) {
        seen->verdict.kind = VerdictKind::Refused;
        co_return;
    }

    // Near a limit: look closely.
    co_await read_whole(client, *seen);
    budget::CallFacts facts = facts_of(*seen, size, in);
    budget::Decision decision = co_await admit_in_turn(facts, in);
    if (decision.kind == DecisionKind::NeedsAttribution) {
        std::optional<budget::Dimensions> work = co_await find_work(seen, in);
        if (work) {
            facts.work = std::move(*work);
        } else {
            seen->admitted_unattributed = true;
        }
        close_dimensions(facts.work);
        decision = co_await admit_in_turn(facts, in);
    }
    seen->agent = facts.work.agent.value_or("");
    seen->ticket = decision.ticket;
    seen->verdict = std::move(decision.verdict);
}

bool is_upgrade(const RequestFacts& request) {
    return request.head->has_token("Upgrade", "websocket");
}

bool admit_message(std::size_t bytes, budget::Ticket& ticket, Services& in) {
    if (ticket) return true;
    const auto granted = in.gate.quick_admit(std::int64_t(bytes));
    if (granted) ticket = *granted;
    return granted.has_value();
}

}  // namespace farebox::proxy
