#pragma once
// What a subject belonged to on each day: a person's team, a team's cost centre, a repository's
// cost centre. Pure values; spans.h reads and writes them.
//
// A timeline is empty (nothing was ever stated) or covers all days, neighbours differing: a day
// without a target is a span with an empty one. So there is exactly one answer a day, which is what
// makes sums over teams and cost centres add up.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace farebox::collector {

inline constexpr const char* FirstDay = "0000-01-01";
inline constexpr const char* EndOfDays = "9999-12-31";

struct Span {
    std::string valid_from;  ///< first day, "2026-04-01"
    std::string valid_to;    ///< day after the last; EndOfDays: until further notice
    std::string target;      ///< "" none

    bool operator==(const Span&) const = default;
};
using Timeline = std::vector<Span>;

/// What to do where the wanted span meets days that already have another target.
enum class Overlap {
    Refuse,   ///< Conflict, with both ranges
    Move,     ///< a span until further notice ends an older one of that kind; else as Refuse
    Replace,  ///< the wanted span wins: a correction
};
std::optional<Overlap> parse_overlap(std::string_view text);

/// The timeline with the wanted span in it. Invalid when its days are no days or end before they
/// begin. Messages name ranges and targets; the caller adds whose they are.
Result<Timeline> with_span(const Timeline& timeline, const Span& wanted, Overlap overlap);

/// "" when none.
std::string target_on(const Timeline& timeline, std::string_view day);
/// The first day on which the two differ; "" when they are the same.
std::string first_difference(const Timeline& a, const Timeline& b);
/// "payments from 2026-04-01 to 2026-06-30", "search until further notice".
std::string describe(const Span& span);

/// True for the text of a day that exists, 2026-02-28.
bool is_day(std::string_view text);

}  // namespace farebox::collector
