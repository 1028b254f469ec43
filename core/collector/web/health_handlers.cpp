// Is the collector alive, can it work, what has it counted: for supervisors and monitoring.

#include "core/base/format.h"
#include "core/base/version.h"
#include "core/collector/web/gauges.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/reference.h"
#include "core/collector/web/services.h"

namespace farebox::collector {
namespace {

// The process answers; nothing else is claimed, so that a database that is away for a minute does
// not make a supervisor restart us.
Result<WebResponse> handle_healthz(const WebRequest&, Services&) {
    return WebResponse::json({{"status", "ok"}, {"version", Version}});
}

// Requests can be served: the database answers and has this program's schema. A load balancer leaves
// us out while this fails.
Result<WebResponse> handle_readyz(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(rows, session->run("SELECT MAX(version) FROM schema_version"));
    const std::int64_t version = rows.empty() ? 0 : rows[0].integer(0);
    if (version != newest_version()) {
        return unavailable(format("the data has schema version {} and this program needs {}", version,
                                  newest_version()));
    }
    return WebResponse::json({{"status", "ok"}, {"schema_version", version}});
}

Result<WebResponse> handle_metrics(const WebRequest&, Services& services) {
    WebResponse response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = services.metrics.to_prometheus();
    auto session = services.database.session();
    response.body += to_prometheus(session ? read_gauges(**session, services.clock.now())
                                           : Result<Gauges>(session.error()));
    return response;
}

Result<WebResponse> handle_openapi(const WebRequest&, Services&) {
    return WebResponse::json(openapi(web_routes()));
}

}  // namespace

std::vector<WebRoute> health_routes() {
    return {
        {"GET", "/healthz", Permission::Public, "", "the process answers", handle_healthz},
        {"GET", "/readyz", Permission::Public, "", "the database answers and has this program's schema",
         handle_readyz},
        {"GET", "/metrics", Permission::Public, "", "counters in Prometheus' text format", handle_metrics},
        {"GET", "/api/v1/openapi.json", Permission::Public, "", "this table as OpenAPI", handle_openapi},
    };
}

}  // namespace farebox::collector
