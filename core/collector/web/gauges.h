#pragma once
// What an operator asks the whole collector and not one process: read from the database at each
// scrape of /metrics, by a handful of questions that need no look at the calls themselves.

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Nothing of a person, a device or a repository: counts, times (UTC ns) and bytes.
struct Gauges {
    std::int64_t devices = 0;           ///< enrolled and not revoked
    std::int64_t devices_seen_day = 0;  ///< of these, heard of in the last 24 hours
    std::int64_t devices_waiting = 0;   ///< of these, no person is known for
    std::int64_t queued_calls = 0;      ///< rows that wait on devices, by their own last word
    std::int64_t rejected_rows = 0;     ///< rows that will never be stored
    std::optional<UtcNs> last_ingest_at;
    std::optional<UtcNs> last_audit_at;
    std::int64_t audit_entries = 0;
    std::string raw_calls_from;         ///< month; "" all calls are kept
    std::string oldest_open_month;      ///< "" no month has anything yet
    std::int64_t open_overrides = 0;    ///< requests that nobody decided
    std::int64_t database_bytes = 0;
};
Result<Gauges> read_gauges(Session& session, UtcNs now);

/// In Prometheus' text format; `farebox_database_up` alone is there when reading failed.
std::string to_prometheus(const Result<Gauges>& gauges);

}  // namespace farebox::collector
