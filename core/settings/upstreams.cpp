#include "core/settings/upstreams.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::settings {
namespace {

bool is_upstream_name(std::string_view name) {
    // "a" and names that start with "_" are Farebox's own paths.
    return !name.empty() && name != "a" && !name.starts_with('_') &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string_view::npos;
}

bool is_loopback(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

Result<void> read_field(const std::string& key, std::string_view field, const Json& member,
                        Upstream& upstream) {
    if (field == "url" && member.is_string()) {
        FAREBOX_TRY(url, parse_url(member.get<std::string>()).with_context(key));
        if (!url.userinfo.empty() || !url.query.empty()) {
            return invalid(key + ": a URL here has no user, password or query");
        }
        upstream.url = url;
    } else if (field == "provider" && member.is_string()) {
        upstream.provider = member.get<std::string>();
    } else if (field == "ca_file" && member.is_string()) {
        upstream.ca_file = member.get<std::string>();
    } else if (field == "local" && member.is_boolean()) {
        upstream.local = member.get<bool>();
    } else {
        return invalid(format("{} = {}: expected url, provider, ca_file (text) or local (true or "
                              "false)",
                              printable(key), printable(shorten(farebox::to_text(member), 80))));
    }
    return {};
}

}  // namespace

Result<Upstream> parse_upstream(std::string_view name, const Json& entry) {
    const std::string key = "upstreams." + printable(shorten(name, 60));
    if (!is_upstream_name(name)) {
        return invalid(key + ": a name has only a-z, 0-9, '-' and '_', and is not \"a\"");
    }
    Upstream upstream;
    upstream.name = name;
    for (const auto& [field, member] : entry.items()) {
        FAREBOX_TRY_VOID(read_field(key + "." + field, field, member, upstream));
    }
    if (upstream.url.host.empty()) return invalid(key + ": expected an object with \"url\"");
    if (upstream.url.scheme == "http" && !upstream.local && !is_loopback(upstream.url.host)) {
        return invalid(key +
                       ".url: plain http would show credentials to the network; use https, or say "
                       "\"local\": true for a model server on your own network");
    }
    return upstream;
}

Json merge_members(const Json& base, const Json& over) {
    Json merged = base;
    for (const auto& [name, member] : over.items()) merged[name] = member;
    return merged;
}

}  // namespace farebox::settings
