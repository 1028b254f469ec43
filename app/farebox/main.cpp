// The command line of Farebox: arguments and construction. Commands are one file each; what they
// say is made in core/control, where it is tested.

#include <cstdio>

#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/log.h"
#include "core/base/version.h"

namespace farebox::cli {
namespace {

struct Entry {
    const char* name;
    int (*run)(const control::Arguments&, const Console&);
};
constexpr Entry Commands[] = {{"status", run_status}, {"spend", run_spend},   {"calls", run_calls},
                              {"call", run_call},     {"run", run_run},       {"budget", run_budget},
                              {"override", run_override}, {"pause", run_pause},
                              {"resume", run_resume}, {"audit", run_audit},
                              {"statusline", run_statusline}, {"top", run_top},
                              {"enroll", run_enroll}, {"login", run_login}, {"sync", run_sync},
                              {"policy", run_policy}, {"assign", run_assign},
                              {"config", run_config}, {"doctor", run_doctor},
                              {"completion", run_completion}};

int run_command(const control::Arguments& arguments, const Console& console) {
    if (arguments.wants_help) {
        console.print(arguments.command ? control::format_help(*arguments.command)
                                        : control::format_help());
        return control::ExitOk;
    }
    if (arguments.wants_version) {
        console.print(format("farebox {}\n", Version));
        return control::ExitOk;
    }
    for (const Entry& entry : Commands) {
        if (std::string_view(entry.name) == arguments.command->name) {
            return entry.run(arguments, console);
        }
    }
    return console.fail({ErrorCode::Internal, "a command without a body"});
}

}  // namespace
}  // namespace farebox::cli

int main(int argc, char** argv) {
    using namespace farebox;
    set_log_plain(true);
    set_log_level(LogLevel::Error);
    const SystemClock clock;
    const auto paths = platform::find_paths();
    if (!paths) {
        std::fprintf(stderr, "farebox: %s\n", paths.error().message.c_str());
        return control::ExitFailed;
    }
    const cli::Console console{*paths, clock, cli::find_style()};
    const auto arguments = control::parse_arguments({argv + 1, argv + argc});
    if (!arguments) {
        console.warn(arguments.error().message);
        std::fprintf(stderr, "farebox: `farebox --help` lists the commands\n");
        return control::ExitUsage;
    }
    return cli::run_command(*arguments, console);
}
