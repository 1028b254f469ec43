#include "core/sync/batch.h"

#include "core/base/format.h"
#include "core/base/version.h"
#include "core/http/content_coding.h"
#include "core/net/sha256.h"

namespace farebox::sync {
namespace {

api::EventKind kind_of(ledger::OutboxKind kind) {
    switch (kind) {
        case ledger::OutboxKind::Call: return api::EventKind::Call;
        case ledger::OutboxKind::Compacted: return api::EventKind::Compacted;
        case ledger::OutboxKind::Superseded: return api::EventKind::Superseded;
    }
    return api::EventKind::Superseded;
}

api::BatchHead make_head(const std::vector<api::IngestEvent>& events, const BatchFacts& facts) {
    api::BatchHead head;
    head.epoch = facts.epoch;
    head.first_seq = events.front().seq;
    head.last_seq = events.back().seq;
    head.sent_at = facts.now;
    head.queued = facts.last_seq - head.last_seq;
    // Only the batch that ends the queue can say so.
    if (head.queued == 0) head.complete_through = facts.complete_through;
    head.discarded = facts.discarded;
    head.farebox_version = std::string(Version);
    head.policy_version = facts.policy_version;
    return head;
}

}  // namespace

Result<CodedBatch> build_batch(std::vector<ledger::OutboxRow> rows, const BatchFacts& facts) {
    std::vector<api::IngestEvent> events;
    for (ledger::OutboxRow& row : rows) {
        events.push_back({row.seq, kind_of(row.kind), row.calls,
                          sent_call(std::move(row.call), facts.rules)});
    }
    if (events.size() > api::BatchRowLimit) events.resize(api::BatchRowLimit);
    for (;;) {
        CodedBatch batch;
        batch.head = make_head(events, facts);
        batch.coding = facts.coding;
        const std::string text = api::format_batch(batch.head, events);
        FAREBOX_TRY(body, http::encode_all(batch.coding, text));
        const bool fits = body.size() <= api::BatchByteLimit && text.size() <= api::BatchTextLimit;
        if (!fits && events.size() > 1) {
            events.resize(events.size() / 2);
            continue;
        }
        batch.body = std::move(body);
        batch.idempotency_key = net::sha256_hex(
            format("{} {} {} {}", batch.head.epoch, batch.head.first_seq, batch.head.last_seq,
                   events.back().call.call_id));
        return batch;
    }
}

}  // namespace farebox::sync
