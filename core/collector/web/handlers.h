#pragma once
// Each area's part of the table of routes, beside its handlers; routes.cpp joins them.

#include "core/collector/web/routes.h"

namespace farebox::collector {

std::vector<WebRoute> audit_routes();   ///< audit_handlers.cpp
std::vector<WebRoute> health_routes();  ///< health_handlers.cpp
std::vector<WebRoute> ingest_routes();  ///< ingest_handlers.cpp
std::vector<WebRoute> static_routes();  ///< static_handlers.cpp; takes every address that is left

}  // namespace farebox::collector
