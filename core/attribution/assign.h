#pragma once
// Which rule places a call that nothing else places.

#include <string_view>
#include <vector>

#include "core/model/assignment.h"

namespace farebox::attribution {

/// The rule with the longest folder that holds `directory` ("" = not known), else the first of
/// `program`; null when none fits. The answer lives as long as `rules`.
const Assignment* find_assignment(const std::vector<Assignment>& rules, std::string_view directory,
                                  std::string_view program);

}  // namespace farebox::attribution
