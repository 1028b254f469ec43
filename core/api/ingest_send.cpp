// The workstation's half of ingest.h: writes batches and reads what comes back.
//
//     {"schema":1,"epoch":"01a2...","first_seq":7,"last_seq":9,"sent_at":...,"queued":0,...}
//     {"seq":7,"call":{"call_id":"...","started_at":...}}
//     {"seq":8,"kind":"superseded"}
//     {"seq":9,"kind":"compacted","calls":31,"call":{...}}
//
// What is unknown is left out of a call.

#include "core/api/ingest.h"
#include "core/base/format.h"
#include "core/model/call_fields.h"

namespace farebox::api {
namespace {

Json head_json(const BatchHead& head) {
    Json object = {{"schema", head.schema},       {"epoch", head.epoch},
                   {"first_seq", head.first_seq}, {"last_seq", head.last_seq},
                   {"sent_at", head.sent_at},     {"queued", head.queued}};
    if (head.complete_through) object["complete_through"] = *head.complete_through;
    Json discarded = Json::object();
    for (const auto& [reason, calls] : head.discarded) discarded[reason] = calls;
    object["discarded"] = std::move(discarded);
    object["farebox_version"] = head.farebox_version;
    object["policy_version"] = head.policy_version;
    return object;
}

bool is_unknown(const Json& value) {
    return value.is_null() || (value.is_array() && value.empty());
}

Json call_json(const Call& call) {
    const Json whole = to_json(call);
    Json known = Json::object();
    for (const auto& [name, value] : whole.items()) {
        if (!is_unknown(value)) known[name] = value;
    }
    return known;
}

Json event_json(const IngestEvent& event) {
    Json object = {{"seq", event.seq}};
    if (event.kind == EventKind::Superseded) {
        object["kind"] = "superseded";
        return object;
    }
    if (event.kind == EventKind::Compacted) {
        object["kind"] = "compacted";
        object["calls"] = event.calls;
    }
    object["call"] = call_json(event.call);
    return object;
}

Result<Rejection> parse_rejection(const Json& object) {
    const auto seq = find_int(object, "seq");
    if (!seq) return invalid("the acknowledgement rejects an event without its seq");
    return Rejection{*seq, find_string(object, "code").value_or("rejected"),
                     find_string(object, "detail").value_or("")};
}

}  // namespace

std::string format_batch(const BatchHead& head, const std::vector<IngestEvent>& events) {
    std::string text = farebox::to_text(head_json(head)) + "\n";
    for (const IngestEvent& event : events) text += farebox::to_text(event_json(event)) + "\n";
    return text;
}

Result<IngestAck> parse_ingest_ack(const Json& object) {
    const auto ack_seq = find_int(object, "ack_seq");
    // Without it nothing may be taken as received.
    if (!ack_seq || *ack_seq < 0) return invalid("the acknowledgement has no ack_seq");
    IngestAck ack;
    ack.ack_seq = *ack_seq;
    ack.accepted = find_int(object, "accepted").value_or(0);
    ack.duplicate = find_int(object, "duplicate").value_or(0);
    ack.server_time = find_int(object, "server_time").value_or(0);
    ack.policy_etag = find_string(object, "policy_etag").value_or("");
    ack.retry_after_ms = find_int(object, "retry_after_ms");
    if (const Json* rejected = find_member(object, "rejected"); rejected && rejected->is_array()) {
        for (const Json& one : *rejected) {
            FAREBOX_TRY(rejection, parse_rejection(one));
            ack.rejected.push_back(std::move(rejection));
        }
    }
    if (const Json* missing = find_member(object, "missing"); missing && missing->is_array()) {
        for (const Json& one : *missing) {
            if (!one.is_array() || one.size() != 2 || !one[0].is_number_integer() ||
                !one[1].is_number_integer()) {
                return invalid("the acknowledgement misses a range without two numbers");
            }
            ack.missing.emplace_back(one[0].get<std::int64_t>(), one[1].get<std::int64_t>());
        }
    }
    return ack;
}

}  // namespace farebox::api
