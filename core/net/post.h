#pragma once
// One message to a web address, for alerts: not for calls, which go through the pool.

#include <chrono>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox::net {

/// Posts JSON and returns the status of the answer. Blocks for at most `limit`, on a connection of
/// its own, through the corporate proxy where one is set; redirects are not followed. Errors name
/// the host and never the path, which may hold a secret.
Result<int> post_json(const std::string& url, std::string_view body,
                      std::chrono::milliseconds limit);

}  // namespace farebox::net
