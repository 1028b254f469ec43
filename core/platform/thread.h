#pragma once
// What a thread may say about itself. docs/threads.md lists every thread by these names.

#include <string_view>

namespace farebox::platform {

/// Name of the calling thread as debuggers and `top -H` show it; Linux keeps 15 bytes.
void name_thread(std::string_view name);

/// The calling thread yields to interactive work (look-ups, imports). Does nothing where a single
/// thread's priority cannot be lowered.
void lower_thread_priority();

}  // namespace farebox::platform
