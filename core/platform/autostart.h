#pragma once
// Starting a program of ours at login, for this person alone.
//
// | Linux   | $XDG_CONFIG_HOME/autostart/<name>.desktop, freedesktop's autostart specification |
// | macOS, Windows | Unsupported: the installer registers the login item there (docs/limits.md)  |
//
// A file of the same name in /etc/xdg/autostart is the administrator's; turning it off writes a file
// of the person's own with Hidden=true, as the specification asks.

#include <string>
#include <vector>

#include "core/base/result.h"

namespace farebox::platform {

struct AutostartEntry {
    std::string name;   ///< "farebox-tray": the file's name
    std::string title;  ///< "Farebox", what session settings show
    std::string program;               ///< absolute path
    std::vector<std::string> arguments;
};

/// `config_home` is $XDG_CONFIG_HOME; `system_folder` /etc/xdg/autostart.
class Autostart {
public:
    Autostart(std::string config_home, std::string system_folder = "/etc/xdg/autostart");

    bool is_supported() const;
    bool is_on(const AutostartEntry& entry) const;
    Result<void> set(const AutostartEntry& entry, bool on);

private:
    std::string own_file(const AutostartEntry& entry) const;

    const std::string config_home_;
    const std::string system_folder_;
};

/// $XDG_CONFIG_HOME or ~/.config.
std::string find_config_home();

}  // namespace farebox::platform
