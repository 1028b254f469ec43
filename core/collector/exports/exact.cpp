#include "core/collector/exports/exact.h"

#include <algorithm>

namespace farebox::collector {

std::string format_exact(Int128 value, int scale) {
    const bool is_negative = value < 0;
    std::string digits;  // from the last to the first
    for (Int128 rest = value; rest != 0; rest /= 10) {
        const int digit = static_cast<int>(rest % 10);
        digits += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    }
    const auto decimals = static_cast<std::size_t>(scale);
    if (digits.size() <= decimals) digits.append(decimals + 1 - digits.size(), '0');
    std::ranges::reverse(digits);
    std::string text = digits.substr(0, digits.size() - decimals);
    std::string fraction = digits.substr(digits.size() - decimals);
    while (fraction.ends_with('0')) fraction.pop_back();
    if (!fraction.empty()) text += "." + fraction;
    return is_negative ? "-" + text : text;
}

}  // namespace farebox::collector
