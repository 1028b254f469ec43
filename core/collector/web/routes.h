#pragma once
// The collector's front door as one table: method, path, permission, handler.
//
// Each area keeps its own part of the table beside its handlers (`chargeback_routes()` in
// chargeback_handlers.cpp); routes.cpp joins them. A handler is a function of request and services,
// runs on a thread of the server's pool, and never sees a request that lacks its permission.
// Errors become {"error": {"code", "message"}} with a fitting status.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/collector/auth/principal.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

struct WebRequest {
    std::string method;
    std::string path;                                ///< decoded, without the query
    std::map<std::string, std::string> in_path;      ///< "{device_id}" of the route's path
    std::map<std::string, std::string> parameters;   ///< of the query, decoded
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                                ///< as received, still content-coded
    std::string remote_address;                      ///< of the caller; behind a trusted proxy, its word
    Principal who;

    /// "" when absent; `name` in any case.
    std::string header(std::string_view name) const;
    std::string parameter(const std::string& name) const;
};

struct WebResponse {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;

    static WebResponse json(const Json& value, int status = 200);
};

struct Services;  // core/collector/web/services.h: every part of the collector that handlers use

struct WebRoute {
    const char* method;
    const char* path;  ///< "/api/v1/devices/{device_id}"
    Permission permission;
    const char* parameters;  ///< names allowed in the query, for docs and to refuse misspelt ones
    const char* summary;
    Result<WebResponse> (*handle)(const WebRequest&, Services&);
};

/// All parts joined.
const std::vector<WebRoute>& web_routes();

}  // namespace farebox::collector
