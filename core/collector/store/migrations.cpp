// Brings a database to this program's schema.
//
// `schema_version` has a row a version with a fingerprint of the text that made it: a database that
// was made by other text under the same number is refused before anything is written to it.

#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/base/version.h"
#include "core/collector/store/schema.h"

namespace farebox::collector {
namespace {

constexpr const char* VersionTable =
    "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL PRIMARY KEY, "
    "fingerprint BIGINT NOT NULL, applied_at BIGINT NOT NULL, applied_by TEXT NOT NULL)";

bool is_word(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

// FNV-1a: tells an edited script from an equal one; nobody attacks it.
std::int64_t fingerprint_of(const SchemaVersion& version) {
    std::uint64_t hash = 14695981039346656037U;
    for (const char* script : version) {
        for (const char c : std::string_view(script)) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
        }
    }
    return static_cast<std::int64_t>(hash);
}

Result<void> check_applied(const Rows& applied, const std::vector<SchemaVersion>& versions) {
    for (const Row& row : applied) {
        const std::int64_t version = row.integer(0);
        if (version < 1 || static_cast<std::size_t>(version) > versions.size()) {
            return make_error(ErrorCode::Conflict,
                              format("the data has schema version {} and this program knows {}; start "
                                     "the newer farebox-collector, or restore an older backup",
                                     version, versions.size()));
        }
        if (row.integer(1) != fingerprint_of(versions[static_cast<std::size_t>(version - 1)])) {
            return make_error(ErrorCode::Conflict,
                              format("schema version {} of the data was made by another build ({}); "
                                     "restore its backup into that build",
                                     version, row.text(2)));
        }
    }
    return {};
}

Result<void> apply(Session& session, std::int64_t number, const SchemaVersion& version) {
    for (const char* script : version) {
        FAREBOX_TRY_VOID(session.run_script(in_dialect(script, session.engine())));
    }
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO schema_version (version, fingerprint, applied_at, applied_by) "
        "VALUES ($1, $2, $3, $4)",
        {number, fingerprint_of(version), SystemClock().now(), std::string(Version)}));
    return {};
}

// True when there may be more to do.
Result<bool> take_one_step(Session& session, const std::vector<SchemaVersion>& versions) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    // Of two collectors that start together, the second waits here and finds the work done.
    FAREBOX_TRY_VOID(session.lock("schema", LockKind::Exclusive));
    FAREBOX_TRY_VOID(session.run(VersionTable));
    FAREBOX_TRY(applied, session.run("SELECT version, fingerprint, applied_by FROM schema_version "
                                     "ORDER BY version"));
    FAREBOX_TRY_VOID(check_applied(applied, versions));
    const std::size_t next = applied.size();
    if (next < versions.size()) {
        const auto number = static_cast<std::int64_t>(next + 1);
        FAREBOX_TRY_VOID(apply(session, number, versions[next])
                             .with_context(format("making schema version {}", number)));
    }
    FAREBOX_TRY_VOID(transaction.commit());
    return next + 1 < versions.size();
}

// TEXT as a whole word becomes TEXT COLLATE "C".
std::string sorted_by_bytes(std::string_view script) {
    constexpr std::string_view Word = "TEXT";
    std::string result;
    std::size_t from = 0;
    for (auto at = script.find(Word); at != script.npos; at = script.find(Word, at + 1)) {
        const std::size_t end = at + Word.size();
        const bool is_whole = (at == 0 || !is_word(script[at - 1])) &&
                              (end == script.size() || !is_word(script[end]));
        if (!is_whole) continue;
        result += script.substr(from, end - from);
        result += " COLLATE \"C\"";
        from = end;
    }
    result += script.substr(from);
    return result;
}

}  // namespace

const std::vector<SchemaVersion>& schema_versions() {
    static const std::vector<SchemaVersion> all = {
        {SchemaCalls, SchemaIdentity, SchemaAudit, SchemaDirectory, SchemaPeriods, SchemaPolicy},
    };
    return all;
}

std::int64_t newest_version() { return static_cast<std::int64_t>(schema_versions().size()); }

std::string in_dialect(std::string_view script, Engine engine) {
    const std::string_view mark = engine == Engine::Postgres ? "/*postgres:" : "/*sqlite:";
    std::string result(script);
    for (auto at = result.find(mark); at != result.npos; at = result.find(mark, at)) {
        const auto end = result.find("*/", at);
        if (end == result.npos) break;
        result.erase(end, 2);
        result.erase(at, mark.size());
    }
    return engine == Engine::Postgres ? sorted_by_bytes(result) : result;
}

Result<void> migrate_to(Session& session, const std::vector<SchemaVersion>& versions) {
    while (true) {
        FAREBOX_TRY(is_unfinished, take_one_step(session, versions));
        if (!is_unfinished) return {};
    }
}

Result<void> migrate(Database& database) {
    FAREBOX_TRY(session, database.session());
    return migrate_to(*session, schema_versions()).with_context("preparing " + database.describe());
}

}  // namespace farebox::collector
