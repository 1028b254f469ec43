#include "core/proxy/route.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::proxy {
namespace {

// "/x/rest" -> "x", leaving "/rest". The query belongs to the rest.
std::string_view take_segment(std::string_view& target) {
    target.remove_prefix(1);
    const auto end = target.find_first_of("/?");
    const std::string_view segment = target.substr(0, end);
    target = end == std::string_view::npos ? std::string_view() : target.substr(end);
    return segment;
}

// Agents disagree whether a base URL ends in /v1: OpenCode asks B/messages where Claude Code asks
// B/v1/messages for the same variable (facts: agents-wire.md section 4).
std::string_view missing_version(const Upstream& upstream, std::string_view path) {
    if (upstream.name == "anthropic" && path.starts_with("/messages")) return "/v1";
    if (upstream.name == "openai" &&
        (path.starts_with("/responses") || path.starts_with("/chat/completions") || path == "/models")) {
        return "/v1";
    }
    return "";
}

}  // namespace

Result<Route> RouteTable::find(std::string_view target) const {
    if (!target.starts_with('/')) {
        return invalid("Farebox answers requests to its base URLs; write the agent's base URL as "
                       "http://127.0.0.1:PORT/anthropic");
    }
    Route route;
    std::string_view rest = target;
    std::string_view name = take_segment(rest);
    if (name == "a" && rest.starts_with('/')) {
        route.named_agent = std::string(take_segment(rest));
        if (!rest.starts_with('/')) return not_found("the path names an agent but no upstream");
        name = take_segment(rest);
    }
    const auto at = upstreams_.find(std::string(name));
    if (at == upstreams_.end()) {
        std::vector<std::string> known;
        for (const auto& [each, upstream] : upstreams_) known.push_back(each);
        return not_found(format("no upstream is called \"{}\"; known are {}. Base URLs look like "
                                "http://127.0.0.1:PORT/anthropic",
                                printable(shorten(name, 60)), join(known, ", ")));
    }
    route.upstream = &at->second;
    route.path = std::string(rest.substr(0, rest.find('?')));
    route.target = at->second.base_path + std::string(missing_version(at->second, route.path)) +
                   std::string(rest);
    if (!route.target.starts_with('/')) route.target.insert(0, "/");
    return route;
}

}  // namespace farebox::proxy
