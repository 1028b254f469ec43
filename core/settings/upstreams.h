#pragma once
// The vendors and gateways that calls may go to. Chosen by name in the path of a request, never by
// anything else in it.

#include <string>
#include <string_view>

#include "core/base/json.h"
#include "core/base/url.h"

namespace farebox::settings {

struct Upstream {
    std::string name;      ///< first path segment, [a-z0-9_-]
    Url url;               ///< calls go to url.path + the rest of the path
    std::string provider;  ///< "anthropic", "openai", ... the price book's vendor; empty = unknown
    std::string ca_file;   ///< trust this file instead of the system's store; empty = system
    bool local = false;    ///< a model on this machine: its calls are free

    bool operator==(const Upstream&) const = default;
};

/// The whole entry is refused when one field is bad: half an address would send calls to the wrong
/// place. Messages begin with the key ("upstreams.corp.url: ...").
Result<Upstream> parse_upstream(std::string_view name, const Json& entry);

/// `base` with the members of `over` in place of its own.
Json merge_members(const Json& base, const Json& over);

}  // namespace farebox::settings
