#include "core/attribution/ssh_hosts.h"

#include "core/base/strings.h"

#include <algorithm>
#include <vector>

namespace farebox::attribution {
namespace {

constexpr std::size_t AliasLimit = 1000;

std::string_view unquoted(std::string_view text) {
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
        return text.substr(1, text.size() - 2);
    }
    return text;
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.size() <= 253 && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.' || c == '_';
    });
}

std::vector<std::string> plain_names(std::string_view text) {
    std::vector<std::string> names;
    for (const auto name : split(text, ' ')) {
        if (is_plain_name(unquoted(name))) names.push_back(to_lower(unquoted(name)));
    }
    return names;
}

}  // namespace

HostAliases parse_ssh_config(std::string_view text) {
    HostAliases aliases;
    std::vector<std::string> hosts;  // of the block we are in
    for (auto line : split(text, '\n')) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        line = trim(line);
        const auto end = line.find_first_of(" \t=");
        if (line.starts_with('#') || end == std::string_view::npos) continue;
        const auto keyword = line.substr(0, end);
        auto value = trim(line.substr(end));
        if (value.starts_with('=')) value = trim(value.substr(1));
        if (equals_ignore_case(keyword, "host")) {
            hosts = plain_names(value);
        } else if (equals_ignore_case(keyword, "match")) {
            hosts.clear();
        } else if (equals_ignore_case(keyword, "hostname") && is_plain_name(unquoted(value))) {
            for (const auto& host : hosts) {
                // The first value counts, as for ssh itself.
                if (aliases.size() < AliasLimit) aliases.emplace(host, to_lower(unquoted(value)));
            }
        }
    }
    return aliases;
}

}  // namespace farebox::attribution
