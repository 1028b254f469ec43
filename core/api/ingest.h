#pragma once
// What a workstation sends to the collector and what comes back (docs/ingest-api.md).
//
// A batch is NDJSON: a head line, then one line an event in order of `seq`. `seq` counts the events
// of one ledger file (its `epoch`) from 1 without gaps; the collector acknowledges the highest seq up
// to which it holds everything, in the transaction that stored the rows, and the workstation keeps
// what is not acknowledged. Sending again is always safe.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/model/call_fields.h"

namespace farebox::api {

constexpr std::int64_t IngestSchema = 1;
constexpr std::size_t BatchRowLimit = 500;
constexpr std::size_t BatchByteLimit = 1 << 20;  ///< coded
constexpr std::size_t BatchTextLimit = 16 << 20; ///< decoded

/// The first line.
struct BatchHead {
    std::int64_t schema = IngestSchema;
    std::string epoch;         ///< UUIDv7 of the ledger file
    std::int64_t first_seq = 0;
    std::int64_t last_seq = 0;
    UtcNs sent_at = 0;         ///< the workstation's clock
    std::int64_t queued = 0;   ///< events that wait behind this batch
    std::optional<UtcNs> complete_through;  ///< every call that ended before is at or before last_seq
    std::map<std::string, std::int64_t> discarded;  ///< reason -> calls lost in this epoch so far
    std::string farebox_version;
    std::string policy_version;  ///< of the policy in force, "" without
};

/// Many calls of one day that were compacted when the disk had no room: one row of sums. Fields are
/// those of Call; `calls` says how many it stands for.
enum class EventKind {
    Call,        ///< one call; a higher revision replaces a lower one
    Compacted,   ///< sums of calls whose rows are gone; `call` holds the sums, `calls` their number
    Superseded,  ///< its row was revised before it was sent: only the seq is accounted for
};

struct IngestEvent {
    std::int64_t seq = 0;
    EventKind kind = EventKind::Call;
    std::int64_t calls = 1;
    farebox::Call call;
    UnknownWords unknown_words;  ///< of the call, when a newer workstation wrote it
};

struct Rejection {
    std::int64_t seq = 0;
    std::string code;    ///< "invalid_row", "unknown_kind", "month_archived"
    std::string detail;  ///< one sentence, without values of the row
};

struct IngestAck {
    std::int64_t ack_seq = 0;
    std::int64_t accepted = 0;
    std::int64_t duplicate = 0;
    std::vector<Rejection> rejected;  ///< counted as held: they are not sent again
    std::vector<std::pair<std::int64_t, std::int64_t>> missing;  ///< [first, last] never received
    UtcNs server_time = 0;
    std::string policy_etag;
    std::optional<std::int64_t> retry_after_ms;  ///< how long to wait before the next batch
};

struct Batch {
    BatchHead head;
    std::vector<IngestEvent> events;
    std::vector<Rejection> rejected;
};

/// One line each, without unknown fields: {"seq":7,"kind":"call","call":{...}}.
std::string format_batch(const BatchHead& head, const std::vector<IngestEvent>& events);
/// A line that is JSON but no sound event becomes a Rejection. Invalid with the line's number when
/// one cannot be read at all, has no seq, or one that is not above the last and within the head's
/// range; TooLarge above the limits; Unsupported for a schema that this program cannot read.
Result<Batch> parse_batch(std::string_view text);

Json to_json(const IngestAck& ack);
Result<IngestAck> parse_ingest_ack(const Json& object);

}  // namespace farebox::api
