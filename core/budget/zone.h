#pragma once
// An IANA time zone: how far local time is ahead, and when a local day begins.
//
// The only place that knows the library for zones (Debian's `date`, with the system's zone files).
// A build without it knows UTC alone. Zones live as long as the program; any thread may use one.

#include <string>

#include "core/base/clock.h"
#include "core/base/result.h"

namespace date {
class time_zone;
}

namespace farebox::budget {

class Zone {
public:
    /// UTC.
    Zone() = default;
    /// "" = the system's zone, UTC where the system names none. Invalid for an unknown name. The
    /// first call reads the list of zones (milliseconds).
    static Result<Zone> find(const std::string& name);

    const std::string& name() const { return name_; }
    /// Seconds that local time is ahead of UTC at `time`.
    std::int64_t offset_seconds(UtcNs time) const;
    /// Days since 1970-01-01 of the local calendar day in which `time` lies.
    std::int64_t local_day(UtcNs time) const;
    /// The first instant of that local day. A midnight that a clock change skips begins at the
    /// change, one that happens twice at the first.
    UtcNs start_of_day(std::int64_t local_day) const;

private:
    std::string name_ = "UTC";
    const date::time_zone* zone_ = nullptr;  ///< null = UTC; owned by the library for ever
};

}  // namespace farebox::budget
