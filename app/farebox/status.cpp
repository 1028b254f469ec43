#include "app/farebox/console.h"
#include "core/control/show.h"

namespace farebox::cli {

int run_status(const control::Arguments& arguments, const Console& console) {
    control::Client client = console.make_client();
    const auto status = client.get("status");
    if (!status) return console.fail(status.error());
    console.print(arguments.has("--json")
                      ? to_pretty_text(*status) + "\n"
                      : control::show_status(*status, console.style, console.clock.now()));
    return client.is_daemon_running() ? control::ExitOk : control::ExitNotRunning;
}

}  // namespace farebox::cli
