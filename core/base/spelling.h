#pragma once
// The word that a misspelt one was probably meant to be.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace farebox {

/// The nearest of `known`, if at most `limit` letters must be changed, added or dropped. For short
/// lists of short words.
std::optional<std::string> find_nearest_word(std::string_view word,
                                             const std::vector<std::string>& known,
                                             std::size_t limit = 2);

}  // namespace farebox
