// File System Programming Guide: application data in ~/Library/Application Support.
// Not compiled by our builds.
#include "core/platform/paths.h"

namespace farebox::platform {

Result<Paths> make_paths(const Variable& variable) {
    const auto home = variable("HOME");
    if (!home || !home->starts_with('/')) {
        return not_found("finding the home folder: HOME is not set; set it and try again");
    }
    const std::string folder = *home + "/Library/Application Support/Farebox";
    Paths paths;
    paths.home = *home;
    paths.config_file = variable("FAREBOX_CONFIG").value_or(folder + "/config.json");
    paths.state_dir = variable("FAREBOX_STATE_DIR").value_or(folder + "/state");
    paths.runtime_dir = variable("FAREBOX_RUNTIME_DIR").value_or(paths.state_dir + "/run");
    return paths;
}

}  // namespace farebox::platform
