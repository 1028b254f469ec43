#include "core/platform/autostart.h"

#include <filesystem>

#include "core/base/file_io.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/platform/paths.h"

namespace farebox::platform {
namespace {

// Desktop Entry Specification, "The Exec key": what is not plain is quoted, and four characters are
// escaped inside quotes; a percent sign is doubled.
std::string exec_quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '`' || c == '$' || c == '\\') result += '\\';
        if (c == '%') result += '%';
        result += c;
    }
    return result + "\"";
}

std::string desktop_file(const AutostartEntry& entry, bool on) {
    std::string exec = exec_quoted(entry.program);
    for (const std::string& argument : entry.arguments) exec += " " + exec_quoted(argument);
    return format(
        "[Desktop Entry]\nType=Application\nName={}\nExec={}\nTerminal=false\n"
        "X-GNOME-Autostart-enabled={}\nHidden={}\n",
        entry.title, exec, on, !on);
}

/// A file that does not say Hidden=true.
bool starts(const std::string& path) {
    const auto text = load_file(path, 64 * 1024);
    if (!text) return false;
    for (const std::string_view line : split(*text, '\n')) {
        if (trim(line) == "Hidden=true" || trim(line) == "X-GNOME-Autostart-enabled=false") {
            return false;
        }
    }
    return true;
}

}  // namespace

Autostart::Autostart(std::string config_home, std::string system_folder)
    : config_home_(std::move(config_home)), system_folder_(std::move(system_folder)) {}

bool Autostart::is_supported() const { return !config_home_.empty(); }

std::string Autostart::own_file(const AutostartEntry& entry) const {
    return config_home_ + "/autostart/" + entry.name + ".desktop";
}

bool Autostart::is_on(const AutostartEntry& entry) const {
    const std::string own = own_file(entry);
    return starts(file_exists(own) ? own : system_folder_ + "/" + entry.name + ".desktop");
}

Result<void> Autostart::set(const AutostartEntry& entry, bool on) {
    const std::string own = own_file(entry);
    if (!on && !file_exists(system_folder_ + "/" + entry.name + ".desktop")) {
        std::error_code error;
        std::filesystem::remove(own, error);
        if (error) return unavailable(format("removing {}: {}", own, error.message()));
        return {};
    }
    FAREBOX_TRY_VOID(make_dirs(config_home_ + "/autostart"));
    return save_file(own, desktop_file(entry, on), 0644);
}

std::string find_config_home() {
    const auto configured = read_variable("XDG_CONFIG_HOME");
    if (configured && configured->starts_with('/')) return *configured;
    const auto paths = find_paths();
    return paths ? paths->home + "/.config" : std::string();
}

}  // namespace farebox::platform
