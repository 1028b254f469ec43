#pragma once
// From a request to the one behind it.

#include <variant>

#include "core/collector/web/routes.h"

namespace farebox::collector {

/// The principal, or the answer that refuses the request at once (401 proof_expired with
/// server_time, 403 device_revoked, 403 csrf). Asked for every route, public ones too, after the rate
/// limit of the address and before the permission check; `request.who` is still Nobody.
///
/// Three kinds of evidence: a session cookie (and for a method other than GET and HEAD its CSRF
/// header), `Authorization: Farebox <proof>` of a device over this body, `Authorization: Bearer
/// <token>` of the identity provider on /scim. No evidence is Kind::Nobody; evidence that does not
/// hold is a refusal, except on a public route, where it is Nobody.
std::variant<Principal, WebResponse> authenticate(const WebRequest& request, const WebRoute& route,
                                                  Services& services);

}  // namespace farebox::collector
