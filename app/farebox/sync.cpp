// What goes to the organisation's collector: enrolling, looking, sending now.

#include <chrono>
#include <cstdlib>
#include <thread>

#include "app/farebox/console.h"
#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/control/show.h"
#include "core/platform/terminal.h"

namespace farebox::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t LongestToken = 4'096;
// A backlog of weeks needs longer; then what was reached is shown.
constexpr auto SyncLimit = 60s;

int show(const Json& sync, const control::Arguments& arguments, const Console& console) {
    console.print(arguments.has("--json")
                      ? to_pretty_text(sync) + "\n"
                      : control::show_sync(sync, console.style, console.clock.now()));
    const std::string state = find_string(sync, "state").value_or("");
    return state == "behind" || state == "stopped" ? control::ExitProblems : control::ExitOk;
}

// Until the daemon has looked at its outbox and found nothing, or met a problem.
Result<Json> follow(control::Client& client, Json sync) {
    const std::int64_t first = find_int(sync, "passes").value_or(0);
    const auto until = std::chrono::steady_clock::now() + SyncLimit;
    while (std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(100ms);
        FAREBOX_TRY(now, client.get("sync"));
        sync = std::move(now);
        const bool has_looked = find_int(sync, "passes").value_or(0) > first;
        const bool is_done = find_int(sync, "pending").value_or(0) == 0 ||
                             !find_string(sync, "problem").value_or("").empty();
        if (has_looked && is_done) break;
    }
    return sync;
}

int leave(const control::Arguments& arguments, const Console& console, control::Client& client) {
    const auto sync = client.send("DELETE", "enroll");
    if (!sync) return console.fail(sync.error(), client);
    if (arguments.has("--json")) {
        console.print(to_pretty_text(*sync) + "\n");
        return control::ExitOk;
    }
    const std::int64_t pending = find_int(*sync, "pending").value_or(0);
    console.print(format("left; nothing leaves this machine any more{}\n",
                         pending == 0 ? "" : format(", {} calls were not sent", pending)));
    return control::ExitOk;
}

// A token on the command line is seen by everyone who lists processes.
std::string token_of(const control::Arguments& arguments) {
    const std::string given = arguments.value("--token");
    if (given != "-") return given;
    return std::string(trim(split(platform::read_waiting_input(LongestToken, 60s) + "\n", '\n').front()));
}

}  // namespace

int run_sync(const control::Arguments& arguments, const Console& console) {
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    const std::string verb = arguments.words.empty() ? "status" : arguments.words[0];
    if (verb == "status") {
        const auto sync = client.get("sync");
        return sync ? show(*sync, arguments, console) : console.fail(sync.error(), client);
    }
    if (verb != "now") return console.fail(invalid("sync takes: status, or now"));
    auto begun = client.send("POST", "sync");
    if (!begun) return console.fail(begun.error(), client);
    const auto sync = follow(client, *std::move(begun));
    return sync ? show(*sync, arguments, console) : console.fail(sync.error(), client);
}

int run_enroll(const control::Arguments& arguments, const Console& console) {
    control::Client client = console.make_client();
    if (arguments.has("--leave")) return leave(arguments, console, client);
    const std::string token = token_of(arguments);
    if (!arguments.has("--url") || token.empty()) {
        return console.fail(invalid("enroll needs --url <address> and --token <token>"));
    }
    const auto sync =
        client.send("POST", "enroll", Json{{"url", arguments.value("--url")}, {"token", token}});
    if (!sync) return console.fail(sync.error(), client);
    if (arguments.has("--json")) {
        console.print(to_pretty_text(*sync) + "\n");
        return control::ExitOk;
    }
    console.print(format("enrolled at {}; {} calls are on their way\n",
                         printable(find_string(*sync, "collector").value_or("")),
                         find_int(*sync, "pending").value_or(0)));
    return control::ExitOk;
}

}  // namespace farebox::cli
