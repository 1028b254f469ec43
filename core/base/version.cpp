#include "core/base/version.h"

namespace farebox {

const char* const Version = FAREBOX_VERSION;

}  // namespace farebox
