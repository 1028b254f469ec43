#include "core/collector/store/sqlite/backup.h"

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/collector/store/sqlite/open.h"

#include <filesystem>

namespace farebox::collector {
namespace {

namespace fs = std::filesystem;

Result<void> rename_file(const std::string& from, const std::string& to) {
    std::error_code error;
    fs::rename(from, to, error);
    if (error) return unavailable(format("moving {} to {}: {}", from, to, error.message()));
    return {};
}

// A database file is up to three files; the two beside it are gone after a clean end.
void remove_database(const std::string& file) {
    std::error_code ignored;
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(file + ending, ignored);
}

Result<void> check_file(const std::string& file) {
    FAREBOX_TRY(database, open_sqlite(file));
    FAREBOX_TRY(session, database->session());
    FAREBOX_TRY(verdict, session->run("PRAGMA integrity_check(1)"));
    if (verdict.empty() || verdict[0].text(0) != "ok") {
        return invalid(format("{} is damaged: {}", file, verdict.empty() ? "" : verdict[0].text(0)));
    }
    const Result<Rows> version = session->run("SELECT MAX(version) FROM schema_version");
    if (!version) return invalid(format("{} is no database of the collector", file));
    if ((*version)[0].integer(0) > newest_version()) {
        return make_error(ErrorCode::Conflict,
                          format("{} has schema version {} and this program knows {}; use the newer program",
                                 file, (*version)[0].integer(0), newest_version()));
    }
    return {};
}

}  // namespace

Result<void> back_up_sqlite(Database& database, const std::string& file) {
    if (database.engine() != Engine::Sqlite) {
        return make_error(ErrorCode::Unsupported, "this is PostgreSQL; back it up with pg_dump "
                                                  "(docs/collector.md, \"Backup\")");
    }
    if (file_exists(file)) {
        return make_error(ErrorCode::Conflict, format("{} is there already; give a new name", file));
    }
    const std::string partial = file + ".partial";
    remove_database(partial);
    // Its owner's alone, wherever it is put: names of people are in it. SQLite fills an empty file.
    FAREBOX_TRY_VOID(save_file(partial, "").with_context("backing up to " + file));
    FAREBOX_TRY(session, database.session());
    const Result<Rows> copied = session->run("VACUUM INTO $1", {partial});
    Result<void> done = copied ? check_file(partial) : Result<void>(copied.error());
    if (done) done = rename_file(partial, file);
    remove_database(partial);
    return std::move(done).with_context("backing up to " + file);
}

Result<void> restore_sqlite(const std::string& file, const std::string& database_file) {
    if (!file_exists(file)) return not_found(format("there is no file {}", file));
    const std::string fresh = database_file + ".restoring";
    remove_database(fresh);
    std::error_code error;
    fs::copy_file(file, fresh, error);
    if (error) return unavailable(format("copying {} to {}: {}", file, fresh, error.message()));
    Result<void> checked = check_file(fresh);
    if (!checked) {
        remove_database(fresh);
        return std::move(checked).with_context("restoring " + file);
    }
    const std::string kept = database_file + ".before-restore";
    if (file_exists(database_file)) {
        remove_database(kept);
        // What its log still holds belongs to it.
        for (const char* ending : {"-wal", "-shm", ""}) {
            if (file_exists(database_file + ending)) {
                FAREBOX_TRY_VOID(rename_file(database_file + ending, kept + ending));
            }
        }
    }
    return rename_file(fresh, database_file);
}

}  // namespace farebox::collector
