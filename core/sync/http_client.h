#pragma once
// Small HTTP questions to the collector and to identity providers. One connection a question: a
// sync asks a few times an hour at most.

#include <atomic>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/net/corporate_proxy.h"

namespace farebox::sync {

struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;  ///< without Host and lengths
    std::string body;
    std::chrono::milliseconds limit{30'000};
};

struct HttpAnswer {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers;  ///< as written
    std::string body;

    /// "" when there is none; names ignore case.
    std::string header(std::string_view name) const;
    /// The body as a JSON object, else null.
    Json json() const;
};

/// Owned by one thread.
class HttpClient {
public:
    /// `is_stopped` true ends a running question; null: never.
    HttpClient(net::ProxyRules proxy, std::string ca_file,
               const std::atomic<bool>* is_stopped = nullptr)
        : proxy_(std::move(proxy)), ca_file_(std::move(ca_file)), is_stopped_(is_stopped) {}

    /// A whole answer of any status; redirects are not followed. Unavailable: no connection, or the
    /// answer was cut. Invalid: no HTTP.
    Result<HttpAnswer> send(const HttpRequest& request) const;

private:
    const net::ProxyRules proxy_;
    const std::string ca_file_;
    const std::atomic<bool>* const is_stopped_;
};

/// "name=value&..." with both escaped, for forms and queries.
std::string format_form(const std::vector<std::pair<std::string, std::string>>& fields);

/// The decoded value of the first field of that name; "" when there is none.
std::string form_value(std::string_view form, std::string_view name);

}  // namespace farebox::sync
