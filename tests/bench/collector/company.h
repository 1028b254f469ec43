#pragma once
// A company's calls as its laptops send them, for benchmarks.

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "core/api/ingest.h"
#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/base/uuid.h"

namespace farebox::bench {

/// 2026-10-01T08:00:00Z
constexpr UtcNs October = 1'790'812'800LL * NsPerSecond + 8 * 3600 * NsPerSecond;

inline void price(Call& call) {
    call.usage.input_tokens = 1200;
    call.usage.cache_read_tokens = 30'000;
    call.usage.cache_write_5m_tokens = 900;
    call.usage.output_tokens = 450;
    call.usage.usage_source = UsageSource::Vendor;
    call.cost.components = {{"input_tokens", 1200, 5'000'000, PpmOne, 6'000'000},
                            {"cache_read_tokens", 30'000, 500'000, PpmOne, 15'000'000},
                            {"cache_write_5m_tokens", 900, 6'250'000, PpmOne, 5'625'000},
                            {"output_tokens", 450, 25'000'000, PpmOne, 11'250'000}};
    call.cost.list_cost_nano = 37'875'000;
    call.cost.price_status = PriceStatus::Priced;
    call.cost.price_rule = "anthropic/claude-opus-5-5@2026-09-22";
    call.cost.price_book = "2026-10-01";
}

/// The `number`th call of a developer who works on two repositories, two branches each, with two
/// agents: eight rows of sums a day.
inline Call make_call(std::int64_t developer, std::int64_t number) {
    const bool is_codex = number / 2 % 2 == 1;
    Call call;
    call.started_at = October + number * 9 * NsPerSecond;
    call.call_id = make_uuid_v7(call.started_at);
    call.request_id = call.call_id;
    call.vendor_request_id = format("req_011CV{}a{}", developer, number);
    call.response_id = format("msg_01XF{}b{}", developer, number);
    call.first_byte_at = call.started_at + 700 * NsPerMs;
    call.ended_at = call.started_at + 4 * NsPerSecond;
    call.utc_offset_min = 60;
    call.agent = is_codex ? "codex" : "claude-code";
    call.agent_version = "2.1.330";
    call.agent_source = "cli";
    call.session_id = format("7d1f0c52-98aa-4c1b-9c7e-{}", 100000 + number / 50);
    call.developer_id = format("dev{}", developer);
    call.process_name = "node";
    call.repo = format("github.com/acme/service-{}", (developer * 2 + number / 100 % 2) % 400);
    call.branch = number % 100 < 50 ? "main" : format("feature/{}", developer % 40);
    call.commit = "4b2be7c0c1a2d3e4f5061728394a5b6c7d8e9f00";
    call.provider = is_codex ? "openai" : "anthropic";
    call.upstream = call.provider;
    call.endpoint = is_codex ? "responses" : "messages";
    call.model_requested = call.model_served = is_codex ? "gpt-5.2" : "claude-opus-5-5";
    call.service_tier = "standard";
    call.credential_class = CredentialClass::ApiKey;
    call.billing_mode = BillingMode::Api;
    price(call);
    call.http_status = 200;
    call.streamed = true;
    call.request_bytes = 41'000 + number;
    call.response_bytes = 9'000 + number;
    call.ttfb_ms = 700;
    call.duration_ms = 4000;
    call.shim_overhead_us = 180;
    return call;
}

inline std::vector<api::IngestEvent> make_events(std::int64_t developer, std::int64_t first,
                                                 std::int64_t count) {
    std::vector<api::IngestEvent> events;
    for (std::int64_t at = 0; at < count; ++at) {
        api::IngestEvent event;
        event.seq = first + at;
        event.call = make_call(developer, first + at);
        events.push_back(std::move(event));
    }
    return events;
}

/// CPU milliseconds that a process and its children have used, those still running included.
inline std::int64_t cpu_ms(int pid) {
    std::int64_t ticks = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        std::FILE* file = std::fopen((entry.path() / "stat").c_str(), "r");
        if (file == nullptr) continue;
        int own = 0;
        int parent = 0;
        long long user = 0;
        long long system = 0;
        const int found = std::fscanf(file, "%d (%*[^)]) %*c %d %*s %*s %*s %*s %*s %*s %*s %*s %*s "
                                            "%lld %lld", &own, &parent, &user, &system);
        std::fclose(file);
        if (found == 4 && (own == pid || parent == pid)) ticks += user + system;
    }
    return ticks * 1000 / sysconf(_SC_CLK_TCK);
}

inline std::int64_t resident_kib(int pid) {
    const std::string path = format("/proc/{}/status", pid);
    std::FILE* file = std::fopen(path.c_str(), "r");
    if (file == nullptr) return 0;
    char line[256];
    long long value = 0;
    while (std::fgets(line, sizeof line, file) != nullptr) {
        if (std::sscanf(line, "VmHWM: %lld", &value) == 1) break;
    }
    std::fclose(file);
    return value;
}

}  // namespace farebox::bench
