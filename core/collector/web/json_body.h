#pragma once
// The JSON object in a request's body.

#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/collector/web/routes.h"

namespace farebox::collector {

/// Invalid unless the body is a JSON object sent as application/json (which no form of another site
/// can send) whose members are all among `known`: a misspelt one would be ignored in silence. An
/// empty body is an empty object.
Result<Json> json_body(const WebRequest& request, const std::vector<std::string>& known);

/// A member that must be a text and not "". Invalid names it.
Result<std::string> required_text(const Json& body, const char* name);

}  // namespace farebox::collector
