#pragma once
// Calls for the ledger's tests: plausible rows, made from a seed so that a failure can be repeated.

#include <memory>
#include <random>
#include <string>

#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/base/uuid.h"
#include "core/ledger/ledger.h"
#include "core/model/call.h"
#include "tests/support/suite.h"

namespace farebox::tests {

/// A clock that moves only when told.
class TestClock final : public Clock {
public:
    UtcNs now() const override { return time; }
    MonotonicNs monotonic() const override { return time; }
    UtcNs time = 1'795'318'200 * NsPerSecond;  // 2026-11-22T03:30:00Z
};

/// Opens a ledger that must open.
inline std::unique_ptr<ledger::Ledger> open_ledger(const std::string& path, const Clock& clock,
                                                   ledger::Options options = {}) {
    options.path = path;
    auto opened = ledger::Ledger::open(options, clock);
    if (!opened) qFatal("%s", opened.error().message.c_str());
    return std::move(opened).value();
}

/// One complete call with every kind of field set.
inline Call sample_call(UtcNs started_at, std::string call_id = {}) {
    Call call;
    call.call_id = call_id.empty() ? make_uuid_v7(started_at) : std::move(call_id);
    call.request_id = "r-" + call.call_id;
    call.started_at = started_at;
    call.ended_at = started_at + 2 * NsPerSecond;
    call.agent = "claude-code";
    call.agent_version = "2.1.0";
    call.session_id = "session-1";
    call.repo = "github.com/acme/payments";
    call.branch = "feature/retry";
    call.evidence = {{"repo", call.repo, "process", Confidence::Certain, true, "cwd of pid 42"},
                     {"branch", "main", "body environment block", Confidence::Likely, false, ""}};
    call.provider = "anthropic";
    call.endpoint = "messages";
    call.model_requested = "claude-opus-5-5";
    call.model_served = "claude-opus-5-5";
    call.credential_class = CredentialClass::ApiKey;
    call.billing_mode = BillingMode::Api;
    call.usage.input_tokens = 1'200;
    call.usage.cache_read_tokens = 30'000;
    call.usage.output_tokens = 450;
    call.usage.usage_source = UsageSource::Vendor;
    call.usage.raw_usage = R"({"input_tokens":1200})";
    call.cost.list_cost_nano = 32'250'000;
    call.cost.price_status = PriceStatus::Priced;
    call.cost.price_rule = "anthropic/claude-opus-5-5@2026-09-22";
    call.cost.components = {{"input_tokens", 1'200, 5'000'000, PpmOne, 6'000'000}};
    call.http_status = 200;
    call.streamed = true;
    return call;
}

/// Different calls over a few days, agents, repositories, some without usage, price or repository.
class CallMaker {
public:
    explicit CallMaker(unsigned seed) : random_(seed) {}

    Call next() {
        const UtcNs at = Start + pick(10 * 86'400) * NsPerSecond;
        Call call = sample_call(at, format("{}-{}", pick(1'000'000'000), ++made_));
        static const char* const agents[] = {"claude-code", "codex", "unknown"};
        static const char* const repos[] = {"github.com/acme/payments", "github.com/acme/web", ""};
        static const char* const branches[] = {"main", "feature/a", "fix/ümläut", ""};
        static const char* const models[] = {"claude-opus-5-5", "gpt-6", "tiny-unknown"};
        call.utc_offset_min = (pick(3) - 1) * 330;
        call.agent = agents[pick(3)];
        call.repo = repos[pick(3)];
        call.branch = call.repo.empty() ? "" : branches[pick(4)];
        call.model_served = pick(4) == 0 ? "" : models[pick(3)];
        call.session_id = format("session-{}", pick(6));
        call.outcome = static_cast<Outcome>(pick(5));
        vary_usage(call);
        return call;
    }
    std::int64_t pick(std::int64_t count) {
        return std::uniform_int_distribution<std::int64_t>(0, count - 1)(random_);
    }

private:
    static constexpr UtcNs Start = 1'794'500'000 * NsPerSecond;

    void vary_usage(Call& call) {
        call.usage.usage_source = static_cast<UsageSource>(pick(4));
        call.cost.price_status = static_cast<PriceStatus>(pick(5));
        if (call.usage.usage_source == UsageSource::None) call.usage = Usage{};
        if (pick(3) == 0) call.usage.cache_write_1h_tokens = pick(5'000);
        if (call.usage.output_tokens) call.usage.output_tokens = pick(9'000);
        if (call.cost.price_status == PriceStatus::Unpriced) call.cost = Cost{};
        if (call.cost.list_cost_nano) call.cost.list_cost_nano = pick(90'000'000);
        if (pick(2) == 0) call.cost.billed_cost_nano = call.cost.list_cost_nano;
    }

    std::mt19937_64 random_;
    int made_ = 0;
};

}  // namespace farebox::tests
