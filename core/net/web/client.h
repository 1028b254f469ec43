#pragma once
// The collector's questions to other servers (identity provider, later vendors' usage APIs), over
// cpp-httplib. One connection a question; redirects are not followed; certificates are verified.

#include <chrono>
#include <cstddef>
#include <string>

#include "core/base/result.h"
#include "core/net/web/server.h"

namespace farebox::net {

struct WebClientOptions {
    std::string ca_file;  ///< PEM roots to trust instead of the system's; "": the system's
    std::string proxy;    ///< "http://proxy.acme.example:3128"; "": HTTPS_PROXY and NO_PROXY count
    std::chrono::milliseconds deadline{15'000};  ///< for the whole question
    std::size_t answer_limit = 1 << 20;          ///< bytes of a body, unpacked
};

struct WebAnswer {
    int status = 0;
    HttpHeaders headers;
    std::string body;

    /// "" when absent; `name` in any case.
    std::string header(std::string_view name) const;
};

/// Any thread, several at once.
class WebClient {
public:
    explicit WebClient(WebClientOptions options) : options_(std::move(options)) {}

    /// GET or POST. Any status is an answer. Errors: Invalid (url, method), Unavailable (no
    /// connection, certificate, deadline), TooLarge; they name the host and never path or query.
    Result<WebAnswer> ask(const std::string& method, const std::string& url,
                          const HttpHeaders& headers = {}, const std::string& body = {}) const;

private:
    const WebClientOptions options_;
};

}  // namespace farebox::net
