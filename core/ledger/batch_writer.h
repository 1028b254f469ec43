#pragma once
// Writes a batch of calls in one transaction: the rows, the daily sums and the outbox together, so
// that a crash at any moment leaves all three or none.
//
// The same (call_id, revision) twice is one row; a higher revision replaces the row and takes the
// old figures out of the sums; a lower one is ignored.
// Used by the ledger's writer thread only.

#include <span>
#include <string>
#include <vector>

#include "core/ledger/call_row.h"
#include "core/ledger/rollup.h"
#include "core/ledger/sqlite.h"
#include "core/model/call.h"

namespace farebox::ledger {

class BatchWriter {
public:
    /// `database` outlives the writer.
    static Result<std::unique_ptr<BatchWriter>> prepare(Database& database);

    /// All or nothing. Unavailable: nothing was written, try again later. Internal: one of the
    /// rows can never be written.
    Result<void> write(std::span<const Call> calls, UtcNs now);

private:
    struct Statements {
        Statement begin;
        Statement commit;
        Statement last_sequence;
        Statement insert;
        Statement find;
        Statement remove;
        Statement queue;
        Statement last_seq;
        Statement keep_seq;
        RollupWriter rollup;
    };
    BatchWriter(Database& database, Statements statements)
        : database_(database), sql_(std::move(statements)) {}

    Result<void> write_rows(std::span<const Call> calls, UtcNs now);
    Result<void> enqueue(const Call& call, UtcNs now);
    Result<std::int64_t> number_of(Statement& statement);
    Result<bool> write_row(const Call& call, RollupDelta& delta);
    Result<bool> insert(const Call& call);
    Result<bool> remove_older(const Call& call, RollupDelta& delta);

    Database& database_;
    Statements sql_;
    std::int64_t sequence_ = 0;  ///< of the last row in `calls`
    std::int64_t seq_ = 0;       ///< of the last event in `outbox`
    RowTexts texts_;
};

}  // namespace farebox::ledger
