#pragma once
// Each area's part of the table of routes, beside its handlers; routes.cpp joins them.

#include "core/collector/web/routes.h"

namespace farebox::collector {

std::vector<WebRoute> health_routes();  ///< health_handlers.cpp

}  // namespace farebox::collector
