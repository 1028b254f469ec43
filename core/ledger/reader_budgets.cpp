// What budgets ask the ledger.

#include "core/base/format.h"
#include "core/ledger/budget_sums.h"
#include "core/ledger/reader.h"

namespace farebox::ledger {
namespace {

/// Rows named in an opening. A call is settled right after its row was appended; only what happens
/// within that time of the look has to be among them.
constexpr int NewestRows = 10'000;

}  // namespace

Result<budget::Opening> Reader::open_budgets(const std::vector<budget::WindowToOpen>& wanted) {
    FAREBOX_TRY_VOID(database_->execute("BEGIN"));
    auto opening = sum_budgets(wanted);
    FAREBOX_TRY_VOID(database_->execute("COMMIT"));
    return opening;
}

Result<budget::Opening> Reader::sum_budgets(const std::vector<budget::WindowToOpen>& wanted) {
    budget::Opening opening;
    for (const auto& [budget, window] : wanted) {
        auto sums = sum_budget(*database_, budget, window);
        if (!sums) return sums.error().with_context(format("summing budget {}", budget.budget_id));
        budget::OpenedWindow opened{budget.budget_id, window.start, 0, 0};
        for (const auto& [key, sum] : *sums) {
            opened.spent += sum.amount;
            opened.unpriced_calls += sum.unpriced_calls;
        }
        opening.windows.push_back(std::move(opened));
    }
    FAREBOX_TRY(statement,
                database_->prepare(format("SELECT call_id, revision FROM calls ORDER BY sequence "
                                          "DESC LIMIT {}",
                                          NewestRows)));
    for (;;) {
        FAREBOX_TRY(has_row, statement.step());
        if (!has_row) return opening;
        opening.newest_rows[std::string(statement.text_at(0))] = statement.int_at(1);
    }
}

Result<std::optional<Cause>> Reader::cause(const Budget& budget, const budget::Window& window) {
    FAREBOX_TRY_VOID(database_->execute("BEGIN"));
    const auto sums = sum_budget(*database_, budget, window);
    FAREBOX_TRY_VOID(database_->execute("COMMIT"));
    if (!sums) return sums.error();
    std::optional<Cause> most;
    std::int64_t total = 0;
    for (const auto& [key, sum] : *sums) {
        total += sum.amount;
        if (sum.amount <= 0 || (most && sum.amount <= most->amount)) continue;
        most = Cause{key.first, key.second, sum.amount, 0};
    }
    if (most) most->share_percent = budget::permille_of(most->amount, total) / 10;
    return most;
}

}  // namespace farebox::ledger
