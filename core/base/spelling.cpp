#include "core/base/spelling.h"

#include <algorithm>

namespace farebox {
namespace {

// Levenshtein's distance; one row of the table is enough.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] != b[j - 1])});
            diagonal = above;
        }
    }
    return row[b.size()];
}

}  // namespace

std::optional<std::string> find_nearest_word(std::string_view word,
                                             const std::vector<std::string>& known,
                                             std::size_t limit) {
    if (word.size() > 200) return std::nullopt;  // no misspelling, and the table would be large
    const auto closest = std::ranges::min_element(
        known, {}, [&](const std::string& one) { return distance(word, one); });
    if (closest == known.end() || distance(word, *closest) > limit) return std::nullopt;
    return *closest;
}

}  // namespace farebox
