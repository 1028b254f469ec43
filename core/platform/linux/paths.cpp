// XDG base directories (specifications.freedesktop.org/basedir-spec).
#include "core/platform/paths.h"

namespace farebox::platform {
namespace {

std::optional<std::string> absolute(const Variable& variable, std::string_view name) {
    auto value = variable(name);
    if (value && !value->starts_with('/')) return std::nullopt;
    return value;
}

}  // namespace

Result<Paths> make_paths(const Variable& variable) {
    const auto home = absolute(variable, "HOME");
    if (!home) return not_found("finding the home folder: HOME is not set; set it and try again");

    const std::string config = absolute(variable, "XDG_CONFIG_HOME").value_or(*home + "/.config");
    const std::string state =
        absolute(variable, "XDG_STATE_HOME").value_or(*home + "/.local/state");

    Paths paths;
    paths.home = *home;
    paths.config_file =
        absolute(variable, "FAREBOX_CONFIG").value_or(config + "/farebox/config.json");
    paths.state_dir = absolute(variable, "FAREBOX_STATE_DIR").value_or(state + "/farebox");
    const auto run = absolute(variable, "XDG_RUNTIME_DIR");
    paths.runtime_dir = absolute(variable, "FAREBOX_RUNTIME_DIR")
                            .value_or(run ? *run + "/farebox" : paths.state_dir + "/run");
    return paths;
}

}  // namespace farebox::platform
