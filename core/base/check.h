#pragma once
// Three grades of bug. FAREBOX_CHECK: cannot go on, stop with the place. FAREBOX_ASSUME: stop in
// debug builds, in release log once and yield false so that the caller takes the fail-open path.
// Neither is for outside input; that is a Result.

namespace farebox {

[[noreturn]] void check_failed(const char* expression, const char* file, int line);

/// Logs in release, stops in debug. Always returns false.
bool assume_failed(const char* expression, const char* file, int line);

}  // namespace farebox

#define FAREBOX_CHECK(expression) \
    ((expression) ? (void)0 : ::farebox::check_failed(#expression, __FILE__, __LINE__))
#define FAREBOX_ASSUME(expression) \
    ((expression) || ::farebox::assume_failed(#expression, __FILE__, __LINE__))
