// Version 2 of the ledger file. FROZEN: files of this version exist; a change is a new version.
//
// `outbox` names the rows that a collector has not acknowledged. Rows recorded before this version
// are queued too: a collector that is enrolled later is owed them all.

#include "core/ledger/migrations.h"

namespace farebox::ledger {

const char* const MigrationV2 = R"sql(
CREATE TABLE outbox (
    call_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    queued_at INTEGER NOT NULL,
    PRIMARY KEY (call_id, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO outbox (call_id, revision, queued_at)
    SELECT call_id, revision, coalesce(ended_at, started_at) FROM calls;
)sql";

}  // namespace farebox::ledger
