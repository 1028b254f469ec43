#include "core/collector/web/dispatch.h"

#include "core/base/strings.h"
#include "core/base/url.h"

namespace farebox::collector {
namespace {

std::string_view take_segment(std::string_view& path) {
    const auto slash = path.find('/');
    const std::string_view segment = path.substr(0, slash);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(slash + 1);
    return segment;
}

// Segment by segment; an escaped slash stays inside its segment.
bool fits(std::string_view pattern, std::string_view path, std::map<std::string, std::string>& found) {
    found.clear();
    if (!path.starts_with('/')) return false;
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    for (;;) {
        const bool pattern_goes_on = contains(pattern, "/");
        const bool path_goes_on = contains(path, "/");
        const std::string_view rest = path;
        const std::string_view wanted = take_segment(pattern);
        const std::string_view got = take_segment(path);
        if (wanted.ends_with("...}")) {
            found[std::string(wanted.substr(1, wanted.size() - 5))] = percent_decode(rest);
            return true;
        }
        if (wanted.starts_with('{')) {
            if (got.empty()) return false;
            found[std::string(wanted.substr(1, wanted.size() - 2))] = percent_decode(got);
        } else if (wanted != got) {
            return false;
        }
        if (pattern_goes_on != path_goes_on) return false;
        if (!pattern_goes_on) return true;
    }
}

// Addresses of an API have no page: there the route that takes every address says nothing about a
// path whose own routes take other methods.
bool is_api(std::string_view path) {
    for (const std::string_view api : {"/api/", "/v1/", "/scim/"}) {
        if (path.starts_with(api)) return true;
    }
    return false;
}

}  // namespace

RouteMatch find_route(const std::vector<WebRoute>& routes, std::string_view method,
                      std::string_view path) {
    const std::string_view asked = method == "HEAD" ? "GET" : method;
    RouteMatch match;
    for (const WebRoute& route : routes) {
        if (!fits(route.path, path, match.in_path)) continue;
        const bool takes_all = std::string_view(route.path).ends_with("...}");
        if (takes_all && !match.other_methods.empty() && is_api(path)) break;
        if (asked == route.method) {
            match.route = &route;
            match.other_methods.clear();
            return match;
        }
        // What takes every address says nothing about this one.
        if (takes_all) continue;
        match.other_methods += (match.other_methods.empty() ? "" : ", ") + std::string(route.method);
    }
    match.in_path.clear();
    return match;
}

}  // namespace farebox::collector
