#pragma once
// How the CLI gets its answers: from the daemon's socket, or, when the daemon is not running, by
// running the same handlers on the ledger file.

#include <optional>
#include <string>

#include "core/base/clock.h"
#include "core/control/routes.h"

namespace farebox::control {

class Client {
public:
    Client(std::string socket_path, std::string ledger_path, const Clock& clock);

    /// The body of a 200; otherwise the error of the answer.
    Result<Json> get(const std::string& route, const Parameters& parameters = {});
    /// Whether the last answer came from the daemon; asks for health when there was none yet.
    bool is_daemon_running();

private:
    Result<Answer> ask_daemon(const std::string& target);

    const std::string socket_path_;
    Context context_;
    std::optional<bool> is_running_;
};

}  // namespace farebox::control
