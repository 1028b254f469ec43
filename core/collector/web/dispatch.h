#pragma once
// One request through the front door: who, whether, which handler, and what is said about it.

#include "core/collector/web/routes.h"
#include "core/net/web/server.h"

namespace farebox::collector {

/// Any thread. Never fails: whatever goes wrong is an answer.
net::HttpResponse dispatch(const net::HttpRequest& request, Services& services);

/// The route of a method and path with what its braces stand for, decoded.
struct RouteMatch {
    const WebRoute* route = nullptr;  ///< null: none
    std::map<std::string, std::string> in_path;
    std::string other_methods;  ///< "GET, POST" when the path exists for those only
};
RouteMatch find_route(const std::vector<WebRoute>& routes, std::string_view method,
                      std::string_view path);

}  // namespace farebox::collector
