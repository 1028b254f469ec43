#pragma once
// Whether everything of a month has arrived: which devices have said that they sent all of it.
//
// A device is complete for a month when it stated to have handed over every call that ended before
// the month's end (or before it was revoked) and no range of its rows is missing.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct LateDevice {
    std::string device_id;
    std::string person_id;  ///< "" when bound to nobody
    std::optional<UtcNs> last_received_at;
    std::optional<UtcNs> complete_through;
    std::int64_t queued = 0;  ///< events that waited on it when it last spoke
    bool has_gap = false;     ///< rows between received ones are missing

    bool operator==(const LateDevice&) const = default;
};

struct Completeness {
    std::int64_t devices_known = 0;
    std::int64_t devices_complete = 0;
    std::vector<LateDevice> late_devices;  ///< longest silent first

    bool operator==(const Completeness&) const = default;
};

/// The first instant of the month, and of the one after it.
Result<UtcNs> start_of_month(const std::string& month);

/// From the earliest month's start to the latest one's end: both "2026-04".
Result<Completeness> completeness(Session& session, const std::string& from, const std::string& to);

Json to_json(const LateDevice& device);
std::vector<LateDevice> parse_late_devices(const Json& array);

}  // namespace farebox::collector
