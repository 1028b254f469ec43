// farebox-collector: arguments, then a command.

#include <cstdio>

#include "app/farebox-collector/commands.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/version.h"
#include "core/collector/web/reference.h"

namespace farebox::app {
namespace {

struct Command {
    const char* name;
    const char* arguments;
    const char* summary;
    int (*run)(const CollectorOptions&, const collector::Config&);
};

constexpr Command Commands[] = {
    {"serve", "", "take calls from workstations and serve the dashboard (the default)", run_serve},
    {"demo", "[--engineers N] [--months N] [--seed N] [--fill-only]",
     "fill an empty folder with an invented company and serve it", run_demo},
    {"migrate", "", "bring the database to this program's version and stop", run_migrate},
    {"token", "LABEL", "make an enrolment token for workstations and print it", run_token},
    {"reset-password", "ACCOUNT", "give a local account a new first password and print it",
     run_reset_password},
    {"backup", "FILE", "write a copy of the embedded database while it is in use", run_backup},
    {"restore", "FILE", "put a copy back; the collector must be stopped", run_restore},
    {"verify", "", "count every table and check the audit log", run_verify},
    {"check-config", "", "read the configuration, print what is wrong with it, and stop",
     run_check_config},
    {"reference", "config|routes", "print the tables of the documentation", run_reference},
};

std::string make_help() {
    std::string text =
        "farebox-collector: where workstations' calls become one chargeback table\n\n"
        "usage: farebox-collector [options] [command] [arguments]\n\ncommands:\n";
    for (const Command& command : Commands) {
        std::string head = format("  {} {}", command.name, command.arguments);
        head.resize(std::max<std::size_t>(head.size(), 26), ' ');
        text += head + " " + command.summary + "\n";
    }
    return text +
           "  version                  print the version\n\n"
           "options:\n"
           "  --config FILE            configuration, JSON; without one the defaults count\n"
           "  --data-dir DIR           data and keys (default $STATE_DIRECTORY, else\n"
           "                           /var/lib/farebox-collector)\n"
           "  --listen ADDRESS:PORT    listen there (default 127.0.0.1:7780); port 0 takes a free one\n"
           "  --help, --version\n\n"
           "environment: FAREBOX_COLLECTOR_<KEY> sets any key of the configuration.\n\n"
           "signals: SIGTERM and SIGINT let requests that were begun end (drain_ms); SIGHUP reads the\n"
           "  certificate again.\n\n"
           "exit status: 0 stopped as asked; 1 could not do it; 2 wrong usage or configuration; 3 port or\n"
           "  data folder taken.\n";
}

}  // namespace

int fail(const Error& error) {
    std::fprintf(stderr, "farebox-collector: %s\n", error.message.c_str());
    return ExitFailed;
}

int fail_usage(const std::string& message) {
    fail(invalid(message));
    return ExitUsage;
}

int run_reference(const CollectorOptions& options, const collector::Config&) {
    const std::string what = options.arguments.empty() ? "" : options.arguments.front();
    if (what == "config") return std::fputs(collector::config_reference().c_str(), stdout) < 0;
    if (what == "routes") {
        return std::fputs(collector::route_reference(collector::web_routes()).c_str(), stdout) < 0;
    }
    return fail_usage("reference takes \"config\" or \"routes\"");
}

int run_check_config(const CollectorOptions&, const collector::Config&) {
    std::puts("the configuration is good");
    return 0;
}

}  // namespace farebox::app

int main(int argc, char** argv) {
    using namespace farebox;
    using namespace farebox::app;
    const auto options = parse_collector_options(std::vector<std::string>(argv + 1, argv + argc));
    if (!options) {
        fail(options.error());
        std::fprintf(stderr, "farebox-collector: see farebox-collector --help\n");
        return ExitUsage;
    }
    if (options->command == "help") return std::fputs(make_help().c_str(), stdout) < 0;
    if (options->command == "version") return std::printf("farebox-collector %s\n", Version) < 0;
    for (const Command& command : Commands) {
        if (options->command != command.name) continue;
        if (std::string_view(command.arguments).empty() && !options->arguments.empty()) {
            return fail_usage(format("{} takes no argument \"{}\"", command.name, printable(options->arguments[0])));
        }
        const auto config = read_collector_config(*options);
        if (!config) {
            fail(config.error());
            return ExitUsage;
        }
        return command.run(*options, *config);
    }
    return fail_usage(format("there is no command \"{}\"; see farebox-collector --help", printable(options->command)));
}
