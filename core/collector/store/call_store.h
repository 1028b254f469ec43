#pragma once
// Where calls live. Whoever appends or reads single calls does it here and nowhere else, so that raw
// calls can move to another engine (docs/scale.md) while sums, directory and identity stay.
//
// What makes that possible: a call goes to a partition by its own id alone; a device's numbers are
// acknowledged per device and never across devices; sums are kept apart and are never computed from
// raw calls when read; a page of calls is asked for by plain columns and cells, without a join.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/collector/store/database.h"
#include "core/collector/store/received_seqs.h"
#include "core/collector/store/stored_call.h"

namespace farebox::collector {

/// A row that will never be stored: its number counts as received, its reason is kept.
struct RejectedRow {
    std::int64_t seq = 0;
    std::string code;
    std::string detail;
};

/// What one device sent in one go, after every check of single rows.
struct DeviceBatch {
    std::string device_id;
    std::string epoch;  ///< of the ledger file that counts `seq`
    UtcNs received_at = 0;
    /// Their device_id is this one's; id_month, posted_month, received_at and epoch are set here.
    std::vector<StoredCall> calls;
    std::vector<RejectedRow> rejected;
    std::vector<std::int64_t> nothing_to_store;  ///< numbers of superseded events
    std::optional<std::int64_t> clock_offset_ns; ///< the device's clock minus ours
    std::int64_t queued = 0;
    std::int64_t last_seq = 0;                   ///< of the batch
    std::optional<UtcNs> complete_through;       ///< once everything up to last_seq is here
    std::map<std::string, std::int64_t> discarded;
    std::string farebox_version;
    std::string policy_version;
};

struct Appended {
    /// The numbers were received before with other calls in them: two machines run copies of one
    /// disk, or a file was put back. Nothing was stored.
    bool is_epoch_conflict = false;
    std::int64_t ack_seq = 0;
    std::int64_t accepted = 0;   ///< new calls and revisions
    std::int64_t duplicate = 0;
    std::vector<RejectedRow> rejected;  ///< the batch's, and those refused here
    std::vector<SeqRange> missing;      ///< at most a hundred, lowest first
};

/// Where an organisational question leads: the rollup knows it, raw calls are found by it.
struct CallCell {
    std::string day;
    std::string developer_id;
    std::string repo;
};

struct CallFilter {
    std::string column;               ///< of `calls`, or "model" (served, else requested)
    std::vector<std::string> values;  ///< "" = unknown
};

/// Newest first. Exactly one of the two ranges.
struct CallQuery {
    std::string from_day;  ///< inclusive: the newest revision of each call of these days
    std::string to_day;
    /// What an accounting month carries: its calls as it holds them, corrections as their new row
    /// and, with sign -1, the row they take back.
    std::string posted_month;
    std::vector<CallFilter> filters;
    std::optional<std::vector<CallCell>> cells;  ///< only these; at most 500
    std::int64_t limit = 100;
    std::string cursor;  ///< `next` of the page before
};

struct CallOfPage {
    StoredCall stored;
    std::int64_t sign = 1;
};

struct CallPage {
    std::vector<CallOfPage> rows;
    std::string next;  ///< "" after the last page
};

/// The first month of which raw calls may still be there, "2026-01"; "" when none were ever dropped.
Result<std::string> raw_calls_begin(Session& session);

/// Any thread.
class CallStore {
public:
    explicit CallStore(Database& database) : database_(database) {}

    /// Stores calls, their sums and the acknowledgement in one transaction, once whatever is sent
    /// however often. Errors: Unavailable (nothing stored, or not known whether: send again),
    /// TooLarge (more gaps in the numbers than anybody needs: send what is missing first).
    Result<Appended> append(const DeviceBatch& batch);

    Result<CallPage> calls(const CallQuery& query);
    /// The newest revision.
    Result<std::optional<StoredCall>> find_call(const std::string& call_id);

    /// Drops raw calls of the months before `raw_from` ("2026-01"); sums stay for ever. From then on
    /// calls made before are rejected as "month_archived": whether they were counted is not known.
    /// The months dropped.
    Result<std::vector<std::string>> drop_raw_before(const std::string& raw_from, UtcNs now);

private:
    Result<void> make_room(Session& session, const DeviceBatch& batch);

    Database& database_;
    Mutex mutex_;
    std::set<std::string> partitions_ FAREBOX_GUARDED_BY(mutex_);  // known to exist
};

}  // namespace farebox::collector
