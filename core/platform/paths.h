#pragma once
// Where Farebox keeps its files.
//
// | what        | Linux                              | macOS                                 | Windows                  | override              |
// |-------------|------------------------------------|---------------------------------------|--------------------------|-----------------------|
// | config_file | $XDG_CONFIG_HOME/farebox/config.json | ~/Library/Application Support/Farebox/config.json | %APPDATA%\Farebox\config.json | FAREBOX_CONFIG |
// | state_dir   | $XDG_STATE_HOME/farebox            | ~/Library/Application Support/Farebox/state | %LOCALAPPDATA%\Farebox | FAREBOX_STATE_DIR |
// | runtime_dir | $XDG_RUNTIME_DIR/farebox           | <state_dir>/run                       | <state_dir>\run          | FAREBOX_RUNTIME_DIR   |
//
// XDG defaults: ~/.config and ~/.local/state; without XDG_RUNTIME_DIR the run folder is below the
// state folder, never in /tmp, where another user could put it first. Relative values of XDG
// variables are ignored, as their specification demands. Nothing is created here.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace farebox::platform {

struct Paths {
    std::string home;
    std::string config_file;
    std::string state_dir;
    std::string runtime_dir;

    bool operator==(const Paths&) const = default;
};

/// Value of an environment variable; nothing when unset or empty.
using Variable = std::function<std::optional<std::string>(std::string_view name)>;

/// NotFound when there is no home folder.
Result<Paths> make_paths(const Variable& variable);
/// From this process's environment; the home folder of the user database when HOME is unset.
Result<Paths> find_paths();

std::optional<std::string> read_variable(std::string_view name);

}  // namespace farebox::platform
