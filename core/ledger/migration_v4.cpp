// Version 4 of the ledger file. FROZEN: files of this version exist; a change is a new version.
//
// `outbox` numbers what the collector is owed: `seq` counts from 1 without gaps within one `epoch`,
// and what waited before is numbered in the order of its rows. A seq between ack_seq and
// last_seq that has no row is superseded: a later revision or a sum stands for it.
// `sync_state` is one row. Its epoch is '' until the first sync makes one.
// `compacted_calls` holds sums (columns as in `calls`) that are sent instead of calls whose rows had
// to go; `compacted_days` names the local days that lost rows, so that nobody expects their sums to
// be found in the calls. `dead_letters` are events that the collector refused, `discards` counts by
// reason what it will never get.

#include "core/ledger/migrations.h"

namespace farebox::ledger {

const char* const MigrationV4 = R"sql(
CREATE TABLE numbered_outbox (
    seq INTEGER PRIMARY KEY,
    call_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    queued_at INTEGER NOT NULL
) STRICT;
INSERT INTO numbered_outbox (seq, call_id, revision, queued_at)
    SELECT row_number() OVER (ORDER BY c.sequence, o.revision), o.call_id, o.revision, o.queued_at
    FROM outbox o LEFT JOIN calls c ON c.call_id = o.call_id;
DROP TABLE outbox;
ALTER TABLE numbered_outbox RENAME TO outbox;
CREATE TABLE sync_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    epoch TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    sent_seq INTEGER NOT NULL,
    ack_seq INTEGER NOT NULL,
    last_attempt_at INTEGER,
    last_success_at INTEGER,
    last_error TEXT
) STRICT;
INSERT INTO sync_state (id, epoch, last_seq, sent_seq, ack_seq)
    SELECT 1, '', coalesce(max(seq), 0), 0, 0 FROM outbox;
CREATE TABLE dead_letters (
    epoch TEXT NOT NULL,
    seq INTEGER NOT NULL,
    call_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    calls INTEGER NOT NULL,
    code TEXT NOT NULL,
    detail TEXT NOT NULL,
    rejected_at INTEGER NOT NULL,
    PRIMARY KEY (epoch, seq)
) STRICT;
CREATE TABLE discards (
    reason TEXT PRIMARY KEY,
    calls INTEGER NOT NULL
) STRICT;
CREATE TABLE compacted_calls AS SELECT 0 AS calls, * FROM calls WHERE 0;
CREATE UNIQUE INDEX compacted_calls_by_id ON compacted_calls (call_id);
CREATE TABLE compacted_days (
    day TEXT PRIMARY KEY,
    compacted_at INTEGER NOT NULL
) STRICT;
)sql";

}  // namespace farebox::ledger
