#include "core/base/check.h"

#include "core/base/log.h"

#include <cstdio>
#include <cstdlib>

namespace farebox {

void check_failed(const char* expression, const char* file, int line) {
    std::fprintf(stderr, "farebox: internal check failed: %s (%s:%d)\n", expression, file, line);
    std::abort();
}

bool assume_failed(const char* expression, const char* file, int line) {
#ifdef NDEBUG
    log_error("internal assumption failed, going on", {{"expression", expression}, {"file", file},
                                                       {"line", std::to_string(line)}});
#else
    check_failed(expression, file, line);
#endif
    return false;
}

}  // namespace farebox
