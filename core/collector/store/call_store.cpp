#include "core/collector/store/call_store.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/collector/store/append.h"

namespace farebox::collector {
namespace {

/// A laptop's clock may run ahead; further ahead than this its months get no partition of their own.
constexpr UtcNs LatestAhead = 31 * NsPerDay;

/// Two devices with one and the same new call may meet once; a third time is no accident.
constexpr int MostAttempts = 3;

Result<Appended> append_once(Session& session, const DeviceBatch& batch, Appending::Before before) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY(appended, Appending(session, batch).run(before));
    if (appended.is_epoch_conflict) return appended;
    FAREBOX_TRY_VOID(transaction.commit());
    return appended;
}

}  // namespace

Result<Appended> CallStore::append(const DeviceBatch& batch) {
    FAREBOX_TRY(session, database_.session());
    FAREBOX_TRY_VOID(make_room(*session, batch));
    const bool has_revisions = std::ranges::any_of(
        batch.calls, [](const StoredCall& stored) { return stored.call.revision > 1; });
    auto before = has_revisions ? Appending::Before::Look : Appending::Before::AssumeNone;
    Result<Appended> result = append_once(*session, batch, before);
    for (int attempt = 1; attempt < MostAttempts; ++attempt) {
        if (result || result.error().code != ErrorCode::Conflict) break;
        result = append_once(*session, batch, Appending::Before::Look);
    }
    if (!result && result.error().code == ErrorCode::Conflict) {
        return unavailable("the same calls arrive from elsewhere at this moment; send again");
    }
    return result;
}

Result<void> CallStore::make_room(Session& session, const DeviceBatch& batch) {
    if (session.engine() != Engine::Postgres) return {};
    const std::string latest = format_day(batch.received_at + LatestAhead, 0).substr(0, 7);
    std::set<std::string> months;
    for (const StoredCall& stored : batch.calls) months.insert(id_month_of(stored.call.call_id));
    for (const std::string& month : months) {
        if (month > latest) continue;  // "other" too
        {
            LockGuard lock(mutex_);
            if (partitions_.contains(month)) continue;
        }
        FAREBOX_TRY_VOID(session.make_partition("calls", month));
        LockGuard lock(mutex_);
        partitions_.insert(month);
    }
    return {};
}

Result<std::string> raw_calls_begin(Session& session) {
    FAREBOX_TRY(rows, session.run("SELECT raw_from FROM raw_retention"));
    return rows.empty() ? std::string() : rows[0].text(0);
}

Result<std::vector<std::string>> CallStore::drop_raw_before(const std::string& raw_from, UtcNs now) {
    FAREBOX_TRY(session, database_.session());
    // First the rule: from here on nothing is appended to what is about to go.
    FAREBOX_TRY_VOID(session->run(
        "INSERT INTO raw_retention (id, raw_from, changed_at) VALUES (1, $1, $2) ON CONFLICT (id) "
        "DO UPDATE SET raw_from = excluded.raw_from, changed_at = excluded.changed_at "
        "WHERE raw_retention.raw_from < excluded.raw_from",
        {raw_from, now}));
    // One look into the key for each month: cheap where nothing is left, so that asking again after
    // a crash in between costs nothing.
    std::vector<std::string> dropped;
    while (true) {
        FAREBOX_TRY(oldest, session->run("SELECT min(id_month) FROM calls WHERE id_month < $1", {raw_from}));
        if (oldest[0].is_null(0)) break;
        FAREBOX_TRY_VOID(session->drop_partition("calls", oldest[0].text(0)));
        dropped.push_back(oldest[0].text(0));
    }
    const std::string first_day = raw_from + "-01";
    FAREBOX_TRY_VOID(session->run("DELETE FROM calls WHERE id_month = 'other' AND day < $1",
                                  {first_day}));
    FAREBOX_TRY_VOID(session->run("DELETE FROM replaced_calls WHERE id_month < $1 OR "
                                  "(id_month = 'other' AND day < $2)",
                                  {raw_from, first_day}));
    LockGuard lock(mutex_);
    for (const std::string& month : dropped) partitions_.erase(month);
    return dropped;
}

}  // namespace farebox::collector
