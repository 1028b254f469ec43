#include "core/collector/chargeback/period_state.h"

#include <algorithm>

namespace farebox::collector {
namespace {

/// More months than any question spans; ends the loop for a "to" far in the future.
constexpr std::size_t MostMonths = 600;

}  // namespace

std::string_view to_text(PeriodState state) {
    switch (state) {
        case PeriodState::Provisional: return "provisional";
        case PeriodState::Closed: return "closed";
        case PeriodState::Open: break;
    }
    return "open";
}

std::optional<PeriodState> parse_period_state(std::string_view text) {
    for (const PeriodState state :
         {PeriodState::Open, PeriodState::Provisional, PeriodState::Closed}) {
        if (to_text(state) == text) return state;
    }
    return std::nullopt;
}

Result<QueryMonths> months_of(Session& session, const SpendQuery& query) {
    const std::string first = month_of(query.from);
    const std::string last_asked = month_of(query.to);
    FAREBOX_TRY(newest, session.run("SELECT MAX(posted_month) FROM rollup"));
    const std::string newest_month = newest.empty() ? "" : newest[0].text(0);
    const std::string last = query.by_day() ? std::max(last_asked, newest_month) : last_asked;

    FAREBOX_TRY(rows, session.run("SELECT month, state, closed_at FROM periods "
                                  "WHERE month >= $1 AND month <= $2 ORDER BY month",
                                  {first, last}));
    std::map<std::string, std::pair<std::string, UtcNs>> known;
    for (const Row& row : rows) {
        const bool is_closed = row.text(1) == to_text(PeriodState::Closed);
        known[row.text(0)] = {row.text(1), is_closed ? row.integer(2) : AsOfNow};
    }
    QueryMonths months;
    months.names_as_of = 0;
    for (std::string month = first; month <= last && months.as_of.size() < MostMonths;
         month = next_month(month)) {
        const auto found = known.find(month);
        const UtcNs as_of = found == known.end() ? AsOfNow : found->second.second;
        months.as_of.push_back({month, as_of});
        months.names_as_of = std::max(months.names_as_of, as_of);
        if (month > last_asked) continue;
        const std::string state =
            found == known.end() ? std::string(to_text(PeriodState::Open)) : found->second.first;
        months.state = months.state.empty() || months.state == state ? state : "mixed";
    }
    return months;
}

}  // namespace farebox::collector
