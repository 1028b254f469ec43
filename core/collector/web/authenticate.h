#pragma once
// From a request to the one behind it.

#include <variant>

#include "core/collector/auth/refused.h"
#include "core/collector/web/routes.h"

namespace farebox::collector {

/// The principal, or the answer that refuses the request at once (401 proof_expired with
/// server_time, 403 device_revoked, 403 csrf). Asked for every route, public ones too, after the rate
/// limit of the address and before the permission check; `request.who` is still Nobody.
///
/// Three kinds of evidence, each for its own routes: `Authorization: Farebox <proof>` of a device
/// over this body where a device is wanted, `Authorization: Bearer <token>` of the identity provider
/// for provisioning, and the session cookie (for a method other than GET and HEAD with
/// X-Farebox-Csrf) everywhere else. On a public route nobody is asked for anything.
std::variant<Principal, WebResponse> authenticate(const WebRequest& request, const WebRoute& route,
                                                  Services& services);

/// {"error": {"code", "message", "server_time"}}, with Retry-After where there is a wait. A laptop
/// whose clock is wrong sets it by server_time (UTC ns).
WebResponse refusal_response(const Refused& refused, const Services& services);

/// True when the pages are reached over TLS: cookies are then marked so.
bool is_over_tls(const WebRequest& request);

}  // namespace farebox::collector
