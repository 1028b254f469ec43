#pragma once
// The few words of HTTP/1.1 that the local API speaks over its own socket: both ends are Farebox,
// so there is no chunking, no continuation and no header that matters beyond Content-Length and
// Connection. `curl --unix-socket` works too.

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox::net {

struct LocalRequest {
    std::string method;
    std::string path;   ///< without query
    std::string query;  ///< after '?', as it came
    std::string body;
    bool keep_alive = true;
};

struct LocalResponse {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    /// The answer has no end: `body` is its beginning, LocalEndpoint::publish sends the rest.
    bool stays_open = false;
};

constexpr std::size_t MaxLocalHead = 16 * 1024;
constexpr std::size_t MaxLocalBody = 64 * 1024;

/// The size of the first message in `bytes`; 0 when more must arrive. Invalid when it is malformed
/// or too large.
Result<std::size_t> find_local_request(std::string_view bytes);
/// `bytes` is one whole message as found above.
Result<LocalRequest> parse_local_request(std::string_view bytes);

std::string format_local_request(std::string_view method, std::string_view target,
                                 std::string_view body = {});
std::string format_local_response(const LocalResponse& response, bool keep_alive);
/// A response that ended with its connection.
Result<LocalResponse> parse_local_response(std::string_view bytes);

}  // namespace farebox::net
