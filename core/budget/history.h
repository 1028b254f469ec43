#pragma once
// How much recent calls of an agent and model put out: the other half of a thin reservation.
//
// The last 64 of each pair; the answer is their 95th percentile. Private to core/budget; one owner.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace farebox::budget {

struct OutputFigures {
    std::int64_t tokens = 0;
    std::int64_t nano = 0;
};

class OutputHistory {
public:
    void add(const std::string& agent, const std::string& model, OutputFigures output);
    /// Absent without history of this pair.
    std::optional<OutputFigures> high(const std::string& agent, const std::string& model) const;

private:
    static constexpr std::size_t Kept = 64;
    /// Pairs kept at most: agents x models of one developer are a few dozen.
    static constexpr std::size_t MaxPairs = 1000;
    struct Ring {
        std::array<OutputFigures, Kept> items;
        std::size_t count = 0;  ///< ever added
    };
    std::map<std::pair<std::string, std::string>, Ring> rings_;
};

}  // namespace farebox::budget
