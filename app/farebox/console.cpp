#include "app/farebox/console.h"

#include <cstdio>

#include "core/base/strings.h"
#include "core/control/service.h"
#include "core/platform/terminal.h"

namespace farebox::cli {

std::string Console::socket_path() const { return paths.runtime_dir + "/" + control::SocketName; }

control::Client Console::make_client(settings::Store* settings) const {
    return control::Client(socket_path(), ledger_path(), clock, settings);
}

settings::Places Console::setting_places() const {
    return settings::find_places(paths.config_file, paths.state_dir);
}

settings::Settings Console::load_settings() const {
    return settings::Store(setting_places()).current()->settings;
}

void Console::print(const std::string& text) const {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

void Console::warn(const std::string& text) const {
    std::fflush(stdout);
    std::fprintf(stderr, "farebox: %s\n", printable(text).c_str());
}

int Console::fail(const Error& error) const {
    warn(error.message);
    return error.code == ErrorCode::Invalid ? control::ExitUsage : control::ExitFailed;
}

int Console::fail(const Error& error, control::Client& client) const {
    const int code = fail(error);
    return client.is_daemon_running() ? code : control::ExitNotRunning;
}

control::TextStyle find_style() {
    const auto terminal = platform::find_terminal();
    if (!terminal) return {};
    const bool no_colour = platform::read_variable("NO_COLOR").has_value() ||
                           platform::read_variable("TERM").value_or("") == "dumb";
    return {terminal->columns, !no_colour};
}

}  // namespace farebox::cli
