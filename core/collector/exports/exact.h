#pragma once
// Exact decimals for files that leave Farebox: whole numbers of a small unit written as decimals of
// a dollar, a token, a million. Nothing is rounded and nothing is floating.

#include <string>

namespace farebox::collector {

__extension__ using Int128 = __int128;

/// value x 10^-scale without exponent, sign only when negative, no trailing zeros: "-0.0000375".
std::string format_exact(Int128 value, int scale);

}  // namespace farebox::collector
