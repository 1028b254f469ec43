#include "core/budget/history.h"

#include <algorithm>

namespace farebox::budget {
namespace {

constexpr std::size_t Percentile = 95;

// A row says "unknown" where the facts of a call that is asked about say nothing.
std::pair<std::string, std::string> key_of(const std::string& agent, const std::string& model) {
    return {agent == "unknown" ? "" : agent, model};
}

}  // namespace

void OutputHistory::add(const std::string& agent, const std::string& model, OutputFigures output) {
    const auto key = key_of(agent, model);
    if (rings_.size() >= MaxPairs && !rings_.contains(key)) rings_.clear();
    Ring& ring = rings_[key];
    ring.items[ring.count++ % Kept] = output;
}

std::optional<OutputFigures> OutputHistory::high(const std::string& agent,
                                                 const std::string& model) const {
    const auto found = rings_.find(key_of(agent, model));
    if (found == rings_.end()) return std::nullopt;
    const std::size_t count = std::min(found->second.count, Kept);
    const std::size_t rank = (count * Percentile + 99) / 100 - 1;  // nearest rank
    auto items = found->second.items;
    const auto at = items.begin() + static_cast<std::ptrdiff_t>(rank);
    const auto end = items.begin() + static_cast<std::ptrdiff_t>(count);
    OutputFigures result;
    std::nth_element(items.begin(), at, end,
                     [](const auto& a, const auto& b) { return a.tokens < b.tokens; });
    result.tokens = at->tokens;
    std::nth_element(items.begin(), at, end,
                     [](const auto& a, const auto& b) { return a.nano < b.nano; });
    result.nano = at->nano;
    return result;
}

}  // namespace farebox::budget
