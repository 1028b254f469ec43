#pragma once
// The ledger as the sync sees it: what the collector is owed, in order, and what became of it.
//
// Every event has a `seq` (migration_v4.cpp). An event is deleted when the collector has
// acknowledged it, and not before. Before events are sent for the first time their seq is kept in
// `sent_seq` with a full fsync, so that no crash or loss of power gives a number to another call
// after the collector has seen it; and nothing between ack_seq and sent_seq is ever compacted,
// because the collector may hold it already.
//
// Owned by the sync thread, on a connection of its own; short transactions beside the ledger's
// writer (a busy file is waited for less than a second: Unavailable, try again).

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/call.h"

namespace farebox::ledger {

class Database;

struct SyncState {
    std::string epoch;             ///< "" before the first sync
    std::int64_t last_seq = 0;     ///< of the newest event
    std::int64_t sent_seq = 0;     ///< highest ever put on the wire
    std::int64_t ack_seq = 0;      ///< the collector holds everything up to here
    std::int64_t waiting = 0;      ///< events not acknowledged
    std::int64_t dead_letters = 0; ///< events the collector refused
    std::optional<UtcNs> last_attempt_at;
    std::optional<UtcNs> last_success_at;
    std::string last_error;        ///< "" after a success

    bool operator==(const SyncState&) const = default;
};

enum class OutboxKind {
    Call,
    Compacted,   ///< `call` holds the sums of `calls` calls
    Superseded,  ///< `call` is empty
};

struct OutboxRow {
    std::int64_t seq = 0;
    OutboxKind kind = OutboxKind::Superseded;
    std::int64_t calls = 1;
    Call call;
};

/// An event that the collector refused for good. Its row stays in the ledger.
struct DeadLetter {
    std::string epoch;
    std::int64_t seq = 0;
    std::string call_id;  ///< "" when the event was superseded meanwhile
    std::int64_t revision = 0;
    std::int64_t calls = 1;
    std::string code;    ///< "invalid_row", ...
    std::string detail;  ///< the collector's sentence
    UtcNs rejected_at = 0;
};

struct Compaction {
    std::string day;             ///< the local day; "" when there was nothing to compact
    std::int64_t calls = 0;      ///< rows that went
    std::int64_t unsent = 0;     ///< of these, not yet sent: their sums wait instead
    std::int64_t sums = 0;       ///< rows of sums that came
};

class SyncStore {
public:
    /// The file must exist with the newest version: open the Ledger first.
    static Result<std::unique_ptr<SyncStore>> open(const std::string& path);
    ~SyncStore();
    SyncStore(const SyncStore&) = delete;
    SyncStore& operator=(const SyncStore&) = delete;

    Result<SyncState> state();
    /// The events after seq `after`, without gaps, at most `limit`.
    Result<std::vector<OutboxRow>> events(std::int64_t after, std::int64_t limit);

    /// To be called before events up to `seq` are sent; returns when that is on disk.
    Result<void> begin_attempt(std::int64_t seq, UtcNs now);
    /// Everything up to `ack_seq` is held by the collector; `refused` ones will never be (of a letter
    /// the call is looked up here). One transaction: events deleted, letters kept and counted,
    /// success noted.
    Result<void> acknowledge(std::int64_t ack_seq, const std::vector<DeadLetter>& refused, UtcNs now);
    Result<void> note_failure(const std::string& error, UtcNs now);

    /// A new numbering from 1 of everything not acknowledged. For a first sync, a cloned disk, or a
    /// file that was put back from a copy.
    Result<void> begin_epoch(const std::string& epoch);
    /// The same, and every call of the file is owed again: the collector lost what it had. It knows
    /// a call by its id, so that nothing counts twice.
    Result<void> begin_epoch_with_all(const std::string& epoch, UtcNs now);

    /// reason -> calls that the collector will never get, in this epoch.
    Result<std::map<std::string, std::int64_t>> discards();
    Result<void> add_discard(const std::string& reason, std::int64_t calls);
    /// Newest first.
    Result<std::vector<DeadLetter>> dead_letters(std::size_t limit);

    /// Bytes of the file in use; freed pages are used again and do not count.
    Result<std::int64_t> used_bytes();
    /// Takes at most `limit` rows of the oldest local day before `before_day` out of the file. Those
    /// that were not sent are replaced by sums, one for each combination of what a row is grouped
    /// by; the daily sums stay as they are. In compaction.cpp.
    Result<Compaction> compact(const std::string& before_day, std::int64_t limit, UtcNs now);

private:
    explicit SyncStore(std::unique_ptr<Database> database);

    const std::unique_ptr<Database> database_;
};

/// Also for readers of the file (farebox sync, doctor).
Result<SyncState> read_sync_state(Database& database);
Result<std::vector<DeadLetter>> read_dead_letters(Database& database, std::size_t limit);

}  // namespace farebox::ledger
