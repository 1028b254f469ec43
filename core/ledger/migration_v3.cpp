// Version 3 of the ledger file. FROZEN: files of this version exist; a change is a new version.
//
// `budget_alerts` holds each threshold that was told, so that it is told once across restarts.
// `audit_log` chains its entries: each hash covers the hash before it. AUTOINCREMENT, because its
// counter outlives the rows: an entry cut off at the end leaves a gap that verifying sees.
// `calls_by_offset` finds the calls whose local day differs from a budget's day without reading the
// others (budget_sums.h).

#include "core/ledger/migrations.h"

namespace farebox::ledger {

const char* const MigrationV3 = R"sql(
CREATE TABLE budget_alerts (
    budget_id TEXT NOT NULL,
    window_start INTEGER NOT NULL,
    threshold_percent INTEGER NOT NULL,
    raised_at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    PRIMARY KEY (budget_id, window_start, threshold_percent)
) STRICT, WITHOUT ROWID;
CREATE TABLE overrides (
    override_id TEXT PRIMARY KEY,
    budget_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    os_user TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX calls_by_offset ON calls (utc_offset_min, started_at);
)sql";

}  // namespace farebox::ledger
