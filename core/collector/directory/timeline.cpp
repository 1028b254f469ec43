#include "core/collector/directory/timeline.h"

#include <algorithm>

#include "core/base/clock.h"
#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::collector {
namespace {

bool meets(const Span& a, const Span& b) {
    return a.valid_from < b.valid_to && b.valid_from < a.valid_to;
}

/// Neighbours with one target become one; what has no target anywhere is no timeline.
Timeline joined(Timeline spans) {
    std::erase_if(spans, [](const Span& span) { return span.valid_from >= span.valid_to; });
    std::ranges::sort(spans, {}, &Span::valid_from);
    Timeline out;
    for (Span& span : spans) {
        if (!out.empty() && out.back().target == span.target) out.back().valid_to = span.valid_to;
        else out.push_back(std::move(span));
    }
    return out;
}

Result<void> check_days(const Span& wanted) {
    for (const std::string& day : {wanted.valid_from, wanted.valid_to}) {
        if (day != FirstDay && day != EndOfDays && !is_day(day)) {
            return invalid(format("\"{}\" is not a day like 2026-04-01", printable(day)));
        }
    }
    if (wanted.valid_from >= wanted.valid_to) {
        return invalid(format("the range from {} ends before it begins, at {}", wanted.valid_from,
                              wanted.valid_to));
    }
    return {};
}

bool may_give_way(const Span& old, const Span& wanted, Overlap overlap) {
    if (old.target.empty() || old.target == wanted.target || overlap == Overlap::Replace) return true;
    return overlap == Overlap::Move && wanted.valid_to == EndOfDays && old.valid_to == EndOfDays &&
           old.valid_from <= wanted.valid_from;
}

/// The day before: a range is told to people with its last day.
std::string day_before(const std::string& day) {
    const auto time = parse_utc(day);
    return time ? format_day(*time - NsPerDay, 0) : day;
}

}  // namespace

std::optional<Overlap> parse_overlap(std::string_view text) {
    if (text == "refuse") return Overlap::Refuse;
    if (text == "move") return Overlap::Move;
    if (text == "replace") return Overlap::Replace;
    return std::nullopt;
}

Result<Timeline> with_span(const Timeline& timeline, const Span& wanted, Overlap overlap) {
    FAREBOX_TRY_VOID(check_days(wanted));
    Timeline out = {wanted};
    const Timeline nothing = {{FirstDay, EndOfDays, ""}};
    for (const Span& old : timeline.empty() ? nothing : timeline) {
        if (!meets(old, wanted)) {
            out.push_back(old);
            continue;
        }
        if (!may_give_way(old, wanted, overlap)) {
            return make_error(ErrorCode::Conflict,
                              format("{} overlaps {}", describe(wanted), describe(old)));
        }
        out.push_back({old.valid_from, std::min(old.valid_to, wanted.valid_from), old.target});
        out.push_back({std::max(old.valid_from, wanted.valid_to), old.valid_to, old.target});
    }
    return joined(std::move(out));
}

std::string target_on(const Timeline& timeline, std::string_view day) {
    for (const Span& span : timeline) {
        if (span.valid_from <= day && day < span.valid_to) return span.target;
    }
    return {};
}

std::string first_difference(const Timeline& a, const Timeline& b) {
    std::vector<std::string> starts = {FirstDay};
    for (const Timeline* side : {&a, &b}) {
        for (const Span& span : *side) starts.push_back(span.valid_from);
    }
    std::ranges::sort(starts);
    for (const std::string& day : starts) {
        if (target_on(a, day) != target_on(b, day)) return day;
    }
    return {};
}

std::string describe(const Span& span) {
    std::string text = span.target.empty() ? "none" : span.target;
    if (span.valid_from != FirstDay) text += " from " + span.valid_from;
    if (span.valid_to == EndOfDays) return text + " until further notice";
    return text + " to " + day_before(span.valid_to);
}

bool is_day(std::string_view text) {
    if (text.size() != 10) return false;
    const Result<UtcNs> time = parse_utc(text);
    return time && format_day(*time, 0) == text;
}

}  // namespace farebox::collector
