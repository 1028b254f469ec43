#include "core/attribution/weigh.h"

#include "core/base/format.h"
#include "core/base/strings.h"

#include <algorithm>

namespace farebox::attribution {
namespace {

// Linux's longest path; nothing we attribute is longer for a good reason.
constexpr std::size_t ValueLimit = 4096;

}  // namespace

std::string choose(std::vector<Evidence> candidates, std::vector<Evidence>& evidence) {
    std::erase_if(candidates, [](const Evidence& candidate) { return candidate.value.empty(); });
    if (candidates.empty()) return {};
    std::vector<std::string> seen;
    for (auto& candidate : candidates) {
        if (std::ranges::find(seen, candidate.value) != seen.end()) continue;
        candidate.chosen = seen.empty();
        seen.push_back(candidate.value);
        if (!candidate.chosen && candidate.note.empty()) {
            candidate.note = format("differs from {}", candidates.front().source);
        }
        evidence.push_back(candidate);
    }
    return seen.front();
}

std::string clean(std::string_view text) { return shorten(printable(text), ValueLimit); }

}  // namespace farebox::attribution
