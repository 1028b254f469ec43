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
#include <memory>
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
    std::string state;   ///< of the month
    std::string sha256;  ///< of the file, in hexadecimal digits
    std::int64_t rows = 0;
    std::int64_t usage_rows = 0;
    std::int64_t correction_rows = 0;
    std::int64_t rounding_rows = 0;
    std::int64_t bytes = 0;
    FocusAmounts sums;
};

/// The file, piece by piece: never more of it in memory than the rows of one day. It reads in one
/// transaction from `begin` to the end, so that the file and its sums are of one moment; the session
/// is its own until then. Used by one thread at a time.
class FocusFile {
public:
    /// Denied for a scope that does not see all.
    static Result<std::unique_ptr<FocusFile>> begin(Session& session, FocusRequest request);
    ~FocusFile();
    FocusFile(const FocusFile&) = delete;
    FocusFile& operator=(const FocusFile&) = delete;

    /// Whole lines, 64 KiB or a little more; "" at the end.
    Result<std::string> next();
    /// Whole after the end.
    const FocusSummary& summary() const;

private:
    struct Writing;
    explicit FocusFile(std::unique_ptr<Writing> writing);
    const std::unique_ptr<Writing> writing_;
};

/// All pieces at once.
Result<FocusSummary> write_focus(Session& session, const FocusRequest& request,
                                 const std::function<void(std::string_view)>& write);

/// The month's manifest, from the file that it describes and the chargeback table.
Result<Json> focus_manifest(Session& session, const FocusRequest& request,
                            const FocusSummary& summary);

}  // namespace farebox::collector
