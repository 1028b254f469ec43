#pragma once
// The workstation's record of every call: a SQLite file, one writer thread, a bounded queue.
//
// `append` never waits and never touches the disk, so that nothing on the data path can stall on
// it. The writer sleeps without a timer until a row waits, gathers what arrives within
// `group_commit`, and writes it in one transaction (rows, daily sums, outbox). While the disk is
// full or the file is locked, rows stay in memory up to `queue_limit` and `health` says so.
// A flushed row survives kill -9; loss of power may cost the last seconds, never the file.

#include <chrono>
#include <cstddef>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "core/base/clock.h"
#include "core/base/mutex.h"
#include "core/base/result.h"
#include "core/model/call.h"

namespace farebox::ledger {

/// The ledger's file in the state folder.
constexpr const char* FileName = "ledger.db";

struct Options {
    std::string path;
    std::chrono::milliseconds group_commit{100};
    std::size_t queue_limit = 100'000;  ///< rows in memory; about 2 KB each
    /// How long the destructor tries to write what waits.
    std::chrono::milliseconds drain_limit{1500};
};

struct Health {
    bool ok = true;
    std::string problem;  ///< why not ok, in one sentence
    std::string notice;   ///< something to know that is no failure: migrated, damaged file kept
    std::int64_t rows_written = 0;
    std::int64_t rows_waiting = 0;
    std::int64_t rows_lost = 0;  ///< refused by a full queue, or could never be written
    UtcNs last_commit = 0;       ///< 0 = none yet

    bool operator==(const Health&) const = default;
};

/// Owned by the daemon; every method may be called from any thread.
class Ledger {
public:
    /// Creates the file (0600) and its folder. A locked file or a full disk is no failure: the
    /// ledger starts degraded and keeps trying. Fails (Conflict) when the file belongs to a newer
    /// version or another program; that file is not touched.
    static Result<std::unique_ptr<Ledger>> open(Options options, const Clock& clock);
    /// Writes what waits, for at most `drain_limit`; what could not be written is logged.
    ~Ledger();
    Ledger(const Ledger&) = delete;
    Ledger& operator=(const Ledger&) = delete;

    /// Takes the row. False: the queue is full, the row is lost and counted.
    bool append(Call call);
    /// Waits until every row appended before is on disk. Unavailable with the reason on timeout.
    Result<void> flush(std::chrono::milliseconds timeout);
    Health health() const;

private:
    struct Store;
    Ledger(Options options, const Clock& clock);

    // Writer thread.
    void run();
    std::vector<Call> take_batch();
    void write_until_done(std::vector<Call> batch);
    Result<void> write_once(const std::vector<Call>& batch);
    Result<void> ensure_open();
    Result<void> open_store();
    void write_one_by_one(std::vector<Call>& batch);
    bool wait_before_retry(std::chrono::milliseconds delay);
    void settle(std::int64_t written, std::int64_t lost);
    void report(const Error& error);

    // Constant after construction.
    const Options options_;
    const Clock& clock_;

    // Writer thread only (the opening thread before it starts).
    std::unique_ptr<Store> store_;

    mutable Mutex mutex_;
    Condition work_;  ///< rows wait, a flush waits, or stopping
    Condition done_;  ///< settled_ grew
    std::deque<Call> waiting_ FAREBOX_GUARDED_BY(mutex_);
    std::size_t in_flight_ FAREBOX_GUARDED_BY(mutex_) = 0;
    std::int64_t appended_ FAREBOX_GUARDED_BY(mutex_) = 0;  ///< accepted rows
    std::int64_t settled_ FAREBOX_GUARDED_BY(mutex_) = 0;  ///< of those: written, or lost for good
    std::int64_t flush_target_ FAREBOX_GUARDED_BY(mutex_) = 0;
    std::int64_t flushes_ FAREBOX_GUARDED_BY(mutex_) = 0;
    bool stopping_ FAREBOX_GUARDED_BY(mutex_) = false;
    std::chrono::steady_clock::time_point stop_by_ FAREBOX_GUARDED_BY(mutex_);
    Health health_ FAREBOX_GUARDED_BY(mutex_);

    std::thread writer_;  // last: starts when everything above is ready
};

}  // namespace farebox::ledger
