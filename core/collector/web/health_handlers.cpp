// Is the collector alive, can it work, what has it counted: for supervisors and monitoring.

#include "core/base/version.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/services.h"

namespace farebox::collector {
namespace {

// The process answers; nothing else is claimed, so that a database that is away for a minute does
// not make a supervisor restart us.
Result<WebResponse> handle_healthz(const WebRequest&, Services&) {
    return WebResponse::json({{"status", "ok"}, {"version", Version}});
}

// Requests can be served: the database answers. A load balancer leaves us out while this fails.
Result<WebResponse> handle_readyz(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(rows, session->run("SELECT 1"));
    return WebResponse::json({{"status", "ok"}, {"rows", rows.size()}});
}

Result<WebResponse> handle_metrics(const WebRequest&, Services& services) {
    WebResponse response;
    response.content_type = "text/plain; version=0.0.4; charset=utf-8";
    response.body = services.metrics.to_prometheus();
    return response;
}

}  // namespace

std::vector<WebRoute> health_routes() {
    return {
        {"GET", "/healthz", Permission::Public, "", "the process answers", handle_healthz},
        {"GET", "/readyz", Permission::Public, "", "the database answers and has this program's schema",
         handle_readyz},
        {"GET", "/metrics", Permission::Public, "", "counters in Prometheus' text format", handle_metrics},
    };
}

}  // namespace farebox::collector
