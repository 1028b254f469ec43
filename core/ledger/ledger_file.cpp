#include "core/ledger/ledger_file.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/ledger/migrations.h"

#include <filesystem>
#include <fstream>

namespace farebox::ledger {
namespace {

namespace fs = std::filesystem;

constexpr auto OwnerOnly = fs::perms::owner_read | fs::perms::owner_write;

// "20261122T031500Z": no colons, they are not allowed in file names everywhere.
std::string stamp(const Clock& clock) {
    std::string text;
    for (const char c : format_utc(clock.now()).substr(0, 19)) {
        if (c != '-' && c != ':') text += c;
    }
    return text + "Z";
}

// SQLite gives its journal files the permissions of the database, so the database comes first.
Result<void> create_private(const std::string& path) {
    FAREBOX_TRY_VOID(make_dirs(fs::path(path).parent_path().string()));
    std::error_code why;
    if (!fs::exists(path, why)) {
        // The journal of a file that is gone would be replayed into the new one.
        fs::remove(path + "-wal", why);
        fs::remove(path + "-shm", why);
        std::ofstream(path, std::ios::binary | std::ios::app);
    }
    fs::permissions(path, OwnerOnly, why);
    if (why) return unavailable(format("creating the ledger {}: {}", path, why.message()));
    return {};
}

// WAL with NORMAL: a commit costs no fsync and survives the death of the process; loss of power
// may take the last commits but never leaves half of one (facts of SQLite, "WAL" section 7).
constexpr const char* Pragmas =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = NORMAL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA trusted_schema = OFF;"
    // The new keys are all larger than the old ones, so that only the right edge of each index is
    // hot; what else is read comes from the system's cache. 16 MiB made no difference (bench).
    "PRAGMA cache_size = -2048;"
    "PRAGMA journal_size_limit = 67108864;";

Result<void> copy_before_migrating(Database& database, const std::string& path,
                                   std::int64_t version) {
    const std::string copy = format("{}.version-{}", path, version);
    const std::string unfinished = copy + ".new";
    std::error_code ignored;
    fs::remove(unfinished, ignored);
    FAREBOX_TRY_VOID(create_private(unfinished));
    FAREBOX_TRY_VOID(
        database.copy_to(unfinished).with_context("copying the ledger before its migration"));
    std::error_code why;
    fs::rename(unfinished, copy, why);
    if (why) return unavailable(format("renaming {}: {}", unfinished, why.message()));
    return {};
}

Result<Database> open_and_migrate(const std::string& path, std::string& notice) {
    FAREBOX_TRY_VOID(create_private(path));
    FAREBOX_TRY(database, Database::open(path, Access::ReadWrite));
    // The first read: this is where a damaged file says so.
    FAREBOX_TRY(version, database.query_int("PRAGMA user_version"));
    FAREBOX_TRY(tables, database.query_int("SELECT count(*) FROM sqlite_master"));
    if (tables > 0) FAREBOX_TRY_VOID(check_version(database, path));
    FAREBOX_TRY_VOID(database.execute(Pragmas));
    if (tables > 0 && version < newest_version()) {
        FAREBOX_TRY_VOID(copy_before_migrating(database, path, version));
        notice = format("the ledger was migrated from version {} to {}; the file before that is "
                        "kept as {}.version-{}",
                        version, newest_version(), path, version);
    }
    FAREBOX_TRY_VOID(migrate(database, newest_version()));
    return database;
}

}  // namespace

Result<void> check_version(Database& database, const std::string& path) {
    FAREBOX_TRY(application, database.query_int("PRAGMA application_id"));
    if (application != ApplicationId) {
        return Error{ErrorCode::Conflict,
                     format("{} is a database of another program; move it away or choose another "
                            "place for the ledger",
                            path)};
    }
    FAREBOX_TRY(version, database.query_int("PRAGMA user_version"));
    if (version > newest_version()) {
        return Error{ErrorCode::Conflict,
                     format("the ledger {} has version {}, this Farebox knows up to {}: install "
                            "the newer Farebox again, or move the file away to start a new one",
                            path, version, newest_version())};
    }
    return {};
}

Result<std::string> move_aside(const std::string& path, const Clock& clock) {
    const std::string aside = format("{}.damaged-{}", path, stamp(clock));
    for (const char* suffix : {"", "-wal", "-shm"}) {
        std::error_code why;
        fs::rename(path + suffix, aside + suffix, why);
        if (why && why != std::errc::no_such_file_or_directory) {
            return unavailable(format("moving the damaged ledger {}{} aside: {}", path, suffix,
                                      why.message()));
        }
    }
    return aside;
}

Result<Database> open_beside_the_ledger(const std::string& path) {
    if (!file_exists(path)) return not_found(format("there is no ledger at {} yet", path));
    FAREBOX_TRY(database, Database::open(path, Access::ReadWrite));
    FAREBOX_TRY_VOID(check_version(database, path));
    FAREBOX_TRY(version, database.query_int("PRAGMA user_version"));
    if (version < newest_version()) {
        return Error{ErrorCode::Conflict,
                     format("the ledger {} is of an earlier version; starting fareboxd once "
                            "migrates it",
                            path)};
    }
    return database;
}

Result<LedgerFile> open_ledger_file(const std::string& path, const Clock& clock) {
    std::string notice;
    Result<Database> opened = open_and_migrate(path, notice);
    if (opened) return LedgerFile{std::move(opened).value(), notice};
    const Error why = opened.error().with_context("opening the ledger " + path);
    if (why.code != ErrorCode::Invalid) return why;

    FAREBOX_TRY(aside, move_aside(path, clock));
    FAREBOX_TRY(database, open_and_migrate(path, notice));
    return LedgerFile{std::move(database),
                      format("the ledger was damaged ({}); it is kept as {} and a new one was "
                             "started (try: sqlite3 {} .recover)",
                             opened.error().message, aside, aside)};
}

}  // namespace farebox::ledger
