#pragma once
// The composition root of the daemon: everything is constructed here, in order of dependency.

#include "app/fareboxd/setup.h"

namespace farebox::app {

/// Runs until stopped; returns the exit status (0, 1, or 3 when the port or the lock is taken).
int run_daemon(const DaemonSetup& setup);

}  // namespace farebox::app
