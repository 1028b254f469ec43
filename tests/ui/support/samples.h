#pragma once
// Summaries as a daemon would send them: one day of a developer, in each state of the tray.

#include "core/api/summary.h"
#include "core/api/views.h"
#include "ui/state/glance.h"

namespace farebox::tests {

/// Sunday 2026-11-22 18:30 UTC.
constexpr UtcNs SampleNow = 1'795'372'200LL * NsPerSecond;
constexpr std::int64_t Usd = NanoPerUsd;

api::BudgetState sampleBudget(const std::string& name, std::int64_t limit, std::int64_t spent);
/// $4.20 today, $83.10 of $150.00 this month, two agents at work.
api::Summary sampleSummary();
api::Summary warningSummary();
api::Summary pausedSummary();
api::Summary overriddenSummary();
/// Calls without a price, a part unattributed, a daemon with a problem, managed by a company.
api::Summary troubledSummary();
/// Names that are too long for a line, amounts of a large company.
api::Summary longSummary();
/// Nothing happened yet, no budget.
api::Summary emptySummary();

ui::Source sourceOf(const api::Summary& summary);

std::vector<api::TrendDay> sampleTrend(int days);
std::vector<api::CallRow> sampleCalls();
std::vector<api::SettingView> sampleSettings();
std::vector<api::AgentView> sampleAgents();

/// {"<name>": [...]}, as the local API answers a list.
template <class T>
Json listOf(const char* name, const std::vector<T>& items) {
    Json array = Json::array();
    for (const auto& item : items) array.push_back(to_json(item));
    return Json{{name, array}};
}

}  // namespace farebox::tests
