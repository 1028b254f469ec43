#include "core/ledger/batch_writer.h"

#include "core/base/format.h"
#include "core/ledger/call_row.h"

namespace farebox::ledger {
namespace {

constexpr std::size_t LargeBatch = 64;

std::string insert_text() {
    std::string marks = "?";
    for (int i = 0; i < call_column_count(); ++i) marks += ", ?";
    return format("INSERT INTO calls (sequence, {}) VALUES ({}) ON CONFLICT (call_id) DO NOTHING",
                  call_columns(), marks);
}

}  // namespace

Result<std::unique_ptr<BatchWriter>> BatchWriter::prepare(Database& database) {
    FAREBOX_TRY(begin, database.prepare("BEGIN IMMEDIATE"));
    FAREBOX_TRY(commit, database.prepare("COMMIT"));
    FAREBOX_TRY(last, database.prepare("SELECT max(sequence) FROM calls"));
    FAREBOX_TRY(insert, database.prepare(insert_text()));
    FAREBOX_TRY(find, database.prepare(
                          format("SELECT {} FROM calls WHERE call_id = ?", call_columns())));
    FAREBOX_TRY(remove, database.prepare("DELETE FROM calls WHERE call_id = ?"));
    FAREBOX_TRY(queue, database.prepare("INSERT INTO outbox (seq, call_id, revision, queued_at) "
                                        "VALUES (?, ?, ?, ?)"));
    FAREBOX_TRY(last_seq, database.prepare("SELECT last_seq FROM sync_state"));
    FAREBOX_TRY(keep_seq, database.prepare("UPDATE sync_state SET last_seq = ?"));
    FAREBOX_TRY(rollup, RollupWriter::prepare(database));
    return std::unique_ptr<BatchWriter>(new BatchWriter(
        database, {std::move(begin), std::move(commit), std::move(last), std::move(insert),
                   std::move(find), std::move(remove), std::move(queue), std::move(last_seq),
                   std::move(keep_seq), std::move(rollup)}));
}

Result<void> BatchWriter::write(std::span<const Call> calls, UtcNs now) {
    FAREBOX_TRY_VOID(sql_.begin.run());
    Result<void> written = write_rows(calls, now);
    if (written) written = sql_.commit.run();
    // SQLite has rolled back by itself after some errors (disk full); a second time is harmless.
    if (!written) (void)database_.execute("ROLLBACK");
    // A transaction keeps all its pages, whatever the cache's limit: 10 MB after a busy second.
    if (calls.size() > LargeBatch) database_.release_memory();
    return written;
}

Result<void> BatchWriter::write_rows(std::span<const Call> calls, UtcNs now) {
    FAREBOX_TRY(sequence, number_of(sql_.last_sequence));
    FAREBOX_TRY(seq, number_of(sql_.last_seq));
    sequence_ = sequence;
    seq_ = seq;
    RollupDelta delta;
    for (const Call& call : calls) {
        FAREBOX_TRY(is_new, write_row(call, delta));
        if (is_new) FAREBOX_TRY_VOID(enqueue(call, now));
    }
    sql_.keep_seq.bind(1, seq_);
    FAREBOX_TRY_VOID(sql_.keep_seq.run());
    return sql_.rollup.apply(delta);
}

Result<std::int64_t> BatchWriter::number_of(Statement& statement) {
    FAREBOX_TRY(has_row, statement.step());
    const std::int64_t number = has_row ? statement.int_at(0) : 0;
    statement.reset();
    return number;
}

// Numbered without gaps: a row that fails takes its whole transaction along.
Result<void> BatchWriter::enqueue(const Call& call, UtcNs now) {
    sql_.queue.bind(1, ++seq_);
    sql_.queue.bind(2, std::string_view(call.call_id));
    sql_.queue.bind(3, call.revision);
    sql_.queue.bind(4, now);
    return sql_.queue.run();
}

// False when the row, or a later revision of it, is already there.
Result<bool> BatchWriter::write_row(const Call& call, RollupDelta& delta) {
    FAREBOX_TRY(inserted, insert(call));
    if (!inserted) {
        FAREBOX_TRY(removed, remove_older(call, delta));
        if (!removed) return false;
        FAREBOX_TRY(replaced, insert(call));
        if (!replaced) return Error{ErrorCode::Internal, "the row came back after its removal"};
    }
    delta.add(call);
    return true;
}

Result<bool> BatchWriter::insert(const Call& call) {
    // The number after the last one even when that row is about to be replaced: a follower that
    // has seen it sees the revision as something new.
    sql_.insert.bind(1, sequence_ + 1);
    bind_call(sql_.insert, call, 2, texts_);
    FAREBOX_TRY_VOID(sql_.insert.run());
    if (database_.changes() == 0) return false;
    ++sequence_;
    return true;
}

Result<bool> BatchWriter::remove_older(const Call& call, RollupDelta& delta) {
    sql_.find.bind(1, std::string_view(call.call_id));
    FAREBOX_TRY(found, sql_.find.step());
    const Call old = found ? read_call(sql_.find, 0) : Call{};
    sql_.find.reset();
    if (!found || old.revision >= call.revision) return false;
    delta.subtract(old);
    sql_.remove.bind(1, std::string_view(call.call_id));
    FAREBOX_TRY_VOID(sql_.remove.run());
    return true;
}

}  // namespace farebox::ledger
