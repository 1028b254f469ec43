#pragma once
// Several sources say where a call belongs; one wins, the others are kept when they disagree.

#include <string>
#include <vector>

#include "core/model/evidence.h"

namespace farebox::attribution {

/// Candidates of one dimension, best first. The first one with a value is chosen; those with other
/// values follow it in `evidence` as losers (a repeated value is kept once). Returns the chosen
/// value; empty when nobody knows.
std::string choose(std::vector<Evidence> candidates, std::vector<Evidence>& evidence);

/// Text from outside as it may enter a row: no control bytes, bounded.
std::string clean(std::string_view text);

}  // namespace farebox::attribution
