#pragma once
// An accounting month as a FOCUS 1.2 cost and usage file, and its manifest.
//
// The same data gives the same bytes. ListCost over the file = the month's list cost plus what
// vendors stated, to the nano-dollar, in total and by provider, cost centre and business unit. Calls
// without a price are in no row (FOCUS demands a cost, and 0 would be a lie); the manifest counts
// them.
//
// Two ways of delivery: the whole month, which replaces what was delivered of it before, or only its
// corrections of closed months, which are appended.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/collector/chargeback/scope.h"
#include "core/collector/exports/focus_row.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

enum class FocusMode { Month, Corrections };
/// "month", "corrections"
std::string_view to_text(FocusMode mode);
std::optional<FocusMode> parse_focus_mode(std::string_view text);

struct FocusRequest {
    std::string month;
    FocusMode mode = FocusMode::Month;
    FocusAccount account;
    Scope scope;  ///< of the company; names or pseudonyms
};

struct FocusSummary {
    std::string state;  ///< of the month
    std::int64_t rows = 0;
    std::int64_t usage_rows = 0;
    std::int64_t correction_rows = 0;
    std::int64_t rounding_rows = 0;
    std::int64_t bytes = 0;
    FocusAmounts sums;
};

/// Writes the file piece by piece, a day at a time. Denied for a scope that does not see all.
Result<FocusSummary> write_focus(Session& session, const FocusRequest& request,
                                 const std::function<void(std::string_view)>& write);

/// The month's manifest, from the file that it describes (`csv`) and the chargeback table.
Result<Json> focus_manifest(Session& session, const FocusRequest& request,
                            const FocusSummary& summary, std::string_view csv);

}  // namespace farebox::collector
