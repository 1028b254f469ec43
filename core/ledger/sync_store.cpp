#include "core/ledger/sync_store.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/ledger/call_row.h"
#include "core/ledger/ledger_file.h"

namespace farebox::ledger {
namespace {

constexpr const char* LetterColumns =
    "epoch, seq, call_id, revision, calls, code, detail, rejected_at";

std::string text_at(const Statement& row, int column) { return std::string(row.text_at(column)); }

std::optional<UtcNs> time_at(const Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional<UtcNs>(row.int_at(column));
}

// "o.seq, <columns of calls>" of those events whose call is as it was queued; the same of sums.
std::string events_sql(std::string_view count, std::string_view table) {
    return format("SELECT o.seq, {}, {} FROM outbox o JOIN {} c ON c.call_id = o.call_id AND "
                  "c.revision = o.revision WHERE o.seq > ?1 AND o.seq <= ?2",
                  count, qualified_call_columns("c"), table);
}

Result<void> run_with(Database& database, const std::string& sql, std::int64_t number) {
    FAREBOX_TRY(statement, database.prepare(sql));
    statement.bind(1, number);
    return statement.run();
}

// With the call it is about, and counted; nothing when it was told before, in an answer that got lost.
Result<void> keep_letter(Database& database, const DeadLetter& letter) {
    FAREBOX_TRY(keep, database.prepare(
                          format("INSERT INTO dead_letters ({}) SELECT ?1, ?2, "
                                 "coalesce(max(o.call_id), ''), coalesce(max(o.revision), 0), "
                                 "coalesce(max(c.calls), 1), ?3, ?4, ?5 FROM outbox o LEFT JOIN "
                                 "compacted_calls c ON c.call_id = o.call_id WHERE o.seq = ?2 "
                                 "ON CONFLICT DO NOTHING",
                                 LetterColumns)));
    keep.bind(1, std::string_view(letter.epoch));
    keep.bind(2, letter.seq);
    keep.bind(3, std::string_view(letter.code));
    keep.bind(4, std::string_view(letter.detail));
    keep.bind(5, letter.rejected_at);
    FAREBOX_TRY_VOID(keep.run());
    if (database.changes() == 0) return {};
    FAREBOX_TRY(count, database.prepare("INSERT INTO discards (reason, calls) SELECT 'refused_' || "
                                        "code, calls FROM dead_letters WHERE epoch = ?1 AND seq = "
                                        "?2 ON CONFLICT DO UPDATE SET calls = calls + "
                                        "excluded.calls"));
    count.bind(1, std::string_view(letter.epoch));
    count.bind(2, letter.seq);
    return count.run();
}

// The newest seq of the outbox becomes the newest of the epoch. Up to `sent_seq` the collector may
// hold the calls under their old numbers.
Result<void> set_epoch(Database& database, const std::string& epoch, std::int64_t sent_seq) {
    FAREBOX_TRY(statement,
                database.prepare("UPDATE sync_state SET epoch = ?, sent_seq = ?, ack_seq = 0, "
                                 "last_seq = (SELECT coalesce(max(seq), 0) FROM outbox)"));
    statement.bind(1, std::string_view(epoch));
    statement.bind(2, sent_seq);
    FAREBOX_TRY_VOID(statement.run());
    return database.execute("DELETE FROM discards");
}

}  // namespace

Result<SyncState> read_sync_state(Database& database) {
    FAREBOX_TRY(row, database.prepare("SELECT epoch, last_seq, sent_seq, ack_seq, last_attempt_at, "
                                      "last_success_at, last_error, (SELECT count(*) FROM outbox), "
                                      "(SELECT count(*) FROM dead_letters) FROM sync_state"));
    FAREBOX_TRY(found, row.step());
    if (!found) return Error{ErrorCode::Invalid, "the ledger has no sync state"};
    SyncState state;
    state.epoch = text_at(row, 0);
    state.last_seq = row.int_at(1);
    state.sent_seq = row.int_at(2);
    state.ack_seq = row.int_at(3);
    state.last_attempt_at = time_at(row, 4);
    state.last_success_at = time_at(row, 5);
    state.last_error = text_at(row, 6);
    state.waiting = row.int_at(7);
    state.dead_letters = row.int_at(8);
    return state;
}

Result<std::vector<DeadLetter>> read_dead_letters(Database& database, std::size_t limit) {
    FAREBOX_TRY(row, database.prepare(format("SELECT {} FROM dead_letters ORDER BY rejected_at "
                                             "DESC, seq DESC LIMIT {}",
                                             LetterColumns, limit)));
    std::vector<DeadLetter> letters;
    for (;;) {
        FAREBOX_TRY(has_row, row.step());
        if (!has_row) return letters;
        letters.push_back({text_at(row, 0), row.int_at(1), text_at(row, 2), row.int_at(3),
                           row.int_at(4), text_at(row, 5), text_at(row, 6), row.int_at(7)});
    }
}

SyncStore::SyncStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}
SyncStore::~SyncStore() = default;

Result<std::unique_ptr<SyncStore>> SyncStore::open(const std::string& path) {
    FAREBOX_TRY(database, open_beside_the_ledger(path));
    // What was sent must survive the loss of power (sync_store.h); a commit of this connection
    // brings those of the ledger's writer before it to the disk as well.
    FAREBOX_TRY_VOID(database.execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -512;"));
    return std::unique_ptr<SyncStore>(
        new SyncStore(std::make_unique<Database>(std::move(database))));
}

Result<SyncState> SyncStore::state() { return read_sync_state(*database_); }

Result<std::vector<OutboxRow>> SyncStore::events(std::int64_t after, std::int64_t limit) {
    FAREBOX_TRY(last, database_->query_int("SELECT last_seq FROM sync_state"));
    const std::int64_t end = std::min(last, after + limit);
    std::vector<OutboxRow> rows;
    for (std::int64_t seq = after + 1; seq <= end; ++seq) rows.push_back({.seq = seq});
    const auto fill = [&](OutboxKind kind, const std::string& sql) -> Result<void> {
        FAREBOX_TRY(found, database_->prepare(sql));
        found.bind(1, after);
        found.bind(2, end);
        for (;;) {
            FAREBOX_TRY(has_row, found.step());
            if (!has_row) return {};
            OutboxRow& row = rows[static_cast<std::size_t>(found.int_at(0) - after - 1)];
            row.kind = kind;
            row.calls = found.int_at(1);
            row.call = read_call(found, 2);
        }
    };
    FAREBOX_TRY_VOID(fill(OutboxKind::Call, events_sql("1", "calls")));
    FAREBOX_TRY_VOID(fill(OutboxKind::Compacted, events_sql("c.calls", "compacted_calls")));
    return rows;
}

Result<void> SyncStore::begin_attempt(std::int64_t seq, UtcNs now) {
    FAREBOX_TRY(statement, database_->prepare("UPDATE sync_state SET sent_seq = max(sent_seq, ?), "
                                              "last_attempt_at = ?"));
    statement.bind(1, seq);
    statement.bind(2, now);
    return statement.run();
}

Result<void> SyncStore::acknowledge(std::int64_t ack_seq, const std::vector<DeadLetter>& refused,
                                    UtcNs now) {
    return in_transaction(*database_, [&]() -> Result<void> {
        for (const DeadLetter& letter : refused) {
            FAREBOX_TRY_VOID(keep_letter(*database_, letter));
        }
        FAREBOX_TRY_VOID(run_with(*database_, "DELETE FROM compacted_calls WHERE call_id IN "
                                              "(SELECT call_id FROM outbox WHERE seq <= ?)",
                                  ack_seq));
        FAREBOX_TRY_VOID(run_with(*database_, "DELETE FROM outbox WHERE seq <= ?", ack_seq));
        FAREBOX_TRY_VOID(run_with(*database_, "UPDATE sync_state SET last_error = NULL, "
                                              "last_success_at = ?",
                                  now));
        return run_with(*database_, "UPDATE sync_state SET ack_seq = max(ack_seq, ?1), sent_seq = "
                                    "max(sent_seq, ?1)",
                        ack_seq);
    });
}

Result<void> SyncStore::note_failure(const std::string& error, UtcNs now) {
    FAREBOX_TRY(statement, database_->prepare("UPDATE sync_state SET last_error = ?, "
                                              "last_attempt_at = ?"));
    statement.bind(1, std::string_view(error));
    statement.bind(2, now);
    return statement.run();
}

Result<void> SyncStore::begin_epoch(const std::string& epoch) {
    return in_transaction(*database_, [&]() -> Result<void> {
        FAREBOX_TRY(sent, database_->query_int("SELECT count(*) FROM outbox WHERE seq <= (SELECT "
                                               "sent_seq FROM sync_state)"));
        // By way of a second table: numbers would meet while they change in place.
        FAREBOX_TRY_VOID(database_->execute(
            "CREATE TEMP TABLE waiting AS SELECT row_number() OVER (ORDER BY seq) AS seq, call_id, "
            "revision, queued_at FROM outbox;"
            "DELETE FROM outbox;"
            "INSERT INTO outbox (seq, call_id, revision, queued_at) "
            "SELECT seq, call_id, revision, queued_at FROM waiting;"
            "DROP TABLE waiting;"));
        return set_epoch(*database_, epoch, sent);
    });
}

Result<void> SyncStore::begin_epoch_with_all(const std::string& epoch, UtcNs now) {
    return in_transaction(*database_, [&]() -> Result<void> {
        FAREBOX_TRY_VOID(database_->execute("DELETE FROM outbox"));
        FAREBOX_TRY_VOID(run_with(*database_,
                                  "INSERT INTO outbox (seq, call_id, revision, queued_at) SELECT "
                                  "row_number() OVER (ORDER BY sequence), call_id, revision, ? "
                                  "FROM (SELECT sequence, call_id, revision FROM calls UNION ALL "
                                  "SELECT 0, call_id, revision FROM compacted_calls)",
                                  now));
        FAREBOX_TRY(all, database_->query_int("SELECT count(*) FROM outbox"));
        return set_epoch(*database_, epoch, all);
    });
}

Result<std::map<std::string, std::int64_t>> SyncStore::discards() {
    FAREBOX_TRY(row, database_->prepare("SELECT reason, calls FROM discards"));
    std::map<std::string, std::int64_t> counts;
    for (;;) {
        FAREBOX_TRY(has_row, row.step());
        if (!has_row) return counts;
        counts[text_at(row, 0)] = row.int_at(1);
    }
}

Result<void> SyncStore::add_discard(const std::string& reason, std::int64_t calls) {
    FAREBOX_TRY(count, database_->prepare("INSERT INTO discards (reason, calls) VALUES (?, ?) ON "
                                          "CONFLICT DO UPDATE SET calls = calls + excluded.calls"));
    count.bind(1, std::string_view(reason));
    count.bind(2, calls);
    return count.run();
}

Result<std::vector<DeadLetter>> SyncStore::dead_letters(std::size_t limit) {
    return read_dead_letters(*database_, limit);
}

Result<std::int64_t> SyncStore::used_bytes() {
    FAREBOX_TRY(pages, database_->query_int("PRAGMA page_count"));
    FAREBOX_TRY(unused, database_->query_int("PRAGMA freelist_count"));
    FAREBOX_TRY(size, database_->query_int("PRAGMA page_size"));
    return (pages - unused) * size;
}

}  // namespace farebox::ledger
