#include "core/ledger/budget_sums.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/format.h"
#include "core/budget/charge.h"
#include "core/ledger/call_row.h"
#include "core/ledger/rollup.h"

namespace farebox::ledger {
namespace {

using budget::Charge;
using budget::Window;

constexpr std::int64_t NsPerMinute = 60 * NsPerSecond;

void add(BudgetSums& sums, const std::string& agent, const std::string& repo,
         const BudgetSum& sum, int sign) {
    if (sum.amount == 0 && sum.unpriced_calls == 0) return;
    BudgetSum& into = sums[{agent, repo}];
    into.amount += sign * sum.amount;
    into.unpriced_calls += sign * sum.unpriced_calls;
}

void add_call(BudgetSums& sums, const Budget& budget, const Call& call, int sign) {
    const Charge charge = budget::charge_of(call);
    if (budget::match(budget.scope, charge.work) != budget::Match::Yes) return;
    const bool is_counted = budget::counts_by(budget.basis, charge.billing_mode);
    add(sums, call.agent, call.repo,
        {budget::amount_for(budget, charge), charge.is_unpriced && is_counted ? 1 : 0}, sign);
}

Result<void> add_rows(BudgetSums& sums, const Budget& budget, Statement statement, int sign) {
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return {};
        add_call(sums, budget, read_sum_fields(statement, 0), sign);
    }
}

Result<BudgetSums> sum_from_calls(Database& database, const Budget& budget, const Window& window) {
    FAREBOX_TRY(statement,
                database.prepare(format("SELECT {} FROM calls WHERE started_at >= {} AND "
                                        "started_at < {}",
                                        sum_columns(), window.start, window.end)));
    BudgetSums sums;
    FAREBOX_TRY_VOID(add_rows(sums, budget, std::move(statement), +1));
    return sums;
}

// --- By day ---------------------------------------------------------------------------------

struct Days {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// One row of the rollup as the budget counts it; absent where the rollup cannot tell.
std::optional<BudgetSum> sum_of(const Budget& budget, BillingMode billing_mode,
                                const Totals& totals) {
    const bool is_counted = budget::counts_by(budget.basis, billing_mode);
    BudgetSum sum;
    sum.unpriced_calls = is_counted ? totals.unpriced_calls : 0;
    if (budget.unit == BudgetUnit::Token) {
        for (const Sum& bucket :
             {totals.input_tokens, totals.cache_read_tokens, totals.cache_write_5m_tokens,
              totals.cache_write_1h_tokens, totals.cache_write_other_tokens,
              totals.output_tokens}) {
            sum.amount += is_counted ? bucket.total : 0;
        }
        return sum;
    }
    const std::int64_t billed_calls = totals.billed_cost_nano.calls;
    if (budget.basis == CostBasis::Billed && billed_calls > 0) {
        if (billed_calls != totals.calls) return std::nullopt;
        sum.amount = totals.billed_cost_nano.total;
        return sum;
    }
    sum.amount = is_counted ? totals.cost_nano.total : 0;
    return sum;
}

/// Absent when a row cannot be used.
Result<std::optional<BudgetSums>> sum_days(Database& database, const Budget& budget,
                                           const Days& days) {
    FAREBOX_TRY(statement,
                database.prepare(format("SELECT agent, repo, branch, model, billing_mode, {} FROM "
                                        "daily WHERE day >= ? AND day <= ?",
                                        figure_columns("{}"))));
    const std::string first = format_day(days.first * NsPerDay, 0);
    const std::string last = format_day(days.last * NsPerDay, 0);
    statement.bind(1, std::string_view(first));
    statement.bind(2, std::string_view(last));
    BudgetSums sums;
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return std::optional(sums);
        const auto text = [&](int column) { return std::string(statement.text_at(column)); };
        const budget::Dimensions work{"", text(1), text(2), text(0), text(3)};
        if (budget::match(budget.scope, work) != budget::Match::Yes) continue;
        const auto mode = parse_billing_mode(text(4)).value_or(BillingMode::Unknown);
        const auto sum = sum_of(budget, mode, read_totals(statement, 5));
        if (!sum) return std::optional<BudgetSums>();
        add(sums, text(0), text(1), *sum, +1);
    }
}

Result<std::vector<std::int64_t>> offsets_of(Database& database) {
    std::vector<std::int64_t> offsets;
    std::int64_t after = -100'000;
    for (;;) {
        FAREBOX_TRY(statement,
                    database.prepare(format("SELECT utc_offset_min FROM calls WHERE utc_offset_min "
                                            "> {} ORDER BY utc_offset_min LIMIT 1",
                                            after)));
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return offsets;
        after = statement.int_at(0);
        offsets.push_back(after);
    }
}

Result<void> add_range(Database& database, const Budget& budget, std::int64_t offset_min,
                       const Window& range, int sign, BudgetSums& sums) {
    if (range.start >= range.end) return {};
    FAREBOX_TRY(statement,
                database.prepare(format("SELECT {} FROM calls INDEXED BY calls_by_offset WHERE "
                                        "utc_offset_min = {} AND started_at >= {} AND "
                                        "started_at < {}",
                                        sum_columns(), offset_min, range.start, range.end)));
    return add_rows(sums, budget, std::move(statement), sign);
}

// The calls of one offset that the days hold are those in `counted`; those of the window are wanted.
Result<void> correct(Database& database, const Budget& budget, const Window& window,
                     const Days& days, std::int64_t offset_min, BudgetSums& sums) {
    const Window counted{days.first * NsPerDay - offset_min * NsPerMinute,
                         (days.last + 1) * NsPerDay - offset_min * NsPerMinute};
    const Window missing_before{window.start, std::min(counted.start, window.end)};
    const Window missing_after{std::max(counted.end, window.start), window.end};
    const Window extra_before{counted.start, std::min(window.start, counted.end)};
    const Window extra_after{std::max(window.end, counted.start), counted.end};
    FAREBOX_TRY_VOID(add_range(database, budget, offset_min, missing_before, +1, sums));
    FAREBOX_TRY_VOID(add_range(database, budget, offset_min, missing_after, +1, sums));
    FAREBOX_TRY_VOID(add_range(database, budget, offset_min, extra_before, -1, sums));
    return add_range(database, budget, offset_min, extra_after, -1, sums);
}

}  // namespace

Result<BudgetSums> sum_budget(Database& database, const Budget& budget, const Window& window) {
    if (!budget.scope.developer_id.empty()) return sum_from_calls(database, budget, window);
    const budget::Zone zone = budget::Zone::find(budget.time_zone).value_or(budget::Zone());
    const Days days{zone.local_day(window.start), zone.local_day(window.end - 1)};
    FAREBOX_TRY(by_day, sum_days(database, budget, days));
    if (!by_day) return sum_from_calls(database, budget, window);
    FAREBOX_TRY(offsets, offsets_of(database));
    for (const std::int64_t offset_min : offsets) {
        FAREBOX_TRY_VOID(correct(database, budget, window, days, offset_min, *by_day));
    }
    return *by_day;
}

}  // namespace farebox::ledger
