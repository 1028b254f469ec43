#include "core/collector/chargeback/coverage.h"

#include <array>
#include <map>

#include "core/base/format.h"
#include "core/collector/chargeback/period_state.h"
#include "core/collector/chargeback/scope.h"
#include "core/collector/chargeback/spend_sql.h"

namespace farebox::collector {
namespace {

constexpr std::string_view Sums =
    "CAST(COALESCE(SUM(r.calls), 0) AS BIGINT), "
    "CAST(COALESCE(SUM(r.list_cost_nano), 0) AS BIGINT), "
    "CAST(COALESCE(SUM(r.list_cost_nano_calls), 0) AS BIGINT)";

UnattributedReason read_reason(std::string_view dimension, std::string_view reason, const Row& row,
                               std::size_t column) {
    return {std::string(dimension), std::string(reason), row.integer(column),
            {row.integer(column + 1), row.integer(column + 2)}};
}

/// What the rollup alone tells.
Result<void> add_unknown_columns(Session& session, const std::string& from, const std::string& to,
                                 Coverage& coverage) {
    constexpr std::array<const char*, 5> Columns = {"agent", "repo", "branch", "model", "provider"};
    constexpr std::array<const char*, 3> Summed = {"calls", "list_cost_nano", "list_cost_nano_calls"};
    std::string sums;
    for (const char* column : Columns) {
        for (const char* figure : Summed) {
            sums += format("{}CAST(COALESCE(SUM(CASE WHEN r.{} IN ('', 'unknown') THEN r.{} ELSE 0 "
                           "END), 0) AS BIGINT)",
                           sums.empty() ? "" : ", ", column, figure);
        }
    }
    FAREBOX_TRY(rows, session.run("SELECT " + sums + " FROM rollup r WHERE r.posted_month >= $1 "
                                  "AND r.posted_month <= $2",
                                  {from, to}));
    for (std::size_t i = 0; i < Columns.size(); ++i) {
        const auto reason = read_reason(Columns[i], format("{}_unknown", Columns[i]), rows[0],
                                        i * Summed.size());
        if (reason.calls != 0) coverage.unattributed.push_back(reason);
    }
    return {};
}

/// The directory's part: the first link of the chain that is missing is the reason.
Result<void> add_unknown_links(Session& session, const SpendQuery& query, Coverage& coverage) {
    FAREBOX_TRY(months, months_of(session, query));
    OrgJoin org = org_join(months.as_of, 1, "r");
    const std::string from = format("${}", org.next_parameter);
    const std::string to = format("${}", org.next_parameter + 1);
    org.parameters.emplace_back(query.from);
    org.parameters.emplace_back(query.to);
    const std::string reason =
        "CASE WHEN " + org.cost_centre_id + " IS NOT NULL AND " + org.business_unit_id +
        " IS NULL THEN 'cost_centre_without_business_unit' WHEN " + org.cost_centre_id +
        " IS NOT NULL THEN '' WHEN r.developer_id = '' THEN 'developer_unknown' WHEN " +
        org.person_id + " IS NULL THEN 'developer_not_in_directory' WHEN " + org.team_id +
        " IS NULL THEN 'person_without_team' ELSE 'team_without_cost_centre' END";
    FAREBOX_TRY(rows,
                session.run("WITH " + org.with +
                                ", summed AS (SELECT r.posted_month, r.day, r.developer_id, r.repo, "
                                "SUM(r.calls) AS calls, SUM(r.list_cost_nano) AS list_cost_nano, "
                                "SUM(r.list_cost_nano_calls) AS list_cost_nano_calls FROM rollup r "
                                "WHERE r.posted_month >= " + from + " AND r.posted_month <= " + to +
                                " GROUP BY 1, 2, 3, 4) SELECT " + reason + ", " + std::string(Sums) +
                                " FROM summed r " + org.join + " GROUP BY 1 ORDER BY 1",
                            org.parameters));
    for (const Row& row : rows) {
        coverage.calls += row.integer(1);
        coverage.list_cost_nano.total += row.integer(2);
        coverage.list_cost_nano.calls += row.integer(3);
        const std::string word = row.text(0);
        if (word.empty() || row.integer(1) == 0) continue;
        const bool is_unit = word == "cost_centre_without_business_unit";
        coverage.unattributed.push_back(
            read_reason(is_unit ? "business_unit" : "cost_centre", word, row, 1));
    }
    return {};
}

Result<void> add_unpriced(Session& session, const std::string& from, const std::string& to,
                          Coverage& coverage) {
    FAREBOX_TRY(rows, session.run("SELECT r.provider, r.model, CAST(SUM(r.unpriced_calls) AS BIGINT), "
                                  "CAST(SUM(r.partly_priced_calls) AS BIGINT), "
                                  "CAST(SUM(r.input_tokens) AS BIGINT), "
                                  "CAST(SUM(r.input_tokens_calls) AS BIGINT), "
                                  "CAST(SUM(r.output_tokens) AS BIGINT), "
                                  "CAST(SUM(r.output_tokens_calls) AS BIGINT) FROM rollup r "
                                  "WHERE r.posted_month >= $1 AND r.posted_month <= $2 "
                                  "AND r.unpriced_calls + r.partly_priced_calls > 0 "
                                  "GROUP BY r.provider, r.model ORDER BY 3 DESC, 1, 2",
                                  {from, to}));
    for (const Row& row : rows) {
        const bool is_unpriced = row.integer(2) > 0;
        coverage.unpriced.push_back({row.text(0), row.text(1),
                                     is_unpriced ? row.integer(2) : row.integer(3),
                                     {row.integer(4), row.integer(5)},
                                     {row.integer(6), row.integer(7)},
                                     is_unpriced ? "no price in the book" : "priced in part"});
    }
    return {};
}

Result<void> add_clocks(Session& session, const std::string& from, const std::string& to,
                        Coverage& coverage) {
    // The index of flagged calls is partial: only they are looked at.
    FAREBOX_TRY(flagged, session.run("SELECT device_id, COUNT(*) FROM calls WHERE flags IS NOT NULL "
                                     "AND day >= $1 AND day <= $2 AND flags LIKE '%clock%' "
                                     "GROUP BY device_id",
                                     {from + "-01", to + "-31"}));
    std::map<std::string, ClockProblem> by_device;
    for (const Row& row : flagged) {
        by_device[row.text(0)] = {row.text(0), 0, row.integer(1)};
    }
    FAREBOX_TRY(offsets, session.run("SELECT device_id, clock_offset_ns FROM device_epochs "
                                     "WHERE clock_offset_ns > $1 OR clock_offset_ns < $2 "
                                     "ORDER BY last_received_at",
                                     {ClockTolerance, -ClockTolerance}));
    for (const Row& row : offsets) {
        ClockProblem& problem = by_device[row.text(0)];
        problem.device_id = row.text(0);
        problem.offset_ms = row.integer(1) / NsPerMs;
    }
    for (auto& [device, problem] : by_device) coverage.clock_problems.push_back(std::move(problem));
    return {};
}

}  // namespace

Result<Coverage> coverage(Session& session, const std::string& from, const std::string& to,
                          UtcNs now) {
    Coverage result;
    SpendQuery query;
    query.from = from;
    query.to = to;
    FAREBOX_TRY_VOID(add_unknown_links(session, query, result));
    FAREBOX_TRY_VOID(add_unknown_columns(session, from, to, result));
    FAREBOX_TRY_VOID(add_unpriced(session, from, to, result));
    FAREBOX_TRY(complete, completeness(session, from, to));
    for (const LateDevice& device : complete.late_devices) {
        if (now - device.last_received_at.value_or(0) > OfflineAfter) {
            result.offline_devices.push_back(device);
        }
    }
    result.completeness = std::move(complete);
    FAREBOX_TRY_VOID(add_clocks(session, from, to, result));
    FAREBOX_TRY(lost, session.run("SELECT reason, CAST(SUM(calls) AS BIGINT) FROM discarded_calls "
                                  "GROUP BY reason ORDER BY reason"));
    for (const Row& row : lost) result.discarded.emplace_back(row.text(0), row.integer(1));
    return result;
}

}  // namespace farebox::collector
