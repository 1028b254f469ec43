#pragma once
// What keeps the table from being whole: calls that nobody is charged for and why, calls without a
// price, devices that are silent, clocks that are wrong, calls that were lost.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/collector/chargeback/completeness.h"
#include "core/collector/chargeback/figures.h"
#include "core/collector/chargeback/spend_query.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Calls of which `dimension` is unknown for one reason. A call may lack several dimensions.
struct UnattributedReason {
    std::string dimension;  ///< "developer", "team", "cost_centre", "repo", ...
    std::string reason;     ///< "developer_unknown", "developer_not_in_directory", ...
    std::int64_t calls = 0;
    KnownSum list_cost_nano;
};

struct UnpricedModel {
    std::string provider;
    std::string model;
    std::int64_t calls = 0;
    KnownSum input_tokens;
    KnownSum output_tokens;
    std::string reason;  ///< "no price in the book", "priced in part"
};

struct ClockProblem {
    std::string device_id;
    std::int64_t offset_ms = 0;  ///< the device's clock minus the collector's
    std::int64_t calls = 0;      ///< marked for it, in the range
};

struct Coverage {
    std::int64_t calls = 0;
    KnownSum list_cost_nano;
    std::vector<UnattributedReason> unattributed;
    std::vector<UnpricedModel> unpriced;
    Completeness completeness;
    std::vector<LateDevice> offline_devices;  ///< silent for longer than OfflineAfter
    std::vector<ClockProblem> clock_problems;
    std::vector<std::pair<std::string, std::int64_t>> discarded;  ///< reason, calls; since ever
};

constexpr std::int64_t OfflineAfter = 72 * 3600 * NsPerSecond;
constexpr std::int64_t ClockTolerance = 60 * NsPerSecond;

/// Of the accounting months from `from` to `to`.
Result<Coverage> coverage(Session& session, const std::string& from, const std::string& to,
                          UtcNs now);

}  // namespace farebox::collector
