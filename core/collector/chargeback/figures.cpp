#include "core/collector/chargeback/figures.h"

#include <array>
#include <cstddef>

namespace farebox::collector {
namespace {

constexpr std::size_t MemberCount = 18;

/// Addresses of all counts and totals, so that two sums are added by one loop.
struct Members {
    std::array<std::int64_t*, 2 * MemberCount> at{};
    std::size_t count = 0;

    void add(std::int64_t& number) { at[count++] = &number; }
    void add(KnownSum& sum) {
        add(sum.total);
        add(sum.calls);
    }
};

Members members_of(Figures& figures) {
    Members members;
    visit_figures(figures, [&](const char*, auto& member) { members.add(member); });
    return members;
}

}  // namespace

Figures& Figures::operator+=(const Figures& other) {
    Figures copy = other;
    const Members mine = members_of(*this);
    const Members theirs = members_of(copy);
    for (std::size_t i = 0; i < mine.count; ++i) *mine.at[i] += *theirs.at[i];
    return *this;
}

}  // namespace farebox::collector
