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
    std::string path;                                ///< without the query; escapes as they came
    std::map<std::string, std::string> in_path;      ///< "{device_id}" of the route's path
    std::map<std::string, std::string> parameters;   ///< of the query, decoded
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;                                ///< as received, still content-coded
    std::string remote_address;                      ///< of the caller; behind a trusted proxy, its word
    /// "https://farebox.acme.example": the configured public_url, else what the caller typed. The
    /// audience of a device's proof and the start of every link.
    std::string origin;
    std::string request_id;                          ///< of the log and of the answer's X-Request-Id
    Principal who;

    /// "" when absent; `name` in any case.
    std::string header(std::string_view name) const;
    std::string parameter(const std::string& name) const;
    /// "1", "true": on. "0", "false", "" and absent: off. Anything else is invalid: a trial that was
    /// asked for in other words must not be carried out.
    Result<bool> is_on(const std::string& name) const;
};

struct WebResponse {
    int status = 200;
    std::string content_type = "application/json";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Instead of `body`, for long answers: called until it gives an empty text, on the same thread
    /// after the handler returned. An error cuts the answer, so that the reader sees the loss.
    std::function<Result<std::string>()> stream;

    static WebResponse json(const Json& value, int status = 200);
    /// {"error": {"code", "message"}}, where `code` is one that clients act on: "device_revoked".
    static WebResponse error(int status, std::string_view code, std::string_view message);
    /// The same with the status that fits the class of failure.
    static WebResponse error(const Error& error);
    /// Asks the browser to keep it as a file of that name.
    static WebResponse download(std::string content_type, std::string file_name, std::string body);
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

/// All parts joined. A word of `path` in braces takes one segment, "{file...}" at the end all that
/// follow; the first route that fits counts.
const std::vector<WebRoute>& web_routes();

}  // namespace farebox::collector
