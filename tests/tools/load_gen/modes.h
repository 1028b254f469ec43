#pragma once
// One coroutine per mode; each ends when its work is done or its time is over.

#include "tests/tools/load_gen/client.h"

namespace farebox::load {

/// Runs options.mode; false when the name is unknown.
wire::Task<bool> run_mode(Context& context);

}  // namespace farebox::load
