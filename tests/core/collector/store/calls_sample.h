#pragma once
// Calls as workstations make them, and what they must add up to.

#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/base/format.h"
#include "core/collector/store/call_store.h"
#include "core/collector/store/components.h"
#include "core/collector/store/rollup.h"

namespace farebox::tests {

using namespace farebox::collector;

/// 2026-11-01T00:00:00Z
constexpr UtcNs November = 1'793'491'200LL * NsPerSecond;

/// UUIDv7 of a time and a number.
inline std::string id_at(UtcNs time, std::uint64_t number) {
    char text[40];
    const auto ms = static_cast<unsigned long long>(time / NsPerMs);
    std::snprintf(text, sizeof text, "%08llx-%04llx-7%03llx-8%03llx-%012llx", ms >> 16, ms & 0xffff,
                  static_cast<unsigned long long>(number >> 60 & 0xfff),
                  static_cast<unsigned long long>(number >> 48 & 0xfff),
                  static_cast<unsigned long long>(number & 0xffffffffffff));
    return text;
}

inline StoredCall call_at(UtcNs time, std::uint64_t number, std::int64_t seq) {
    StoredCall stored;
    stored.call.call_id = id_at(time, number);
    stored.call.device_id = "device-1";
    stored.call.developer_id = "ada";
    stored.call.started_at = time;
    stored.call.agent = "codex";
    stored.call.repo = "github.com/acme/payments";
    stored.call.branch = "main";
    stored.call.provider = "openai";
    stored.call.model_requested = "gpt-5.2";
    stored.call.billing_mode = BillingMode::Api;
    stored.call.usage.usage_source = UsageSource::Vendor;
    stored.call.usage.input_tokens = 1000;
    stored.call.usage.output_tokens = 100;
    stored.call.cost.list_cost_nano = 4'500'000;
    stored.call.cost.price_status = PriceStatus::Priced;
    stored.call.cost.components = {{"input_tokens", 1000, 3'000'000, PpmOne, 3'000'000},
                                   {"output_tokens", 100, 15'000'000, PpmOne, 1'500'000}};
    stored.day = format_day(time, 0);
    stored.seq = seq;
    return stored;
}

inline DeviceBatch batch_of(std::vector<StoredCall> calls, UtcNs received_at = November) {
    DeviceBatch batch;
    batch.device_id = calls.empty() ? "device-1" : calls.front().call.device_id;
    batch.epoch = "epoch-1";
    batch.received_at = received_at;
    batch.last_seq = calls.empty() ? 0 : calls.back().seq;
    batch.calls = std::move(calls);
    return batch;
}

/// A call of any kind, by the numbers of `random`.
inline StoredCall any_call(std::mt19937_64& random, UtcNs time, std::uint64_t number) {
    const auto pick = [&](auto... words) {
        const std::string all[] = {words...};
        return all[random() % std::size(all)];
    };
    StoredCall stored = call_at(time, number, 0);
    Call& call = stored.call;
    call.repo = pick("", "github.com/acme/payments", "github.com/acme/web", "github.com/acme/ml");
    call.branch = call.repo.empty() ? "" : pick("main", "feature/1", "fix-2");
    call.agent = pick("codex", "claude-code", "cursor", "unknown");
    call.model_served = pick("", "gpt-5.2", "claude-opus-5-5");
    call.outcome = static_cast<Outcome>(random() % 5);
    call.billing_mode = static_cast<BillingMode>(random() % 5);
    call.usage.usage_source = static_cast<UsageSource>(random() % 4);
    call.cost.price_status = static_cast<PriceStatus>(random() % 5);
    if (random() % 3 == 0) call.usage.input_tokens.reset();
    if (random() % 2 == 0) call.usage.cache_read_tokens = std::int64_t(random() % 100'000);
    if (random() % 4 == 0) call.cost.contracted_cost_nano = std::int64_t(random() % 1'000'000);
    if (random() % 5 == 0) call.cost.billed_cost_nano = 0;
    if (random() % 6 == 0) {
        call.cost.list_cost_nano.reset();
        call.cost.components.clear();
    } else {
        call.cost.list_cost_nano = std::int64_t(random() % 50'000'000);
    }
    if (random() % 20 == 0) stored.unknown_words.emplace_back("billing_mode", "barter");
    if (random() % 30 == 0) stored.calls = 2 + std::int64_t(random() % 50);
    return stored;
}

using Sums = std::map<RollupKey, RollupFigures>;

inline void drop_empty(Sums& sums) {
    std::erase_if(sums, [](const auto& entry) { return entry.second == RollupFigures{}; });
}

/// The table `rollup`.
inline Sums read_rollup(Session& session) {
    std::string columns;
    for (const char* key : RollupKeyColumns) columns += std::string(key) + ", ";
    for (const std::string& figure : rollup_figure_columns()) columns += figure + ", ";
    columns.resize(columns.size() - 2);
    Sums sums;
    const Rows rows = session.run("SELECT " + columns + " FROM rollup").value();
    for (const Row& row : rows) {
        RollupKey key;
        for (std::size_t at = 0; at < key.size(); ++at) key[at] = row.text(at);
        RollupFigures& figures = sums[key];
        for (std::size_t at = 0; at < figures.size(); ++at) figures[at] = row.integer(key.size() + at);
    }
    drop_empty(sums);
    return sums;
}

/// What the table must be by the raw calls.
inline Sums recount(Session& session) {
    RollupDelta delta;
    const std::string columns = call_column_list("");
    const Rows calls = session.run("SELECT " + columns + " FROM calls").value();
    for (const Row& row : calls) {
        const StoredCall stored = stored_call_of(row);
        delta.add(stored, stored.posted_month, +1);
    }
    const Rows replaced =
        session.run("SELECT " + columns + ", replaced_in FROM replaced_calls").value();
    for (const Row& row : replaced) {
        const StoredCall stored = stored_call_of(row);
        delta.add(stored, stored.posted_month, +1);
        delta.add(stored, row.text(call_columns().size()), -1);
    }
    Sums sums = delta.changes();
    drop_empty(sums);
    return sums;
}

inline std::int64_t one_number(Session& session, const std::string& sql) {
    return session.run(sql).value()[0].integer(0);
}

inline void close_month(Session& session, const std::string& month) {
    auto transaction = Transaction::begin(session).value();
    if (!session.lock("periods", LockKind::Exclusive)) qFatal("no lock");
    if (!session.run("INSERT INTO periods (month, state, closed_at, closed_by) "
                     "VALUES ($1, 'closed', 1, 'finance')",
                     {month})) {
        qFatal("not closed");
    }
    if (!transaction.commit()) qFatal("not committed");
}

}  // namespace farebox::tests
