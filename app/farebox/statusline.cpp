// Runs with every prompt and every answer of an agent: one question to the daemon, nothing else.

#include "app/farebox/console.h"
#include "core/control/show.h"
#include "core/net/local_endpoint.h"
#include "core/platform/terminal.h"

namespace farebox::cli {
namespace {

using namespace std::chrono_literals;

// A prompt that waits is worse than one without a sum.
constexpr auto AnswerTime = 500ms;
constexpr auto InputTime = 50ms;
constexpr std::size_t MaxInput = 256 * 1024;

// {"session_id": "...", ...} as Claude Code gives it; "" for a shell.
std::string read_session() {
    const std::string text = platform::read_waiting_input(MaxInput, InputTime);
    if (text.empty()) return "";
    return find_string(parse_json(text).value_or(Json()), "session_id").value_or("");
}

}  // namespace

int run_statusline(const control::Arguments&, const Console& console) {
    const std::string session = read_session();
    const std::string target = std::string(control::ApiPrefix) + "glance";
    const auto response = net::request_local(console.socket_path(), "GET", target, AnswerTime);
    if (!response) {
        const bool is_absent = response.error().code == ErrorCode::NotFound;
        console.print(is_absent ? "farebox: not running\n" : "farebox: no answer\n");
        return control::ExitOk;
    }
    const auto glance = parse_json(response->body);
    console.print(glance && response->status == 200 ? control::show_statusline(*glance, session)
                                                    : "farebox: no answer\n");
    return control::ExitOk;
}

}  // namespace farebox::cli
