#pragma once
// Finds the marks of all profiles in the texts that agents write themselves.

#include <string>
#include <string_view>
#include <vector>

#include "core/agents/profile.h"
#include "core/model/clue.h"

namespace farebox::agents {

/// Adds what the marks enclose. A later find of the same dimension and source replaces an earlier
/// one: the newest block of a conversation speaks for this call.
void find_marks(TextPlace place, std::string_view text, std::vector<Clue>& clues);

/// Fit to be a value: not empty, at most 4,096 bytes (PATH_MAX), no control bytes.
bool is_plain_value(std::string_view text);

/// Adds or replaces; drops values that are not plain.
void put_clue(Clue clue, std::vector<Clue>& clues);

}  // namespace farebox::agents
