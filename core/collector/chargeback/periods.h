#pragma once
// Accounting months: open, then provisional, then closed for good.
//
// A closed month never changes: what arrives for its days later is a correction, carried by the
// oldest month that is open, and the directory is read as it stood when the month was closed. So
// there is no reopening. Months are closed in order, after their end, by a person who signs.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/collector/chargeback/completeness.h"
#include "core/collector/chargeback/figures.h"
#include "core/collector/chargeback/period_state.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct Period {
    std::string month;
    PeriodState state = PeriodState::Open;
    std::optional<UtcNs> provisional_at;
    std::string provisional_by;
    std::optional<UtcNs> closed_at;
    std::string closed_by;
    std::string note;
    Completeness completeness;  ///< of a closed month: as it stood at its closing
    Figures totals;             ///< everything the month carries, corrections included
};

/// Newest first: every month that carries calls, and the current one.
Result<std::vector<Period>> list_periods(Session& session, UtcNs now);

struct SignOff {
    std::string month;
    std::string by;    ///< account of the person who signs
    std::string note;  ///< required to close a month with late devices
    UtcNs now = 0;
    /// Writes the step down (audit log), in its transaction; may be empty.
    std::function<Result<void>(Session&, const Period&)> record;
};

/// Announces the figures; rows still arrive in the month. Conflict when the month has not ended or
/// is closed.
Result<Period> mark_provisional(Session& session, const SignOff& sign_off);
/// Conflict unless it is provisional, and every earlier month with calls is closed; Invalid when
/// devices are late and the note says nothing about it.
Result<Period> close_period(Session& session, const SignOff& sign_off);

}  // namespace farebox::collector
