#include "core/collector/web/authenticate.h"

namespace farebox::collector {

std::variant<Principal, WebResponse> authenticate(const WebRequest&, const WebRoute&, Services&) {
    return Principal{};
}

}  // namespace farebox::collector
