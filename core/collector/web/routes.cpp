#include "core/collector/web/routes.h"

#include "core/collector/web/handlers.h"

namespace farebox::collector {

const std::vector<WebRoute>& web_routes() {
    static const std::vector<WebRoute> all = [] {
        std::vector<WebRoute> joined;
        // The first route that fits counts: what takes "{file...}" comes last.
        for (const auto part : {
                 health_routes,
                 enroll_routes,
                 login_routes,
                 session_routes,
                 devices_routes,
                 accounts_routes,
                 audit_routes,
                 ingest_routes,
                 chargeback_routes,
                 coverage_routes,
                 exports_routes,
                 periods_routes,
                 budgets_routes,
                 fleet_routes,
                 directory_routes,
                 scim_routes,
                 static_routes,
             }) {
            for (const WebRoute& route : part()) joined.push_back(route);
        }
        return joined;
    }();
    return all;
}

}  // namespace farebox::collector
