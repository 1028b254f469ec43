#include "core/collector/chargeback/periods.h"

#include <algorithm>
#include <set>

#include "core/base/format.h"
#include "core/collector/chargeback/spend.h"
#include "core/collector/directory/spans.h"

namespace farebox::collector {
namespace {

/// The lock that ingest shares while it reads which months are closed and writes by it.
constexpr const char* PeriodsLock = "periods";

constexpr const char* PeriodColumns =
    "month, state, provisional_at, provisional_by, closed_at, closed_by, note, devices_known, "
    "devices_complete, late_devices";

Period read_period(const Row& row) {
    Period period;
    period.month = row.text(0);
    period.state = parse_period_state(row.text(1)).value_or(PeriodState::Open);
    period.provisional_at = row.integer_or_null(2);
    period.provisional_by = row.text(3);
    period.closed_at = row.integer_or_null(4);
    period.closed_by = row.text(5);
    period.note = row.text(6);
    if (period.state == PeriodState::Closed) {
        period.completeness.devices_known = row.integer(7);
        period.completeness.devices_complete = row.integer(8);
        const Result<Json> late = parse_json(row.text(9));
        if (late) period.completeness.late_devices = parse_late_devices(*late);
    }
    return period;
}

Result<Period> load_period(Session& session, const std::string& month) {
    FAREBOX_TRY(rows, session.run(format("SELECT {} FROM periods WHERE month = $1", PeriodColumns),
                                  {month}));
    Period period;
    period.month = month;
    return rows.empty() ? period : read_period(rows[0]);
}

Result<Period> with_figures(Session& session, Period period) {
    SpendQuery query;
    query.from = query.to = period.month;
    FAREBOX_TRY(table, spend(session, query, Scope::everything()));
    period.totals = table.total;
    if (period.state == PeriodState::Closed) return period;
    FAREBOX_TRY(complete, completeness(session, period.month, period.month));
    period.completeness = std::move(complete);
    return period;
}

Result<void> expect_ended(const SignOff& sign_off) {
    FAREBOX_TRY(end, start_of_month(next_month(sign_off.month)).with_context("closing"));
    if (sign_off.now >= end) return {};
    return make_error(ErrorCode::Conflict,
                      format("{} has not ended: it ends on {}-01 (UTC)", sign_off.month,
                             next_month(sign_off.month)));
}

Result<void> expect_earlier_closed(Session& session, const std::string& month) {
    FAREBOX_TRY(rows, session.run("SELECT DISTINCT r.posted_month FROM rollup r "
                                  "LEFT JOIN periods p ON p.month = r.posted_month "
                                  "WHERE r.posted_month < $1 "
                                  "AND COALESCE(p.state, 'open') <> 'closed' ORDER BY 1",
                                  {month}));
    if (rows.empty()) return {};
    return make_error(ErrorCode::Conflict,
                      format("{} is not closed; months are closed in order", rows[0].text(0)));
}

Result<void> expect_state(const Period& period, PeriodState state, const char* advice) {
    if (period.state == state) return {};
    if (period.state == PeriodState::Closed) advice = "nothing opens or closes it again";
    return make_error(ErrorCode::Conflict, format("{} is {}: {}", period.month,
                                                  to_text(period.state), advice));
}

Result<void> expect_explained(const Period& period, const std::string& note) {
    if (period.completeness.late_devices.empty() || !note.empty()) return {};
    return invalid(format("{} of {} devices have not sent all of {}; say in the note why it is "
                          "closed without them",
                          period.completeness.late_devices.size(),
                          period.completeness.devices_known, period.month));
}

Value amount(const Period& period, const KnownSum& sum) {
    return value_or_null(sum.value_among(period.totals.calls));
}

Result<void> save_closing(Session& session, const Period& period) {
    Json late = Json::array();
    for (const LateDevice& device : period.completeness.late_devices) late.push_back(to_json(device));
    FAREBOX_TRY_VOID(session.run(
        "UPDATE periods SET state = 'closed', closed_at = $2, closed_by = $3, note = $4, "
        "devices_known = $5, devices_complete = $6, late_devices = $7, closed_calls = $8, "
        "closed_list_cost_nano = $9, closed_contracted_cost_nano = $10, "
        "closed_billed_cost_nano = $11 WHERE month = $1",
        {period.month, *period.closed_at, period.closed_by, value_or_null(period.note),
         period.completeness.devices_known, period.completeness.devices_complete, farebox::to_text(late),
         period.totals.calls, amount(period, period.totals.list_cost_nano),
         amount(period, period.totals.contracted_cost_nano), amount(period, period.totals.billed_cost_nano)}));
    return {};
}

}  // namespace

Result<std::vector<Period>> list_periods(Session& session, UtcNs now) {
    FAREBOX_TRY(posted, session.run("SELECT DISTINCT posted_month FROM rollup"));
    FAREBOX_TRY(rows, session.run(format("SELECT {} FROM periods", PeriodColumns)));
    std::map<std::string, Period, std::greater<>> by_month;
    for (const Row& row : posted) by_month[row.text(0)].month = row.text(0);
    for (const Row& row : rows) by_month[row.text(0)] = read_period(row);
    const std::string current = month_of(format_day(now, 0));
    by_month[current].month = current;

    std::vector<Period> periods;
    for (auto& [month, period] : by_month) {
        FAREBOX_TRY(full, with_figures(session, std::move(period)));
        periods.push_back(std::move(full));
    }
    return periods;
}

Result<Period> mark_provisional(Session& session, const SignOff& sign_off) {
    FAREBOX_TRY_VOID(expect_ended(sign_off));
    FAREBOX_TRY(transaction, Transaction::begin(session));
    FAREBOX_TRY_VOID(session.lock(PeriodsLock, LockKind::Exclusive));
    FAREBOX_TRY(period, load_period(session, sign_off.month));
    FAREBOX_TRY_VOID(expect_state(period, PeriodState::Open, "only an open month is made so"));
    FAREBOX_TRY(changed,
                session.run("INSERT INTO periods (month, state, provisional_at, provisional_by, note) "
                            "VALUES ($1, 'provisional', $2, $3, $4) ON CONFLICT (month) DO UPDATE SET "
                            "state = 'provisional', provisional_at = $2, provisional_by = $3, note = $4",
                            {sign_off.month, sign_off.now, sign_off.by,
                             value_or_null(sign_off.note)}));
    (void)changed;
    FAREBOX_TRY(marked, load_period(session, sign_off.month));
    FAREBOX_TRY(full, with_figures(session, std::move(marked)));
    if (sign_off.record) {
        FAREBOX_TRY_VOID(sign_off.record(session, full));
    }
    FAREBOX_TRY_VOID(transaction.commit());
    return full;
}

Result<Period> close_period(Session& session, const SignOff& sign_off) {
    FAREBOX_TRY_VOID(expect_ended(sign_off));
    FAREBOX_TRY(transaction, Transaction::begin(session));
    // Waits for what is being written, and keeps others from writing by what they read before.
    FAREBOX_TRY_VOID(session.lock(PeriodsLock, LockKind::Exclusive));
    FAREBOX_TRY(stamp, directory_stamp(session, sign_off.now));
    FAREBOX_TRY(loaded, load_period(session, sign_off.month));
    FAREBOX_TRY_VOID(expect_state(loaded, PeriodState::Provisional, "make it provisional first"));
    FAREBOX_TRY_VOID(expect_earlier_closed(session, sign_off.month));
    FAREBOX_TRY(period, with_figures(session, std::move(loaded)));
    FAREBOX_TRY_VOID(expect_explained(period, sign_off.note));
    period.state = PeriodState::Closed;
    period.closed_at = stamp;
    period.closed_by = sign_off.by;
    if (!sign_off.note.empty()) period.note = sign_off.note;
    FAREBOX_TRY_VOID(save_closing(session, period));
    if (sign_off.record) {
        FAREBOX_TRY_VOID(sign_off.record(session, period));
    }
    FAREBOX_TRY_VOID(transaction.commit());
    return period;
}

}  // namespace farebox::collector
