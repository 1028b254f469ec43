#include "core/collector/store/received_seqs.h"

#include <algorithm>

namespace farebox::collector {

bool ReceivedSeqs::holds(std::int64_t seq) const {
    if (seq <= ack_seq_) return true;
    auto after = beyond_.upper_bound(seq);
    return after != beyond_.begin() && std::prev(after)->second >= seq;
}

void ReceivedSeqs::add(std::int64_t first, std::int64_t last) {
    if (last <= ack_seq_) return;
    // Swallow every stretch that touches the new one.
    auto at = beyond_.upper_bound(first);
    if (at != beyond_.begin() && std::prev(at)->second >= first - 1) --at;
    while (at != beyond_.end() && at->first <= last + 1) {
        first = std::min(first, at->first);
        last = std::max(last, at->second);
        at = beyond_.erase(at);
    }
    if (first <= ack_seq_ + 1) {
        ack_seq_ = last;
    } else {
        beyond_.emplace(first, last);
    }
}

std::vector<SeqRange> ReceivedSeqs::missing() const {
    std::vector<SeqRange> gaps;
    std::int64_t held = ack_seq_;
    for (const auto& [first, last] : beyond_) {
        gaps.emplace_back(held + 1, first - 1);
        held = last;
    }
    return gaps;
}

}  // namespace farebox::collector
