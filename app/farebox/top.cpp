#include "app/farebox/console.h"
#include "core/base/strings.h"
#include "core/control/show.h"
#include "core/net/local_endpoint.h"

namespace farebox::cli {
namespace {

using namespace std::chrono_literals;

// The times until windows end move although nothing happens. Only while somebody looks.
constexpr auto RedrawTime = 30s;
constexpr const char* ClearScreen = "\x1b[H\x1b[2J\x1b[3J";

int draw(const control::Arguments& arguments, const Console& console, control::Client& client,
         bool clears) {
    const auto summary = client.get("summary");
    if (!summary) return console.fail(summary.error());
    const std::string text = arguments.has("--json") ? to_text(*summary) + "\n"
                                                     : control::show_top(*summary, console.style);
    console.print(clears ? ClearScreen + text : text);
    return client.is_daemon_running() ? control::ExitOk : control::ExitNotRunning;
}

}  // namespace

int run_top(const control::Arguments& arguments, const Console& console) {
    settings::Store store(console.setting_places());
    control::Client client = console.make_client(&store);
    if (arguments.has("--once")) return draw(arguments, console, client, false);

    const auto events = net::LocalStream::open(console.socket_path(),
                                               std::string(control::ApiPrefix) + "events");
    if (!events) {
        console.warn("no live view: " + events.error().message);
        return draw(arguments, console, client, false);
    }
    const bool clears = console.style.width > 0 && !arguments.has("--json");
    for (;;) {
        // The first event comes at once; of several that waited one picture is enough.
        const auto news = (*events)->read(RedrawTime);
        if (!news) return console.fail(news.error());
        // A call is told before it is in the ledger; the change of the sums is told after.
        if (!news->empty() && !contains(*news, "summary_changed")) continue;
        if (const int code = draw(arguments, console, client, clears); code != control::ExitOk) {
            return code;
        }
    }
}

}  // namespace farebox::cli
