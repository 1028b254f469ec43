#pragma once
// Names a developer gave to hosts in ~/.ssh/config (ssh_config(5)), as those with two accounts do:
// "git@github-work:acme/payments" is a repository on github.com.
//
// Only `Host` lines with plain names are followed; patterns, `Match` and `Include` are not.

#include <map>
#include <string>
#include <string_view>

namespace farebox::attribution {

/// Alias -> real name, both lower case.
using HostAliases = std::map<std::string, std::string, std::less<>>;

HostAliases parse_ssh_config(std::string_view text);

}  // namespace farebox::attribution
