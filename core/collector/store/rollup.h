#pragma once
// The table `rollup`: what calls add up to, by accounting month, day and everything one asks for.
//
// It is written in the transaction of the calls that it sums, so that the two never disagree. A
// revised call takes its old figures back and adds its new ones: exact, because all are integers.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/collector/store/stored_call.h"

namespace farebox::collector {

/// Key columns. Unknown is ''. `model` is the one that served, else the one asked for.
constexpr std::array<const char*, 12> RollupKeyColumns = {
    "posted_month", "day",      "device_id", "developer_id", "repo",         "branch",
    "agent",        "model",    "provider",  "billing_mode", "price_status", "usage_source"};
using RollupKey = std::array<std::string, RollupKeyColumns.size()>;

/// Of calls: how many, and how many of a kind. A compacted row counts as all that it stands for.
constexpr std::array<const char*, 8> RollupCounts = {
    "calls",           "failed_calls",    "refused_calls",       "unpriced_calls",
    "partly_priced_calls", "estimated_calls", "partial_usage_calls", "unknown_usage_calls"};

/// Fields of a call that are summed; each has a companion "<name>_calls", the calls that stated it.
constexpr std::array<const char*, 16> RollupSums = {
    "input_tokens",          "cache_read_tokens",       "cache_write_5m_tokens",
    "cache_write_1h_tokens", "cache_write_other_tokens", "output_tokens",
    "reasoning_tokens",      "audio_tokens",            "image_tokens",
    "web_search_calls",      "tool_fee_units",          "vendor_credits_nano",
    "list_cost_nano",        "contracted_cost_nano",    "billed_cost_nano",
    "vendor_cost_nano"};

/// The counts, then each sum with its companion.
using RollupFigures = std::array<std::int64_t, RollupCounts.size() + 2 * RollupSums.size()>;
/// Their columns, in that order.
const std::vector<std::string>& rollup_figure_columns();
const SumTable& rollup_table();

RollupKey rollup_key_of(const StoredCall& stored, std::string_view posted_month);
RollupFigures rollup_figures_of(const StoredCall& stored);

/// The changes of one batch: many calls share a key, and one write a key suffices. One thread.
class RollupDelta {
public:
    /// `sign` is +1 for a call that counts now, -1 for the same call as it counted before.
    void add(const StoredCall& stored, std::string_view posted_month, int sign);
    /// Inside the caller's transaction, in one order for all writers. Rows that come to nothing are
    /// removed. Writes `rollup_months` (rollup_months.h) as well.
    Result<void> apply(Session& session) const;
    /// Writes `rollup` alone, where no row has any of these keys yet; else Conflict. For filling many
    /// days at once, with the months' sums (MonthDelta) behind them.
    Result<void> insert(Session& session) const;

    const std::map<RollupKey, RollupFigures>& changes() const { return changes_; }

private:
    std::vector<std::vector<Value>> rows() const;  // those that change anything

    std::map<RollupKey, RollupFigures> changes_;
};

}  // namespace farebox::collector
