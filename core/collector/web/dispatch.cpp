#include "core/collector/web/dispatch.h"

#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/strings.h"
#include "core/base/url.h"
#include "core/base/uuid.h"
#include "core/collector/web/authenticate.h"
#include "core/collector/web/services.h"

#include <algorithm>

namespace farebox::collector {
namespace {

std::string form_decode(std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    return percent_decode(spaced);
}

// The last of several equal names wins.
std::map<std::string, std::string> parse_query(std::string_view query) {
    std::map<std::string, std::string> parameters;
    for (const std::string_view pair : split(query, '&')) {
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        parameters[form_decode(pair.substr(0, equals))] =
            equals == std::string_view::npos ? "" : form_decode(pair.substr(equals + 1));
    }
    return parameters;
}

std::string origin_of(const WebRequest& request, const Config& config, bool is_tls) {
    if (!config.public_url.empty()) {
        const Result<Url> url = parse_url(config.public_url);
        if (url) return url->scheme + "://" + url->authority();
    }
    return (is_tls ? "https://" : "http://") + to_lower(request.header("Host"));
}

// All lines of that name as one list.
std::string joined_header(const net::HttpRequest& request, std::string_view name) {
    std::string list;
    for (const auto& [own, value] : request.headers) {
        if (equals_ignore_case(own, name)) list += (list.empty() ? "" : ",") + value;
    }
    return list;
}

WebRequest make_request(const net::HttpRequest& from, const Services& services) {
    WebRequest request;
    const auto question = from.target.find('?');
    request.method = from.method;
    request.path = from.target.substr(0, question);
    if (question != std::string::npos) {
        request.parameters = parse_query(std::string_view(from.target).substr(question + 1));
    }
    request.headers = from.headers;
    request.body = from.body;
    net::Caller caller{from.remote_address, from.is_tls};
    if (services.proxies != nullptr) {
        caller = services.proxies->find_caller(caller, joined_header(from, "X-Forwarded-For"),
                                               joined_header(from, "X-Forwarded-Proto"));
    }
    request.remote_address = caller.address;
    request.origin = origin_of(request, services.config, caller.is_https);
    request.request_id = make_uuid_v7(services.clock.now());
    return request;
}

// A misspelt filter that is silently ignored would show a wrong sum.
std::string check_parameters(const WebRoute& route, const WebRequest& request) {
    const auto known = split(route.parameters, ' ');
    if (std::string_view(route.parameters) == "*") return "";
    for (const auto& [name, value] : request.parameters) {
        if (std::ranges::find(known, name) != known.end()) continue;
        return format("{} takes no parameter \"{}\"; known: {}", route.path, printable(name),
                      known.empty() ? "none" : route.parameters);
    }
    return "";
}

std::optional<WebResponse> slow_down(RateKind kind, const std::string& asker, Services& services) {
    if (services.rate_limits == nullptr || asker.empty()) return std::nullopt;
    const auto wait_s = services.rate_limits->take(kind, asker);
    if (!wait_s) return std::nullopt;
    services.metrics.count("farebox_http_rate_limited_total", "Requests answered 429.");
    WebResponse refusal = WebResponse::json(
        {{"error", {{"code", "rate_limited"}, {"message", "too many requests; wait and try again"}}},
         {"retry_after_ms", *wait_s * 1000}},
        429);
    refusal.headers.emplace_back("Retry-After", std::to_string(*wait_s));
    return refusal;
}

// Health checks come often and from one address; they cost nothing.
bool is_free(const WebRoute& route) {
    return route.permission == Permission::Public && !std::string_view(route.path).starts_with("/api/") &&
           std::string_view(route.method) == "GET";
}

std::optional<WebResponse> limit_address(const WebRequest& request, const WebRoute& route,
                                         Services& services) {
    if (is_free(route)) return std::nullopt;
    if (auto refusal = slow_down(RateKind::Address, request.remote_address, services)) return refusal;
    // Whoever changes something without having signed in signs in. Enrolling is not counted here: a
    // company's laptops share an address and enrol in one hour; wrong tokens are counted there.
    const bool is_login = route.permission == Permission::Public &&
                          std::string_view(route.method) != "GET" &&
                          std::string_view(route.path) != "/v1/enroll";
    return is_login ? slow_down(RateKind::Login, request.remote_address, services) : std::nullopt;
}

// Everything that stands before the handler; nothing when the request may go on.
std::optional<WebResponse> admit(WebRequest& request, const WebRoute& route, Services& services) {
    if (auto refusal = limit_address(request, route, services)) return refusal;
    auto evidence = authenticate(request, route, services);
    if (auto* refusal = std::get_if<WebResponse>(&evidence)) return std::move(*refusal);
    request.who = std::get<Principal>(std::move(evidence));
    if (auto refusal = slow_down(RateKind::Device, request.who.device_id, services)) return refusal;
    if (auto refusal = slow_down(RateKind::Account, request.who.account, services)) return refusal;
    if (route.permission != Permission::Public && !request.who.may(route.permission)) {
        if (request.who.kind == Principal::Kind::Nobody) {
            return WebResponse::error(401, "unauthenticated", "sign in first");
        }
        return WebResponse::error(403, "denied", format("{} {} needs the permission {}", route.method, route.path,
                                                        to_text(route.permission)));
    }
    const std::string misspelt = check_parameters(route, request);
    if (!misspelt.empty()) return WebResponse::error(invalid(misspelt));
    return std::nullopt;
}

WebResponse answer(WebRequest& request, const RouteMatch& match, Services& services) {
    if (match.route == nullptr) {
        if (match.other_methods.empty()) {
            return WebResponse::error(404, "not_found", "nothing is at this address");
        }
        WebResponse refusal = WebResponse::error(405, "method_not_allowed", "only " + match.other_methods);
        refusal.headers.emplace_back("Allow", match.other_methods);
        return refusal;
    }
    request.in_path = match.in_path;
    if (auto refusal = admit(request, *match.route, services)) return *std::move(refusal);
    Result<WebResponse> response = match.route->handle(request, services);
    return response ? std::move(*response) : WebResponse::error(response.error());
}

// What a browser must know of every answer (docs/security.md, "The collector's pages").
void add_security_headers(net::HttpResponse& response, bool is_tls) {
    const auto add = [&](const char* name, const char* value) {
        const auto same = [&](const auto& header) { return equals_ignore_case(header.first, name); };
        if (std::ranges::none_of(response.headers, same)) response.headers.emplace_back(name, value);
    };
    add("Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'");
    add("X-Content-Type-Options", "nosniff");
    add("Referrer-Policy", "no-referrer");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Cache-Control", "no-store");
    if (is_tls) add("Strict-Transport-Security", "max-age=31536000");
}

void log_request(const WebRequest& request, const RouteMatch& match, int status, MonotonicNs took) {
    // The template and not the path: an address may hold an id, and a query anything.
    log(status >= 500 ? LogLevel::Warn : LogLevel::Debug, "request",
        {{"request_id", request.request_id},
         {"method", request.method},
         {"route", match.route == nullptr ? "none" : match.route->path},
         {"status", std::to_string(status)},
         {"took_ms", std::to_string(took / NsPerMs)},
         {"device_id", request.who.device_id}});
}

}  // namespace

net::HttpResponse dispatch(const net::HttpRequest& from, Services& services) {
    const MonotonicNs begun = services.clock.monotonic();
    WebRequest request = make_request(from, services);
    const RouteMatch match = find_route(web_routes(), request.method, request.path);
    WebResponse own = answer(request, match, services);

    net::HttpResponse response{.status = own.status,
                               .content_type = std::move(own.content_type),
                               .body = std::move(own.body),
                               .headers = std::move(own.headers),
                               .stream = std::move(own.stream)};
    response.headers.emplace_back("X-Request-Id", request.request_id);
    add_security_headers(response, request.origin.starts_with("https://"));
    const MonotonicNs took = services.clock.monotonic() - begun;
    services.metrics.count_request(match.route == nullptr ? "other" : match.route->method,
                                   match.route == nullptr ? "none" : match.route->path,
                                   response.status, took);
    log_request(request, match, response.status, took);
    return response;
}

}  // namespace farebox::collector
