#include "core/budget/zone.h"

#include "core/base/format.h"
#include "core/base/strings.h"

#ifdef FAREBOX_WITH_DATE
#include <date/tz.h>
#endif

namespace farebox::budget {
namespace {

constexpr std::int64_t SecondsPerDay = 86'400;

std::int64_t floor_divide(std::int64_t value, std::int64_t by) {
    return value / by - (value % by < 0 ? 1 : 0);
}

#ifdef FAREBOX_WITH_DATE
date::sys_seconds seconds_of(UtcNs time) {
    return date::sys_seconds{std::chrono::seconds{floor_divide(time, NsPerSecond)}};
}

/// The library throws for unknown names and unreadable files; null then.
const date::time_zone* look_up(const std::string& name) {
    try {
        const date::time_zone* zone = name.empty() ? date::current_zone() : date::locate_zone(name);
        // Zone files are read at the first question, which may throw as well.
        if (zone != nullptr) (void)zone->get_info(date::sys_seconds{});
        return zone;
    } catch (const std::exception&) {
        return nullptr;
    }
}
#endif

}  // namespace

#ifdef FAREBOX_WITH_DATE

Result<Zone> Zone::find(const std::string& name) {
    Zone zone;
    if (name == "UTC") return zone;
    zone.zone_ = look_up(name);
    if (zone.zone_ != nullptr) zone.name_ = zone.zone_->name();
    if (zone.zone_ != nullptr || name.empty()) return zone;
    return invalid(format("time_zone is \"{}\"; allowed: a name of the IANA zones that this system "
                          "has, such as \"Europe/Berlin\", or \"\" for the system's own",
                          printable(shorten(name, 80))));
}

std::int64_t Zone::offset_seconds(UtcNs time) const {
    return zone_ == nullptr ? 0 : zone_->get_info(seconds_of(time)).offset.count();
}

UtcNs Zone::start_of_day(std::int64_t local_day) const {
    if (zone_ == nullptr) return local_day * NsPerDay;
    const date::local_seconds midnight{std::chrono::seconds{local_day * SecondsPerDay}};
    return zone_->to_sys(midnight, date::choose::earliest).time_since_epoch().count() * NsPerSecond;
}

#else

Result<Zone> Zone::find(const std::string& name) {
    if (name.empty() || name == "UTC") return Zone();
    return Error{ErrorCode::Unsupported,
                 format("time_zone is \"{}\"; this build knows UTC alone", printable(name))};
}

std::int64_t Zone::offset_seconds(UtcNs) const { return 0; }

UtcNs Zone::start_of_day(std::int64_t local_day) const { return local_day * NsPerDay; }

#endif

std::int64_t Zone::local_day(UtcNs time) const {
    return floor_divide(floor_divide(time, NsPerSecond) + offset_seconds(time), SecondsPerDay);
}

}  // namespace farebox::budget
