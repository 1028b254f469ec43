// What the sync does beside sending: room on the disk, counts of what was lost, the heartbeat.

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/version.h"
#include "core/sync/sync_worker.h"

namespace farebox::sync {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t RowsAStep = 1'000;  // as long as the ledger's writer may have to wait
constexpr MonotonicNs RoomEvery = 10 * 60 * NsPerSecond;
constexpr MonotonicNs BeatEvery = 5 * 60 * NsPerSecond;
// A machine at rest says that it is there and complete, and hears of a new policy. Less often than
// the collector's FleetOnline, it would be shown as lost (core/collector/policy/fleet.h).
constexpr std::chrono::milliseconds RestBeat = 10min;
// Compaction never touches these days.
constexpr std::int64_t DaysKept = 2;

}  // namespace

// Down to nine tenths of the cap, so that it is not met again with the next call.
void SyncWorker::make_room() {
    const MonotonicNs now = clock_.monotonic();
    if (last_room_ && now - *last_room_ < RoomEvery) return;
    last_room_ = now;
    const std::int64_t cap = options_.disk_cap_mb * 1'000'000;
    auto used = store_->used_bytes();
    if (!used || *used <= cap) return;
    const UtcNs today = clock_.now();
    const std::string before =
        format_day(today - (DaysKept - 1) * NsPerDay, utc_offset_min(today));
    std::int64_t calls = 0;
    while (used && *used > cap / 10 * 9 && !(is_stopped_ != nullptr && is_stopped_->load())) {
        const auto done = store_->compact(before, RowsAStep, today);
        if (!done) log_warn("the ledger is over its cap", {{"why", done.error().message}});
        if (!done || done->calls == 0) break;
        calls += done->calls;
        used = store_->used_bytes();
    }
    log_info("old calls were replaced by their sums", {{"calls", std::to_string(calls)}});
}

void SyncWorker::count_losses() {
    if (!hooks_.take_losses) return;
    for (const auto& [reason, calls] : hooks_.take_losses()) {
        if (calls > 0) (void)store_->add_discard(reason, calls);
    }
}

// A heartbeat that fails is no problem of its own: the next batch will meet it too.
void SyncWorker::beat(const ledger::SyncState& state) {
    const MonotonicNs now = clock_.monotonic();
    if (last_beat_ && now - *last_beat_ < BeatEvery) return;
    last_beat_ = now;
    Json body = hooks_.health ? hooks_.health() : Json::object();
    body["farebox_version"] = std::string(Version);
    body["os"] = options_.os;
    body["sent_at"] = clock_.now();
    body["epoch"] = state.epoch;
    body["last_seq"] = state.last_seq;
    body["queued"] = state.last_seq - state.ack_seq;
    body["dead_letters"] = state.dead_letters;
    body["policy_version"] = report_.policy_version;
    if (policies_ && policies_->installed_at() > 0) {
        body["policy_installed_at"] = policies_->installed_at();
    }
    body["complete_through"] = complete_through_ ? Json(*complete_through_) : Json();
    Json discarded = Json::object();
    if (const auto counts = store_->discards()) {
        for (const auto& [reason, calls] : *counts) discarded[reason] = calls;
    }
    body["discarded"] = std::move(discarded);
    const Reply reply = collector_.heartbeat(body);
    if (reply.reaction == Reaction::Accepted) {
        if (auto etag = find_string(reply.body, "policy_etag"); etag && !etag->empty()) {
            named_etag_ = *std::move(etag);
        }
        return;
    }
    if (reply.reaction == Reaction::Revoked) {
        report_.is_stopped = true;
        report_.problem = reply.problem;
    }
    log_debug("no heartbeat", {{"why", reply.problem}});
}

Pause SyncWorker::drained() {
    report_.is_drained = true;
    if (report_.is_stopped) return std::nullopt;
    backoff_.reset();
    report_.problem.clear();
    return RestBeat;
}

}  // namespace farebox::sync
