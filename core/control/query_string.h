#pragma once
// "by=agent,repo&since=7d": parameters of a local API request, and their way back into one.

#include <map>
#include <string>
#include <string_view>

namespace farebox::control {

/// The last of several equal names wins.
using Parameters = std::map<std::string, std::string>;

Parameters parse_query(std::string_view query);
/// Percent-encoded, in order of names.
std::string format_query(const Parameters& parameters);
/// "" when absent.
std::string find_parameter(const Parameters& parameters, const std::string& name);

}  // namespace farebox::control
