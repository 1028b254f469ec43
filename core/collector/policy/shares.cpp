#include "core/collector/policy/shares.h"

#include "core/base/format.h"
#include "core/budget/thresholds.h"
#include "core/budget/window.h"

#include <algorithm>

namespace farebox::collector {
namespace {

Result<budget::Window> window_of(const Budget& budget, UtcNs now) {
    FAREBOX_TRY(zone, budget::Zone::find(budget.time_zone));
    return budget::window_at(zone, budget.period, now);
}

// What the others hold: spent, or promised where the promise is still good.
struct Others {
    std::int64_t spent = 0;
    std::int64_t held = 0;
};

Result<Others> others_of(Session& session, const Budget& budget, UtcNs window_start,
                         const std::string& device_id, UtcNs now) {
    FAREBOX_TRY(rows, session.run("SELECT coalesce(sum(spent), 0), coalesce(sum(CASE WHEN "
                                  "expires_at > $4 AND ceiling > spent THEN ceiling ELSE spent END), "
                                  "0) FROM shares WHERE budget_id = $1 AND window_start = $2 "
                                  "AND device_id <> $3",
                                  {budget.budget_id, window_start, device_id, now}));
    return Others{rows[0].integer(0), rows[0].integer(1)};
}

// A call that waits gets all it needs while there is so much: a fair part of a small rest would be
// too little for any call, and nobody could spend it. Where others hold some of what it lacks, it
// gives back what is of no use to it, or each of them would wait for the other's.
std::int64_t part_for(const Budget& budget, const ShareReport& report, const Others& others,
                      std::int64_t left) {
    if (left <= 0) return 0;
    const bool is_too_little = left < report.needed && others.held > others.spent;
    if (is_too_little) return std::min(left, report.kept);
    const std::int64_t least = budget::part_of(budget.limit, budget::LeastSharePercent);
    const std::int64_t fair = std::max(left / budget::LargestSharePart, std::min(least, left));
    const std::int64_t part = std::clamp(report.wanted, std::min(least, fair), fair);
    return std::min(left, std::max({part, report.needed, report.kept}));
}

Result<UtcNs> overridden_until(Session& session, const std::string& budget_id,
                               const std::string& device_id, UtcNs now) {
    FAREBOX_TRY(rows, session.run("SELECT coalesce(max(expires_at), 0) FROM override_requests WHERE "
                                  "budget_id = $1 AND device_id = $2 AND state = 'approved' AND "
                                  "expires_at > $3",
                                  {budget_id, device_id, now}));
    return rows[0].integer(0);
}

Result<ShareGrant> grant_one(Session& session, const std::string& device_id, const Budget& budget,
                             const ShareReport& report, UtcNs now) {
    FAREBOX_TRY(window, window_of(budget, now));
    const bool is_this_window = report.window_start == window.start;
    const std::int64_t spent = is_this_window ? std::max<std::int64_t>(0, report.spent) : 0;
    FAREBOX_TRY_VOID(session.lock("share " + budget.budget_id, LockKind::Exclusive));
    FAREBOX_TRY(others, others_of(session, budget, window.start, device_id, now));
    const std::int64_t hard = budget::part_of(budget.limit, budget.hard_percent);
    const std::int64_t part = part_for(budget, report, others, hard - others.held - spent);
    ShareGrant grant{budget.budget_id, window.start,    window.end, others.spent,
                     spent + part,     now + ShareLife, 0};
    FAREBOX_TRY_VOID(session.run(
        "INSERT INTO shares (budget_id, window_start, device_id, spent, ceiling, expires_at, "
        "reported_at) VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (budget_id, window_start, device_id) DO UPDATE SET spent = excluded.spent, "
        "ceiling = excluded.ceiling, expires_at = excluded.expires_at, "
        "reported_at = excluded.reported_at",
        {budget.budget_id, window.start, device_id, spent, grant.ceiling, grant.expires_at, now}));
    FAREBOX_TRY(until, overridden_until(session, budget.budget_id, device_id, now));
    grant.overridden_until = until;
    return grant;
}

}  // namespace

Result<std::vector<ShareReport>> parse_share_reports(const Json& body) {
    const Json* list = find_member(body, "budgets");
    if (list == nullptr || !list->is_array()) {
        return invalid("a report of shares is {\"budgets\": [...]}");
    }
    std::vector<ShareReport> reports;
    for (const Json& item : *list) {
        const auto budget_id = find_string(item, "budget_id");
        const auto window_start = find_int(item, "window_start");
        const auto spent = find_int(item, "spent");
        if (!budget_id || !window_start || !spent) {
            return invalid(format("budgets[{}]: budget_id, window_start and spent are needed",
                                  reports.size()));
        }
        reports.push_back({*budget_id, *window_start, *spent,
                           std::max<std::int64_t>(0, find_int(item, "wanted").value_or(0)),
                           std::max<std::int64_t>(0, find_int(item, "kept").value_or(0)),
                           std::max<std::int64_t>(0, find_int(item, "needed").value_or(0))});
    }
    return reports;
}

Json to_json(const ShareGrant& grant) {
    return {{"budget_id", grant.budget_id},   {"window_start", grant.window_start},
            {"window_end", grant.window_end}, {"elsewhere", grant.elsewhere},
            {"ceiling", grant.ceiling},       {"expires_at", grant.expires_at},
            {"overridden_until", grant.overridden_until}};
}

Result<std::vector<ShareGrant>> grant_shares(Session& session, const std::string& device_id,
                                             const std::vector<CentralBudget>& budgets,
                                             const std::vector<ShareReport>& reports, UtcNs now) {
    FAREBOX_TRY(transaction, Transaction::begin(session));
    std::vector<ShareGrant> grants;
    // In the order of their ids: two devices that wait for each other's locks would never end.
    for (const CentralBudget& item : budgets) {
        const auto report = std::ranges::find(reports, item.budget.budget_id, &ShareReport::budget_id);
        if (report == reports.end()) continue;
        FAREBOX_TRY(grant, grant_one(session, device_id, item.budget, *report, now));
        grants.push_back(std::move(grant));
    }
    FAREBOX_TRY_VOID(transaction.commit());
    return grants;
}

Result<SharedSpend> shared_spend(Session& session, const Budget& budget, UtcNs now) {
    FAREBOX_TRY(window, window_of(budget, now));
    FAREBOX_TRY(rows, session.run("SELECT coalesce(sum(spent), 0), coalesce(sum(CASE WHEN "
                                  "expires_at > $3 AND ceiling > spent THEN ceiling - spent ELSE 0 "
                                  "END), 0), count(*) FROM shares WHERE budget_id = $1 AND "
                                  "window_start = $2",
                                  {budget.budget_id, window.start, now}));
    return SharedSpend{rows[0].integer(0), rows[0].integer(1), rows[0].integer(2), window.start,
                       window.end};
}

}  // namespace farebox::collector
