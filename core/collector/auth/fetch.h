#pragma once
// Asking the identity provider, as a function: tests answer in its place, the collector goes
// through core/net/web.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace farebox::collector {

struct FetchRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

struct FetchAnswer {
    int status = 0;
    std::string body;  ///< at most 1 MiB; a longer one is an error
};

/// Any thread. Follows no redirect; errors (Unavailable) name the host and no query.
using Fetch = std::function<Result<FetchAnswer>(const FetchRequest&)>;

/// Text for a query or a form: everything but letters, digits and "-._~" as %XX.
std::string percent_encode(std::string_view text);
/// "a=b&c=d", encoded.
std::string form_of(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace farebox::collector
