#include "core/collector/ingest/ingest.h"

#include <algorithm>
#include <vector>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/http/content_coding.h"

namespace farebox::collector {
namespace {

// A device that lost more than it could ever have made has no sound counter.
constexpr std::int64_t MostDiscarded = 1'000'000'000'000;
constexpr std::size_t MostReasons = 32;

Result<std::string> decode(std::string_view coding, std::string_view body) {
    if (body.size() > api::BatchByteLimit) {
        return make_error(ErrorCode::TooLarge,
                          format("a batch may have {} bytes; send fewer rows", api::BatchByteLimit));
    }
    return http::decode_all(coding, body, api::BatchTextLimit)
        .with_context(format("decoding the batch from {}", coding.empty() ? "plain text" : coding));
}

DeviceBatch batch_without_rows(const api::BatchHead& head, const IngestSender& sender,
                               UtcNs received_at) {
    DeviceBatch batch;
    batch.device_id = sender.device_id;
    batch.epoch = printable(head.epoch);
    batch.received_at = received_at;
    if (head.sent_at > 0) batch.clock_offset_ns = head.sent_at - received_at;
    batch.queued = std::max<std::int64_t>(0, head.queued);
    batch.last_seq = head.last_seq;
    batch.complete_through = head.complete_through;
    batch.farebox_version = printable(shorten(head.farebox_version, 64));
    batch.policy_version = printable(shorten(head.policy_version, 64));
    for (const auto& [reason, calls] : head.discarded) {
        if (batch.discarded.size() >= MostReasons) break;
        batch.discarded[printable(shorten(reason, 64))] =
            std::clamp<std::int64_t>(calls, 0, MostDiscarded);
    }
    return batch;
}

DeviceBatch device_batch(api::Batch read, const IngestSender& sender, UtcNs received_at) {
    DeviceBatch batch = batch_without_rows(read.head, sender, received_at);
    for (const api::Rejection& row : read.rejected) {
        batch.rejected.push_back({row.seq, row.code, row.detail});
    }
    batch.calls.reserve(read.events.size());
    for (api::IngestEvent& event : read.events) {
        if (event.kind == api::EventKind::Superseded) {
            batch.nothing_to_store.push_back(event.seq);
            continue;
        }
        Screened screened = screen(std::move(event), sender, received_at);
        if (auto* stored = std::get_if<StoredCall>(&screened)) {
            batch.calls.push_back(std::move(*stored));
        } else {
            batch.rejected.push_back(std::get<RejectedRow>(std::move(screened)));
        }
    }
    return batch;
}

api::IngestAck ack_of(const Appended& appended, UtcNs now) {
    api::IngestAck ack;
    ack.ack_seq = appended.ack_seq;
    ack.accepted = appended.accepted;
    ack.duplicate = appended.duplicate;
    for (const RejectedRow& row : appended.rejected) {
        ack.rejected.push_back({row.seq, row.code, row.detail});
    }
    ack.missing = appended.missing;
    ack.server_time = now;
    return ack;
}

}  // namespace

Ingest::Ingest(CallStore& store, const Clock& clock, KnownRepos* repos, std::int64_t places)
    : store_(store), clock_(clock), repos_(repos), load_(places, static_cast<std::uint32_t>(clock.monotonic())) {}

Result<Ingested> Ingest::take(const IngestSender& sender, std::string_view coding,
                              std::string_view body) {
    const IngestLoad::Place place(load_);
    if (!place) return unavailable("many workstations send at this moment; try again later");

    FAREBOX_TRY(text, decode(coding, body));
    FAREBOX_TRY(read, api::parse_batch(text));
    const UtcNs now = clock_.now();
    const DeviceBatch batch = device_batch(std::move(read), sender, now);
    FAREBOX_TRY_VOID(note_repos(batch));
    FAREBOX_TRY(appended, store_.append(batch));

    Ingested ingested;
    ingested.is_epoch_conflict = appended.is_epoch_conflict;
    ingested.ack = ack_of(appended, now);
    if (const std::int64_t pause = load_.pause_ms(); pause > 0) ingested.ack.retry_after_ms = pause;
    return ingested;
}

Result<void> Ingest::note_repos(const DeviceBatch& batch) {
    if (repos_ == nullptr) return {};
    std::vector<std::string> repos;
    for (const StoredCall& stored : batch.calls) {
        if (repos.empty() || repos.back() != stored.call.repo) repos.push_back(stored.call.repo);
    }
    return repos_->note(repos);
}

}  // namespace farebox::collector
