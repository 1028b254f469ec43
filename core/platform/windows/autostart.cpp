#include "core/platform/autostart.h"

namespace farebox::platform {

Autostart::Autostart(std::string config_home, std::string system_folder)
    : config_home_(std::move(config_home)), system_folder_(std::move(system_folder)) {}

bool Autostart::is_supported() const { return false; }
bool Autostart::is_on(const AutostartEntry&) const { return false; }

Result<void> Autostart::set(const AutostartEntry& entry, bool) {
    return Error{ErrorCode::Unsupported, "starting " + entry.name +
                                             " at login is set up by the installer on this system"};
}

std::string find_config_home() { return {}; }

}  // namespace farebox::platform
