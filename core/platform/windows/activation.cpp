// Windows has neither socket activation nor a notification socket; a supervisor process holds the
// listener there.
#include "core/platform/activation.h"

namespace farebox::platform {

std::vector<InheritedListener> take_inherited_listeners() { return {}; }

void notify_service_manager(std::string_view) {}

}  // namespace farebox::platform
