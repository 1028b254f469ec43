#include "app/fareboxd/setup.h"

#include <filesystem>

#include "core/base/file_io.h"

namespace farebox::app {

Result<DaemonSetup> prepare(const DaemonOptions& options) {
    DaemonSetup setup;
    FAREBOX_TRY(paths, platform::find_paths());
    setup.paths = paths;
    if (!options.config_file.empty()) setup.paths.config_file = options.config_file;
    if (!options.state_dir.empty()) setup.paths.state_dir = options.state_dir;
    if (!options.runtime_dir.empty()) setup.paths.runtime_dir = options.runtime_dir;
    setup.store = std::make_unique<settings::Store>(
        settings::find_places(setup.paths.config_file, setup.paths.state_dir));
    setup.settings = setup.store->current()->settings;
    if (options.port) setup.settings.listen_port = *options.port;
    if (options.check_config) return setup;
    FAREBOX_TRY_VOID(make_dirs(setup.paths.state_dir));
    const std::filesystem::path policy = setup.store->places().collector_file;
    FAREBOX_TRY_VOID(make_dirs(policy.parent_path().string()));
    FAREBOX_TRY_VOID(make_dirs(setup.paths.runtime_dir));
    return setup;
}

}  // namespace farebox::app
