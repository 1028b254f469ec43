// fareboxd: arguments, then the daemon.

#include "app/fareboxd/daemon.h"
#include "app/fareboxd/options.h"
#include "core/base/version.h"

#include <cstdio>

namespace {

constexpr int ExitUsage = 2;

int check_config(const farebox::app::DaemonSetup& setup) {
    const auto& settings = setup.settings;
    if (settings.origin.empty()) std::puts("no configuration file; all defaults are in force");
    for (const auto& problem : settings.problems) std::printf("%s\n", problem.c_str());
    if (settings.problems.empty()) std::puts("the configuration is good");
    return settings.problems.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace farebox;
    const Result<app::DaemonOptions> options =
        app::parse_options(std::vector<std::string>(argv + 1, argv + argc));
    if (!options) {
        std::fprintf(stderr, "fareboxd: %s; see fareboxd --help\n", options.error().message.c_str());
        return ExitUsage;
    }
    if (options->show_help) return std::fputs(app::DaemonHelp, stdout) < 0;
    if (options->show_version) return std::printf("fareboxd %s\n", Version) < 0;

    const Result<app::DaemonSetup> setup = app::prepare(*options);
    if (!setup) {
        std::fprintf(stderr, "fareboxd: %s\n", setup.error().message.c_str());
        return 1;
    }
    return options->check_config ? check_config(*setup) : app::run_daemon(*setup);
}
