// The collector's half of ingest.h: reads batches and writes what goes back. ingest_send.cpp is the
// workstation's.

#include "core/api/ingest.h"

#include <array>

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::api {
namespace {

constexpr std::array<std::pair<EventKind, const char*>, 3> Kinds = {{
    {EventKind::Call, "call"},
    {EventKind::Compacted, "compacted"},
    {EventKind::Superseded, "superseded"},
}};

std::optional<EventKind> kind_of(std::string_view word) {
    for (const auto& [value, name] : Kinds) {
        if (word == name) return value;
    }
    return std::nullopt;
}

Result<BatchHead> parse_head(const Json& object) {
    BatchHead head;
    head.schema = find_int(object, "schema").value_or(0);
    if (head.schema < 1) return invalid("the first line has no schema: it must be the batch's head");
    if (head.schema > IngestSchema) {
        return make_error(ErrorCode::Unsupported,
                          format("the batch has schema {}; this collector reads up to {}: update it",
                                 head.schema, IngestSchema));
    }
    head.epoch = find_string(object, "epoch").value_or("");
    head.first_seq = find_int(object, "first_seq").value_or(0);
    head.last_seq = find_int(object, "last_seq").value_or(0);
    if (head.epoch.empty() || head.epoch.size() > 64) return invalid("the head has no sound epoch");
    if (head.first_seq < 1 || head.last_seq < head.first_seq) {
        return invalid("first_seq and last_seq of the head are no range");
    }
    head.sent_at = find_int(object, "sent_at").value_or(0);
    head.queued = find_int(object, "queued").value_or(0);
    head.complete_through = find_int(object, "complete_through");
    if (const Json* discarded = find_member(object, "discarded");
        discarded != nullptr && discarded->is_object()) {
        for (const auto& [reason, count] : discarded->items()) {
            head.discarded[reason] = count.is_number_integer() ? count.get<std::int64_t>() : 0;
        }
    }
    head.farebox_version = find_string(object, "farebox_version").value_or("");
    head.policy_version = find_string(object, "policy_version").value_or("");
    return head;
}

// Only sums stand for several calls, and a number of calls that nobody could make is a lie.
Result<std::int64_t> parse_calls(const Json& object, EventKind kind) {
    if (kind != EventKind::Compacted) return 1;
    const std::int64_t calls = find_int(object, "calls").value_or(0);
    if (calls < 1 || calls > 100'000'000) return invalid("calls of a compacted row is out of range");
    return calls;
}

Result<IngestEvent> parse_event(const Json& object, std::int64_t seq) {
    IngestEvent event;
    event.seq = seq;
    const auto kind = kind_of(find_string(object, "kind").value_or("call"));
    if (!kind) return make_error(ErrorCode::Unsupported, "the kind of the event is not known here");
    event.kind = *kind;
    if (event.kind == EventKind::Superseded) return event;
    FAREBOX_TRY(calls, parse_calls(object, event.kind));
    event.calls = calls;
    const Json* call = find_member(object, "call");
    if (call == nullptr) return invalid("the event has no call");
    FAREBOX_TRY(read, parse_call(*call, event.unknown_words));
    event.call = std::move(read);
    return event;
}

/// Reads the lines behind the head.
class EventReader {
public:
    explicit EventReader(Batch& batch) : batch_(batch) {}

    Result<void> add(std::string_view line) {
        if (batch_.events.size() + batch_.rejected.size() >= BatchRowLimit) {
            return make_error(ErrorCode::TooLarge,
                              format("a batch may have {} rows; send fewer", BatchRowLimit));
        }
        FAREBOX_TRY(object, parse_json(line));
        const std::int64_t seq = find_int(object, "seq").value_or(0);
        if (seq <= last_seq_ || seq < batch_.head.first_seq || seq > batch_.head.last_seq) {
            return invalid("seq is missing, outside of the head's range or not above the last");
        }
        last_seq_ = seq;
        Result<IngestEvent> event = parse_event(object, seq);
        if (event) {
            batch_.events.push_back(std::move(*event));
        } else {
            const bool is_unknown = event.error().code == ErrorCode::Unsupported;
            batch_.rejected.push_back(
                {seq, is_unknown ? "unknown_kind" : "invalid_row", event.error().message});
        }
        return {};
    }

private:
    Batch& batch_;
    std::int64_t last_seq_ = 0;
};

}  // namespace

Result<Batch> parse_batch(std::string_view text) {
    if (text.size() > BatchTextLimit) {
        return make_error(ErrorCode::TooLarge, format("a batch may have {} bytes of text; send fewer "
                                                      "rows", BatchTextLimit));
    }
    Batch batch;
    EventReader events(batch);
    std::size_t number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        ++number;
        if (number == 1) {
            FAREBOX_TRY(object, parse_json(line).with_context("line 1 of the batch"));
            FAREBOX_TRY(head, parse_head(object));
            batch.head = std::move(head);
        } else if (!line.empty()) {
            FAREBOX_TRY_VOID(events.add(line).with_context(format("line {} of the batch", number)));
        }
    }
    if (number == 0) return invalid("the batch is empty");
    return batch;
}

Json to_json(const IngestAck& ack) {
    Json rejected = Json::array();
    for (const Rejection& row : ack.rejected) {
        rejected.push_back({{"seq", row.seq}, {"code", row.code}, {"detail", row.detail}});
    }
    Json missing = Json::array();
    for (const auto& [first, last] : ack.missing) missing.push_back(Json::array({first, last}));
    Json object = {{"ack_seq", ack.ack_seq},
                   {"accepted", ack.accepted},
                   {"duplicate", ack.duplicate},
                   {"rejected", std::move(rejected)},
                   {"missing", std::move(missing)},
                   {"server_time", ack.server_time},
                   {"policy_etag", ack.policy_etag}};
    if (ack.retry_after_ms) object["retry_after_ms"] = *ack.retry_after_ms;
    return object;
}

}  // namespace farebox::api
