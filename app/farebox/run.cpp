#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/run_plan.h"
#include "core/net/local_endpoint.h"

namespace farebox::cli {
namespace {

using namespace std::chrono_literals;

// The port the running daemon listens on; an error when it does not answer at once.
Result<std::uint16_t> ask_port(const Console& console) {
    const std::string target = std::string(control::ApiPrefix) + "status";
    FAREBOX_TRY(response, net::request_local(console.socket_path(), "GET", target, 2s));
    FAREBOX_TRY(status, parse_json(response.body));
    const Json* daemon = find_member(status, "daemon");
    const auto port = daemon == nullptr ? std::nullopt : find_int(*daemon, "port");
    if (!port || *port < 1 || *port > 65'535) return unavailable("the daemon did not name its port");
    return static_cast<std::uint16_t>(*port);
}

void print_plan(const control::RunPlan& plan, const Console& console) {
    for (const auto& [name, value] : plan.extra) console.print(format("{}={}\n", name, value));
    console.print(printable(join(plan.argv, " ")) + "\n");
}

}  // namespace

int run_run(const control::Arguments& arguments, const Console& console) {
    const auto port = ask_port(console);
    control::RunPlan plan{arguments.words, {}, {}};
    if (port) {
        const auto settings = console.load_settings();
        plan = control::plan_run(arguments.words, *port, console.paths.home,
                                 platform::read_variable, settings);
    } else {
        console.warn(format("the daemon is not reachable ({}); starting {} without it, its calls "
                            "will not be counted",
                            port.error().message, arguments.words.front()));
    }
    for (const auto& note : plan.notes) console.warn(note);
    if (arguments.has("--print")) {
        print_plan(plan, console);
        return port ? control::ExitOk : control::ExitNotRunning;
    }
    const auto code = platform::become_command(plan.argv, plan.extra);
    if (code) return *code;
    console.warn(code.error().message);
    // As shells do: 127 = no such command, 126 = not executable.
    return code.error().code == ErrorCode::NotFound ? 127 : 126;
}

}  // namespace farebox::cli
