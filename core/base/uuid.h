#pragma once
// UUIDv7 (RFC 9562): sorts by creation time, so that the ledger's key order is arrival order.

#include <string>

#include "core/base/clock.h"

namespace farebox {

/// "01a200d1-2197-7d91-8bf4-206db76226b9". Monotonic within the process even inside one
/// millisecond. Thread-safe. Randomness from the operating system.
std::string make_uuid_v7(UtcNs now);

}  // namespace farebox
