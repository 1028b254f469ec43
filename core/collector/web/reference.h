#pragma once
// What the documentation repeats of the tables in the code: `farebox-collector reference` prints it,
// and a test holds the pages to it.

#include <string>

#include "core/base/json.h"
#include "core/collector/web/routes.h"

namespace farebox::collector {

/// The keys of the configuration as a Markdown table (docs/collector.md).
std::string config_reference();
/// The routes as a Markdown table (docs/ingest-api.md).
std::string route_reference(const std::vector<WebRoute>& routes);
/// The routes as an OpenAPI 3.1 document.
Json openapi(const std::vector<WebRoute>& routes);

}  // namespace farebox::collector
