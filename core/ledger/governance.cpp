#include "core/ledger/governance.h"

#include "core/base/format.h"
#include "core/ledger/ledger_file.h"

namespace farebox::ledger {
namespace {

using budget::Override;

constexpr const char* OverrideColumns =
    "override_id, budget_id, reason, os_user, started_at, expires_at";
constexpr const char* AuditColumns = "sequence, at, actor, action, detail, previous_hash, hash";

std::string text_at(const Statement& statement, int column) {
    return std::string(statement.text_at(column));
}

template <class Row, class Read>
Result<std::vector<Row>> read_all(Statement statement, Read read) {
    std::vector<Row> rows;
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return rows;
        rows.push_back(read(statement));
    }
}

Override read_override(const Statement& row) {
    return {text_at(row, 0), text_at(row, 1), text_at(row, 2),
            text_at(row, 3), row.int_at(4),   row.int_at(5)};
}

AuditEntry read_entry(const Statement& row) {
    return {row.int_at(0),   row.int_at(1),   text_at(row, 2), text_at(row, 3),
            text_at(row, 4), text_at(row, 5), text_at(row, 6)};
}

// What the hash covers: JSON, so that no two entries have the same text.
std::string hashed_text(const AuditEntry& entry) {
    return to_text(Json::array({entry.sequence, entry.at, entry.actor, entry.action, entry.detail,
                                entry.previous_hash}));
}

Json override_json(const Override& item) {
    return {{"override_id", item.override_id}, {"budget_id", item.budget_id},
            {"reason", item.reason},           {"started_at", item.started_at},
            {"expires_at", item.expires_at}};
}

}  // namespace

GovernanceStore::GovernanceStore(std::unique_ptr<Database> database, Sha256 sha256)
    : database_(std::move(database)), sha256_(std::move(sha256)) {}
GovernanceStore::~GovernanceStore() = default;

Result<std::unique_ptr<GovernanceStore>> GovernanceStore::open(const std::string& path,
                                                               Sha256 sha256) {
    FAREBOX_TRY(database, open_beside_the_ledger(path));
    return std::unique_ptr<GovernanceStore>(
        new GovernanceStore(std::make_unique<Database>(std::move(database)), std::move(sha256)));
}

Result<bool> GovernanceStore::add_alert(const AlertRow& alert) {
    FAREBOX_TRY(statement,
                database_->prepare("INSERT INTO budget_alerts (budget_id, window_start, "
                                   "threshold_percent, raised_at, cause) VALUES (?, ?, ?, ?, ?) "
                                   "ON CONFLICT DO NOTHING"));
    statement.bind(1, std::string_view(alert.budget_id));
    statement.bind(2, alert.window_start);
    statement.bind(3, alert.threshold_percent);
    statement.bind(4, alert.raised_at);
    statement.bind(5, std::string_view(alert.cause));
    FAREBOX_TRY_VOID(statement.run());
    return database_->changes() > 0;
}

Result<std::vector<AlertRow>> GovernanceStore::alerts(std::size_t limit) {
    FAREBOX_TRY(statement, database_->prepare(format(
                               "SELECT budget_id, window_start, threshold_percent, raised_at, "
                               "cause FROM budget_alerts ORDER BY raised_at DESC LIMIT {}",
                               limit)));
    return read_all<AlertRow>(std::move(statement), [](const Statement& row) {
        return AlertRow{text_at(row, 0), row.int_at(1), row.int_at(2), row.int_at(3),
                        text_at(row, 4)};
    });
}

Result<void> GovernanceStore::add_override(const Override& item) {
    return in_transaction(*database_, [&]() -> Result<void> {
        FAREBOX_TRY_VOID(insert_override(item));
        FAREBOX_TRY_VOID(chain(item.started_at, item.os_user, "override", override_json(item)));
        return {};
    });
}

Result<void> GovernanceStore::insert_override(const Override& item) {
    FAREBOX_TRY(statement, database_->prepare(format("INSERT INTO overrides ({}) VALUES "
                                                     "(?, ?, ?, ?, ?, ?)",
                                                     OverrideColumns)));
    statement.bind(1, std::string_view(item.override_id));
    statement.bind(2, std::string_view(item.budget_id));
    statement.bind(3, std::string_view(item.reason));
    statement.bind(4, std::string_view(item.os_user));
    statement.bind(5, item.started_at);
    statement.bind(6, item.expires_at);
    return statement.run();
}

Result<void> GovernanceStore::end_override(const std::string& override_id,
                                           const std::string& os_user, UtcNs now) {
    return in_transaction(*database_, [&]() -> Result<void> {
        FAREBOX_TRY_VOID(stop_override(override_id, os_user, now));
        return {};
    });
}

Result<void> GovernanceStore::stop_override(const std::string& override_id,
                                            const std::string& os_user, UtcNs now) {
    FAREBOX_TRY(statement, database_->prepare("UPDATE overrides SET expires_at = ?1 WHERE "
                                              "override_id = ?2 AND expires_at > ?1"));
    statement.bind(1, now);
    statement.bind(2, std::string_view(override_id));
    FAREBOX_TRY_VOID(statement.run());
    if (database_->changes() == 0) {
        return not_found(format("there is no active override {}", override_id));
    }
    FAREBOX_TRY_VOID(chain(now, os_user, "override_ended", {{"override_id", override_id}}));
    return {};
}

Result<std::vector<Override>> GovernanceStore::active_overrides(UtcNs now) {
    FAREBOX_TRY(statement,
                database_->prepare(format("SELECT {} FROM overrides WHERE expires_at > {} ORDER BY "
                                          "started_at",
                                          OverrideColumns, now)));
    return read_all<Override>(std::move(statement), read_override);
}

Result<std::vector<Override>> GovernanceStore::overrides_since(UtcNs since) {
    FAREBOX_TRY(statement,
                database_->prepare(format("SELECT {} FROM overrides WHERE started_at >= {} ORDER "
                                          "BY started_at",
                                          OverrideColumns, since)));
    return read_all<Override>(std::move(statement), read_override);
}

Result<AuditEntry> GovernanceStore::append_audit(UtcNs at, const std::string& actor,
                                                 const std::string& action, const Json& detail) {
    AuditEntry appended;
    FAREBOX_TRY_VOID(in_transaction(*database_, [&]() -> Result<void> {
        FAREBOX_TRY(entry, chain(at, actor, action, detail));
        appended = std::move(entry);
        return {};
    }));
    return appended;
}

Result<AuditEntry> GovernanceStore::chain(UtcNs at, const std::string& actor,
                                          const std::string& action, const Json& detail) {
    FAREBOX_TRY(last, database_->query_int("SELECT seq FROM sqlite_sequence WHERE name = "
                                           "'audit_log'"));
    FAREBOX_TRY(previous, database_->query_text("SELECT hash FROM audit_log ORDER BY sequence "
                                                "DESC LIMIT 1"));
    AuditEntry entry{last + 1, at, actor, action, to_text(detail), previous, ""};
    entry.hash = sha256_(hashed_text(entry));
    FAREBOX_TRY(statement, database_->prepare(format("INSERT INTO audit_log ({}) VALUES "
                                                     "(?, ?, ?, ?, ?, ?, ?)",
                                                     AuditColumns)));
    statement.bind(1, entry.sequence);
    statement.bind(2, entry.at);
    statement.bind(3, std::string_view(entry.actor));
    statement.bind(4, std::string_view(entry.action));
    statement.bind(5, std::string_view(entry.detail));
    statement.bind(6, std::string_view(entry.previous_hash));
    statement.bind(7, std::string_view(entry.hash));
    FAREBOX_TRY_VOID(statement.run());
    return entry;
}

Result<std::vector<AuditEntry>> GovernanceStore::audit(std::size_t limit) {
    FAREBOX_TRY(statement, database_->prepare(format("SELECT {} FROM audit_log ORDER BY sequence "
                                                     "DESC LIMIT {}",
                                                     AuditColumns, limit)));
    return read_all<AuditEntry>(std::move(statement), read_entry);
}

Result<AuditVerdict> GovernanceStore::verify_audit() {
    AuditVerdict verdict;
    FAREBOX_TRY(statement, database_->prepare(format("SELECT {} FROM audit_log ORDER BY sequence",
                                                     AuditColumns)));
    const auto broken = [&](std::int64_t sequence, std::string problem) {
        verdict.is_intact = false;
        verdict.broken_sequence = sequence;
        verdict.problem = std::move(problem);
        return verdict;
    };
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) break;
        const AuditEntry entry = read_entry(statement);
        const std::int64_t expected = verdict.entries + 1;
        if (entry.sequence != expected) {
            return broken(expected, format("entry {} is missing", expected));
        }
        if (entry.previous_hash != verdict.newest_hash) {
            return broken(expected, format("entry {} does not follow the one before it", expected));
        }
        if (entry.hash != sha256_(hashed_text(entry))) {
            return broken(expected, format("entry {} was changed after it was written", expected));
        }
        ++verdict.entries;
        verdict.newest_hash = entry.hash;
    }
    FAREBOX_TRY(last, database_->query_int("SELECT seq FROM sqlite_sequence WHERE name = "
                                           "'audit_log'"));
    if (last > verdict.entries) {
        return broken(verdict.entries + 1, format("entry {} is missing", verdict.entries + 1));
    }
    return verdict;
}

}  // namespace farebox::ledger
