#pragma once
// Each area's part of the table of routes, beside its handlers; routes.cpp joins them.

#include "core/collector/web/routes.h"

namespace farebox::collector {

std::vector<WebRoute> accounts_routes();  ///< accounts_handlers.cpp
std::vector<WebRoute> audit_routes();     ///< audit_handlers.cpp
std::vector<WebRoute> budgets_routes();   ///< budgets_handlers.cpp
std::vector<WebRoute> devices_routes();   ///< devices_handlers.cpp
std::vector<WebRoute> directory_routes();  ///< directory_handlers.cpp
std::vector<WebRoute> enroll_routes();    ///< enroll_handlers.cpp
std::vector<WebRoute> fleet_routes();     ///< fleet_handlers.cpp
std::vector<WebRoute> health_routes();    ///< health_handlers.cpp
std::vector<WebRoute> ingest_routes();    ///< ingest_handlers.cpp
std::vector<WebRoute> login_routes();     ///< login_handlers.cpp
std::vector<WebRoute> scim_routes();      ///< scim_handlers.cpp
std::vector<WebRoute> session_routes();   ///< session_handlers.cpp
std::vector<WebRoute> chargeback_routes();  ///< chargeback_handlers.cpp
std::vector<WebRoute> coverage_routes();    ///< coverage_handlers.cpp
std::vector<WebRoute> exports_routes();     ///< exports_handlers.cpp
std::vector<WebRoute> periods_routes();     ///< periods_handlers.cpp
std::vector<WebRoute> static_routes();    ///< static_handlers.cpp; takes every address that is left

}  // namespace farebox::collector
