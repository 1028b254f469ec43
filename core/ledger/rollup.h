#pragma once
// The table `daily`: sums by local day and by what people ask for, so that "today by agent" reads
// a few hundred rows instead of ten million. It is kept in the transaction of the calls it sums:
// the two can never disagree. Sessions are not a key (every session would be a row of its own);
// what goes by session is summed from the calls.

#include <array>
#include <map>
#include <string>

#include "core/ledger/sqlite.h"
#include "core/ledger/totals.h"

namespace farebox::ledger {

/// Key columns in the order of the primary key.
constexpr std::array<const char*, 9> DailyKeyColumns = {
    "day",      "agent",        "repo",         "branch",      "model",
    "provider", "billing_mode", "price_status", "usage_source"};
using DailyKey = std::array<std::string, DailyKeyColumns.size()>;

/// Local calendar day of the start of the call, "2026-11-22".
std::string day_of(const Call& call);
/// The model that served, or the requested one when the answer did not say.
const std::string& model_of(const Call& call);
DailyKey daily_key_of(const Call& call);

/// Changes collected over one batch: many calls share a key, and one write per key suffices.
class RollupDelta {
public:
    void add(const Call& call) { totals_[daily_key_of(call)] += totals_of(call); }
    void subtract(const Call& call) { totals_[daily_key_of(call)] -= totals_of(call); }
    const std::map<DailyKey, Totals>& totals() const { return totals_; }

private:
    std::map<DailyKey, Totals> totals_;
};

/// "calls, failed_calls, ..., input_tokens, input_tokens_calls, ...": the figures of `daily`,
/// each as `pattern` with {} replaced.
std::string figure_columns(std::string_view pattern);
/// Reads them from column `first` on.
Totals read_totals(const Statement& statement, int first);

class RollupWriter {
public:
    static Result<RollupWriter> prepare(Database& database);
    /// Inside the caller's transaction. Rows that come to nothing are removed.
    Result<void> apply(const RollupDelta& delta);

private:
    RollupWriter(Statement upsert, Statement remove_empty)
        : upsert_(std::move(upsert)), remove_empty_(std::move(remove_empty)) {}
    Statement upsert_;
    Statement remove_empty_;
};

}  // namespace farebox::ledger
