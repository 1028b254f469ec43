// Partitions of a table that is partitioned by a list of one text each, "calls" by "2026-11" into
// calls_2026_11, with a default partition calls_other for what has none.

#include "core/base/format.h"
#include "core/collector/store/postgres/session.h"

namespace farebox::collector {
namespace {

bool is_safe(std::string_view word) {
    for (const char c : word) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (!is_plain) return false;
    }
    return !word.empty();
}

// "" when a part cannot be the name of a table.
std::string name_of(std::string_view table, std::string_view key) {
    if (!is_safe(table) || !is_safe(key)) return {};
    std::string name = format("{}_{}", table, key);
    for (char& c : name) c = c == '-' ? '_' : c;
    return name;
}

// By the table of tables, not by to_regclass: that one may answer from before the lock was waited for.
Result<bool> exists(Session& session, const std::string& name) {
    FAREBOX_TRY(found, session.run("SELECT count(*) FROM pg_catalog.pg_class WHERE relname = $1 AND "
                                   "relnamespace = current_schema()::regnamespace",
                                   {name}));
    return found[0].integer(0) != 0;
}

Error bad_name(std::string_view table, std::string_view key) {
    return make_error(ErrorCode::Internal, format("no partition {} of {} can be", key, table));
}

}  // namespace

Result<void> PostgresSession::make_partition(std::string_view table, std::string_view key) {
    const std::string name = name_of(table, key);
    if (name.empty()) return bad_name(table, key);
    FAREBOX_TRY(is_there, exists(*this, name));
    if (is_there) return {};

    FAREBOX_TRY(transaction, Transaction::begin(*this));
    FAREBOX_TRY_VOID(lock("partitions", LockKind::Exclusive));
    FAREBOX_TRY(was_made, exists(*this, name));
    if (was_made) return {};
    // Attached rather than created in place: that would lock readers out of the whole table. Rows
    // of the key that came before it had a partition move along, or PostgreSQL refuses.
    FAREBOX_TRY_VOID(run_script(
        format("LOCK TABLE {}_other IN ACCESS EXCLUSIVE MODE;", table) +
        format("CREATE TABLE {} (LIKE {} INCLUDING DEFAULTS INCLUDING INDEXES);", name, table) +
        format("WITH moved AS (DELETE FROM {}_other WHERE id_month = '{}' RETURNING *) ", table, key) +
        format("INSERT INTO {} SELECT * FROM moved;", name) +
        format("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES IN ('{}')", table, name, key)));
    return transaction.commit();
}

Result<void> PostgresSession::drop_partition(std::string_view table, std::string_view key) {
    const std::string name = name_of(table, key);
    if (name.empty()) return bad_name(table, key);
    FAREBOX_TRY_VOID(run(format("DROP TABLE IF EXISTS {}", name)));
    FAREBOX_TRY_VOID(run(format("DELETE FROM {} WHERE id_month = $1", table), {std::string(key)}));
    return {};
}

}  // namespace farebox::collector
