#pragma once
// Answers questions from the ledger file, read-only, while the daemon writes or when it is down.
//
// Each question sees one consistent state of the file. One thread at a time per Reader; any number
// of Readers in any processes. A Reader never blocks the writer.

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/budget/gate_types.h"
#include "core/ledger/query.h"
#include "core/ledger/sync_store.h"

namespace farebox::ledger {

class Database;

struct FileFacts {
    std::int64_t version = 0;
    std::int64_t calls = 0;
    std::string first_day;  ///< "" when there is no call
    std::string last_day;
    std::int64_t last_sequence = 0;
};

/// Who spent most of a budget.
struct Cause {
    std::string agent;  ///< "" = unknown
    std::string repo;   ///< "" = unknown
    std::int64_t amount = 0;         ///< unit of the budget
    std::int64_t share_percent = 0;  ///< of what the budget spent in the window
};

class Reader {
public:
    /// NotFound: no file yet. Conflict: a newer, older (the daemon migrates it) or foreign file.
    /// Invalid: damaged.
    static Result<std::unique_ptr<Reader>> open(const std::string& path);
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// One row per combination of values, unknown ones included: the rows always add up to all
    /// calls of the period. By day: oldest first; otherwise most expensive first, then most calls.
    /// Invalid for an unknown dimension.
    Result<std::vector<SpendRow>> spend(const SpendQuery& query);
    Result<std::vector<StoredCall>> calls(const CallQuery& query);
    /// By call_id or the beginning or end of one, vendor_request_id or response_id. Conflict when
    /// several match.
    Result<std::optional<Call>> find_call(std::string_view id);
    Result<FileFacts> facts();
    /// What the gate starts from: the sum of each budget in its window, and the newest rows, all of
    /// one moment. From the daily sums where they fit; budgets that name a developer, and windows
    /// that no local day begins with, read the window's calls.
    Result<budget::Opening> open_budgets(const std::vector<budget::WindowToOpen>& wanted);
    /// Absent when nothing was spent.
    Result<std::optional<Cause>> cause(const Budget& budget, const budget::Window& window);
    /// What the collector is owed; refused events, newest first.
    Result<SyncState> sync_state();
    Result<std::vector<DeadLetter>> dead_letters(std::size_t limit);
    /// Reads everything: damage SQLite finds, and days whose sums differ from their calls. Empty =
    /// sound. Minutes on a large file.
    Result<std::vector<std::string>> check();

private:
    explicit Reader(std::unique_ptr<Database> database);
    Result<std::vector<SpendRow>> spend_from_rollup(const SpendQuery& query);
    Result<std::vector<SpendRow>> spend_from_calls(const SpendQuery& query);
    Result<budget::Opening> sum_budgets(const std::vector<budget::WindowToOpen>& wanted);
    Result<std::set<std::string>> compacted_days();
    Result<std::optional<Call>> call_at(std::int64_t sequence);

    std::unique_ptr<Database> database_;
};

}  // namespace farebox::ledger
