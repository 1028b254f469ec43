#pragma once
// Where a call may go: a fixed table, chosen by the first segments of the path and by nothing else
// in the request. A caller cannot point its credential at another host (facts: gateways.md
// section 7, the api_base incidents).
//
//   /<upstream>/<rest>            -> <upstream's url>/<rest>
//   /a/<agent>/<upstream>/<rest>  -> the same, with the agent named by whoever configured it

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/net/upstream_pool.h"

namespace farebox::proxy {

/// One row of the table; built at start, constant afterwards.
struct Upstream {
    std::string name;
    std::string provider;  ///< price book vendor; empty = unknown
    bool local = false;
    net::Destination destination;
    std::string authority;  ///< value of the Host header
    std::string base_path;  ///< put before the rest of the path; may be empty
};

struct Route {
    const Upstream* upstream = nullptr;
    std::string target;  ///< path and query to ask the upstream for
    std::string path;    ///< path below the upstream's prefix, without query
    std::optional<std::string> named_agent;
};

class RouteTable {
public:
    explicit RouteTable(std::map<std::string, Upstream> upstreams)
        : upstreams_(std::move(upstreams)) {}

    /// NotFound with the list of upstreams, or Invalid for what is no path at all.
    Result<Route> find(std::string_view target) const;

private:
    const std::map<std::string, Upstream> upstreams_;
};

}  // namespace farebox::proxy
