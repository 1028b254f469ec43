// %APPDATA% roams with the user, %LOCALAPPDATA% stays on the machine: the ledger stays.
#include "core/platform/paths.h"

#include "core/platform/windows/wide.h"

namespace farebox::platform {

std::optional<std::string> read_variable(std::string_view name) {
    const std::wstring wide = to_wide(name);
    std::wstring value(32 * 1024, L'\0');
    const DWORD size =
        GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size()));
    if (size == 0 || size >= value.size()) return std::nullopt;
    return to_utf8(std::wstring_view(value).substr(0, size));
}

Result<Paths> make_paths(const Variable& variable) {
    const auto home = variable("USERPROFILE");
    if (!home) {
        return not_found("finding the home folder: USERPROFILE is not set; set it and try again");
    }
    Paths paths;
    paths.home = *home;
    const std::string roaming = variable("APPDATA").value_or(*home + "\\AppData\\Roaming");
    const std::string local = variable("LOCALAPPDATA").value_or(*home + "\\AppData\\Local");
    paths.config_file = variable("FAREBOX_CONFIG").value_or(roaming + "\\Farebox\\config.json");
    paths.state_dir = variable("FAREBOX_STATE_DIR").value_or(local + "\\Farebox");
    paths.runtime_dir = variable("FAREBOX_RUNTIME_DIR").value_or(paths.state_dir + "\\run");
    return paths;
}

Result<Paths> find_paths() { return make_paths(read_variable); }

}  // namespace farebox::platform
