#pragma once
// PATCH of SCIM (RFC 7644 section 3.5.2) on a resource's JSON, as Okta and Entra send it.
//
// Beyond the RFC, because they do it: operations in any case ("Replace"); members named by paths
// inside a value without path ({"name.givenName": "Ada"}); remove with a list of values to take out;
// a filter that finds nothing makes the element it describes (emails[type eq "work"].value); "True"
// and "False" for active. Taking out what is not there succeeds.

#include "core/base/json.h"

namespace farebox::collector {

/// Applies all operations of a PatchOp message, or the error of the first that fails; the resource
/// is then half changed and to be dropped. Codes: Invalid = value, Unsupported = path, NotFound = no
/// target, Denied = a member that clients cannot write, TooLarge.
Result<void> apply_scim_patch(Json& resource, const Json& message);

/// Members of `id`, `meta`, `groups` and `password` go, "True" becomes true: a resource as we keep it.
void clean_scim_resource(Json& resource);

}  // namespace farebox::collector
