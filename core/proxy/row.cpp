#include "core/proxy/row.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/pricing/price.h"

namespace farebox::proxy {
namespace {

constexpr int FirstErrorStatus = 400;

std::optional<std::int64_t> span_ms(MonotonicNs from, MonotonicNs to) {
    if (from == 0 || to == 0) return std::nullopt;
    return (to - from) / NsPerMs;
}

// Monotonic marks become wall-clock times by their distance from the start.
std::optional<UtcNs> wall(const Observation& seen, MonotonicNs mark) {
    if (mark == 0) return std::nullopt;
    return seen.request.started_at + (mark - seen.request.started);
}

Outcome outcome_of(const Observation& seen, const usage::Reading& reading) {
    if (seen.was_refused()) return Outcome::Refused;
    const bool whole = seen.response_complete && reading.complete;
    if (seen.client_left_early || (seen.client_left && !whole)) return Outcome::ClientCancelled;
    if (!seen.failure.empty() || seen.http_status == 0) return Outcome::UpstreamFailed;
    if (seen.http_status >= FirstErrorStatus || reading.error_event) return Outcome::VendorError;
    // The framing was complete, but the stream lacks its terminal event: the vendor died inside.
    if (!reading.complete && seen.event_stream) return Outcome::UpstreamFailed;
    return Outcome::Ok;
}

std::string note_of(const Observation& seen, const Conclusion& concluded,
                    const usage::Reading& reading) {
    std::string note = reading.note;
    const auto add = [&](const std::string& sentence) {
        if (sentence.empty()) return;
        note += (note.empty() ? "" : "; ") + sentence;
    };
    if (!seen.client_left) add(seen.failure);
    if (seen.admitted_unattributed) {
        add("let pass by the budgets before its work was known: finding it took over 50 ms");
    }
    if (!reading.error_type.empty()) add("the vendor said " + printable(shorten(reading.error_type, 80)));
    if (seen.was_refused()) return shorten(note, 500);
    if (seen.request.body_missing) {
        add("the request body was streamed and not read: no evidence or model from it");
    } else if (!concluded.body.is_readable && seen.request.body_bytes > 0) {
        add("the request body could not be read: no evidence or model from it");
    }
    return shorten(note, 500);
}

// "eu.api.openai.com" -> "eu": a regional host has its own price.
std::string host_region(const Upstream& upstream) {
    for (const char* region : {"eu", "us"}) {
        if (upstream.authority.starts_with(std::string(region) + ".api.openai.com")) return region;
    }
    return "";
}

Cost cost_of(const Call& call, const Observation& seen, const Conclusion& concluded,
             const usage::Reading& reading, const pricing::PriceBook& book) {
    pricing::PriceQuestion question;
    question.provider = call.provider;
    question.model_served = call.model_served;
    question.model_requested = call.model_requested;
    question.when = call.started_at;
    question.usage = reading.usage;
    question.service_tier = reading.service_tier;
    question.speed = reading.speed;
    question.geo = reading.region;
    question.region = host_region(*seen.request.route.upstream);
    question.cache_write_ttl = concluded.body.is_readable ? concluded.body.cache_ttl : "unknown";
    question.endpoint = call.endpoint;
    question.http_status = call.http_status;
    question.local = seen.request.route.upstream->local;
    question.billing_mode = call.billing_mode;
    question.vendor_cost_nano = reading.vendor_cost_nano;
    Cost cost = pricing::price(book, question);
    for (const usage::NestedUsage& nested : reading.nested) {
        question.model_served = nested.model;
        question.usage = nested.usage;
        question.vendor_cost_nano.reset();
        pricing::add_nested(cost, pricing::price(book, question));
    }
    return cost;
}

void fill_time(Call& call, const Observation& seen) {
    call.started_at = seen.request.started_at;
    call.first_byte_at = wall(seen, seen.first_byte);
    call.ended_at = wall(seen, seen.ended);
    call.utc_offset_min = utc_offset_min(call.started_at);
    call.ttfb_ms = span_ms(seen.request.started, seen.first_byte);
    call.duration_ms = span_ms(seen.request.started, seen.ended);
    if (seen.head_sent != 0) {
        const MonotonicNs before = seen.head_sent - seen.request.started - seen.connect_ns;
        call.shim_overhead_us = (before + seen.overhead_ns) / 1000;
    }
}

void fill_who(Call& call, const Conclusion& concluded) {
    call.agent = concluded.identity.agent;
    call.agent_version = concluded.identity.agent_version;
    call.agent_source = concluded.identity.agent_source;
    call.sub_agent = concluded.identity.sub_agent;
    call.session_id = concluded.identity.session_id;
    call.credential_class = concluded.credential.credential_class;
    call.billing_mode = concluded.credential.billing_mode;
}

void fill_where(Call& call, const Observation& seen, const usage::Reading& reading,
                const Conclusion& concluded) {
    const Upstream& upstream = *seen.request.route.upstream;
    call.channel = Channel::BaseUrl;
    call.provider = upstream.provider;
    call.upstream = upstream.name;
    call.endpoint = seen.request.endpoint.name;
    call.model_requested = concluded.body.model;
    call.model_served = reading.model_served;
    call.service_tier = reading.service_tier;
    call.region = reading.region;
    if (upstream.local) call.billing_mode = BillingMode::Local;
}

}  // namespace

Call make_row(const Observation& seen, const Conclusion& concluded,
              const pricing::PriceBook& book) {
    const usage::Reading reading = seen.exchange ? seen.exchange->reading
                                   : seen.meter  ? seen.meter->read()
                                                 : usage::Reading{};
    Call call;
    fill_time(call, seen);
    fill_who(call, concluded);
    fill_where(call, seen, reading, concluded);
    call.vendor_request_id = seen.vendor_request_id;
    call.response_id = reading.response_id;
    if (seen.http_status != 0) call.http_status = seen.http_status;
    call.streamed = seen.event_stream;
    call.request_bytes = std::int64_t(seen.request.body_bytes);
    call.response_bytes = std::int64_t(seen.response_bytes);
    call.outcome = outcome_of(seen, reading);
    call.note = note_of(seen, concluded, reading);
    call.verdict = to_text(seen.verdict.kind);
    call.budget_id = seen.verdict.budget_id;
    call.override_id = seen.verdict.override_id;
    call.usage = reading.usage;
    call.cost = cost_of(call, seen, concluded, reading, book);
    return call;
}

}  // namespace farebox::proxy
