#pragma once
// The demo's calendar: days as text, how much is worked on each, and when vendors failed.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"

namespace farebox::collector {

/// Midnight UTC of "2026-04-01"; the day must exist.
UtcNs start_of_day(std::string_view day);
std::string day_text(UtcNs time);
std::string day_after(std::string_view day, int days = 1);
/// 0 Monday to 6 Sunday.
int weekday(std::string_view day);
/// Every day of a month up to and including `last`.
std::vector<std::string> days_of_month(std::string_view month, std::string_view last);
/// Months from the first to the one of `last`, both included.
std::vector<std::string> months_between(std::string_view first, std::string_view last);

/// How much is worked, in thousandths of an ordinary Monday: quiet week-ends, holidays, August.
int rhythm(std::string_view day);
/// Two bad days a vendor and half-year, drawn by the seed.
bool is_outage(std::uint64_t seed, std::string_view provider, std::string_view day);

}  // namespace farebox::collector
