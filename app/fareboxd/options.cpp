#include "app/fareboxd/options.h"

#include "core/base/format.h"
#include "core/base/strings.h"

namespace farebox::app {

const char* const DaemonHelp = R"(fareboxd: carries coding agents' model calls and keeps their cost

usage: fareboxd [options]

Listens on 127.0.0.1 and [::1] only (port 7717), one per user, in the foreground. Agents use it
through a base URL such as http://127.0.0.1:7717/anthropic; `farebox run -- claude` sets that for
one command. Bodies pass unchanged; no prompt, answer or credential is stored or logged.

options:
  --config FILE       configuration (default ~/.config/farebox/config.json; may be absent)
  --state-dir DIR     ledger, device id, lock (default ~/.local/state/farebox)
  --runtime-dir DIR   socket of the local API, port file (default $XDG_RUNTIME_DIR/farebox)
  --port N            listen there instead; 0 chooses a free port
  --check-config      read the configuration, print what is wrong with it, and stop
  --version           print the version
  --help              print this

environment: FAREBOX_CONFIG, FAREBOX_STATE_DIR, FAREBOX_RUNTIME_DIR as the options above;
  HTTPS_PROXY and NO_PROXY for the way to the vendors; SSL_CERT_FILE for extra trusted roots.

signals: SIGTERM and SIGINT stop accepting and let running calls end (stop_grace_ms); a second one
  cuts them.

exit status: 0 stopped as asked; 1 could not start; 2 wrong usage; 3 already running or port taken.
)";

Result<DaemonOptions> parse_options(const std::vector<std::string>& arguments) {
    DaemonOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& name = arguments[i];
        if (name == "--help" || name == "-h") {
            options.show_help = true;
        } else if (name == "--version") {
            options.show_version = true;
        } else if (name == "--check-config") {
            options.check_config = true;
        } else if (name == "--config" || name == "--state-dir" || name == "--runtime-dir" ||
                   name == "--port") {
            if (i + 1 == arguments.size()) return invalid(format("{} needs a value", name));
            const std::string& value = arguments[++i];
            if (name == "--config") options.config_file = value;
            if (name == "--state-dir") options.state_dir = value;
            if (name == "--runtime-dir") options.runtime_dir = value;
            if (name != "--port") continue;
            const auto port = parse_int(value);
            if (!port || *port < 0 || *port > 65535) {
                return invalid(format("--port {} is not a port; give 0 to 65535", printable(value)));
            }
            options.port = std::uint16_t(*port);
        } else {
            return invalid(format("unknown argument \"{}\"", printable(name)));
        }
    }
    return options;
}

}  // namespace farebox::app
