#pragma once
// The collector's side of core/net/device_proof.h: is this request from the device it says, made
// now, for us, with this body, and for the first time?

#include <span>
#include <string>
#include <string_view>

#include "core/base/clock.h"
#include "core/collector/auth/devices.h"
#include "core/collector/auth/refused.h"
#include "core/collector/store/database.h"

namespace farebox::collector {

/// Clocks of laptops and of the server may differ by this much; a larger skew is answered with the
/// server's time, by which the laptop corrects itself.
constexpr std::int64_t ProofSkewSeconds = 60;

/// `authorization`: the header's value. `origins`: the addresses we are reached by. Refused:
///   401 proof_malformed  not a proof at all, or without one of its claims
///   401 device_unknown   enrol again
///   401 proof_refused    signature, audience or body are wrong
///   401 proof_expired    too old, too early, or good for too long
///   401 proof_replayed   seen before
///   403 device_revoked
Admission<Device> check_device_proof(Session& session, std::string_view authorization,
                                     std::string_view body, std::span<const std::string> origins,
                                     UtcNs now);

}  // namespace farebox::collector
