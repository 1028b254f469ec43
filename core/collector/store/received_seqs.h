#pragma once
// Which numbers of a ledger file have arrived: everything up to `ack_seq`, and stretches beyond a
// gap when batches came out of order.

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace farebox::collector {

using SeqRange = std::pair<std::int64_t, std::int64_t>;  ///< first and last, both included

class ReceivedSeqs {
public:
    explicit ReceivedSeqs(std::int64_t ack_seq = 0) : ack_seq_(ack_seq) {}

    bool holds(std::int64_t seq) const;
    void add(std::int64_t first, std::int64_t last);

    std::int64_t ack_seq() const { return ack_seq_; }
    /// Beyond the first gap, ascending, never touching each other.
    std::vector<SeqRange> beyond() const { return {beyond_.begin(), beyond_.end()}; }
    /// What lies between: never received, lowest first.
    std::vector<SeqRange> missing() const;
    bool operator==(const ReceivedSeqs&) const = default;

private:
    std::int64_t ack_seq_;
    std::map<std::int64_t, std::int64_t> beyond_;  // first -> last
};

}  // namespace farebox::collector
