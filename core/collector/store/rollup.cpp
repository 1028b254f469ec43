#include "core/collector/store/rollup.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/store/rollup_months.h"

namespace farebox::collector {
namespace {

/// By place in the field list: which sum it goes to, or none.
const std::vector<int>& sum_of_field() {
    static const std::vector<int> all = [] {
        std::vector<int> places;
        const Call call;
        visit_fields(call, [&](std::string_view name, const auto&) {
            const auto at = std::ranges::find(RollupSums, name);
            places.push_back(at == RollupSums.end() ? -1 : int(at - RollupSums.begin()));
        });
        return places;
    }();
    return all;
}

std::vector<std::string> key_names() { return {RollupKeyColumns.begin(), RollupKeyColumns.end()}; }

std::string remove_empty_sql() {
    std::vector<std::string> conditions;
    for (const std::string& name : key_names()) {
        conditions.push_back(format("{} = ${}", name, conditions.size() + 1));
    }
    for (const std::string& name : rollup_figure_columns()) conditions.push_back(name + " = 0");
    return "DELETE FROM rollup WHERE " + join(conditions, " AND ");
}

}  // namespace

const std::vector<std::string>& rollup_figure_columns() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> names(RollupCounts.begin(), RollupCounts.end());
        for (const char* sum : RollupSums) {
            names.emplace_back(sum);
            names.push_back(std::string(sum) + "_calls");
        }
        return names;
    }();
    return all;
}

const SumTable& rollup_table() {
    static const SumTable table{"rollup", key_names(), rollup_figure_columns()};
    return table;
}

RollupKey rollup_key_of(const StoredCall& stored, std::string_view posted_month) {
    const Call& call = stored.call;
    return {std::string(posted_month),
            stored.day,
            call.device_id,
            call.developer_id,
            call.repo,
            call.branch,
            call.agent,
            call.model_served.empty() ? call.model_requested : call.model_served,
            call.provider,
            stored.word("billing_mode", to_text(call.billing_mode)),
            stored.word("price_status", to_text(call.cost.price_status)),
            stored.word("usage_source", to_text(call.usage.usage_source))};
}

RollupFigures rollup_figures_of(const StoredCall& stored) {
    const Call& call = stored.call;
    const bool chargeable = may_cost(call);
    // A newer workstation may state an amount under a word that is not known here.
    const bool is_unpriced =
        call.cost.price_status == PriceStatus::Unpriced && !call.cost.list_cost_nano;
    RollupFigures figures = {
        1,
        call.outcome != Outcome::Ok,
        call.outcome == Outcome::Refused,
        chargeable && is_unpriced,
        call.cost.price_status == PriceStatus::Partly,
        call.usage.usage_source == UsageSource::Estimated,
        call.usage.usage_source == UsageSource::VendorPartial,
        chargeable && call.usage.usage_source == UsageSource::None,
    };
    for (std::size_t at = 0; at < RollupCounts.size(); ++at) figures[at] *= stored.calls;
    std::size_t place = 0;
    visit_fields(call, [&](const char*, const auto& member) {
        const int sum = sum_of_field()[place++];
        if constexpr (std::is_same_v<decltype(member), const std::optional<std::int64_t>&>) {
            if (sum < 0 || !member) return;
            const std::size_t at = RollupCounts.size() + 2 * static_cast<std::size_t>(sum);
            figures[at] = *member;
            figures[at + 1] = stored.calls;
        }
    });
    return figures;
}

void RollupDelta::add(const StoredCall& stored, std::string_view posted_month, int sign) {
    RollupFigures& sums = changes_[rollup_key_of(stored, posted_month)];
    const RollupFigures figures = rollup_figures_of(stored);
    for (std::size_t at = 0; at < figures.size(); ++at) sums[at] += sign * figures[at];
}

std::vector<std::vector<Value>> RollupDelta::rows() const {
    std::vector<std::vector<Value>> rows;
    for (const auto& [key, figures] : changes_) {
        if (figures == RollupFigures{}) continue;
        std::vector<Value>& row = rows.emplace_back(key.begin(), key.end());
        row.insert(row.end(), figures.begin(), figures.end());
    }
    return rows;
}

Result<void> RollupDelta::apply(Session& session) const {
    static const std::string RemoveEmpty = remove_empty_sql();
    FAREBOX_TRY_VOID(session.add_many(rollup_table(), rows()));
    std::vector<std::vector<Value>> perhaps_empty;
    for (const auto& [key, figures] : changes_) {
        if (figures[0] < 0) perhaps_empty.emplace_back(key.begin(), key.end());
    }
    FAREBOX_TRY_VOID(session.run_many(RemoveEmpty, perhaps_empty));
    MonthDelta months;
    months.add(changes_);
    return months.apply(session);
}

Result<void> RollupDelta::insert(Session& session) const {
    return session.insert_many(rollup_table().name, rollup_table().columns(), rows());
}

}  // namespace farebox::collector
