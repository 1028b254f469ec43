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
    /// `settings` answers for the daemon when it is down; null when they are never asked for.
    Client(std::string socket_path, std::string ledger_path, const Clock& clock,
           settings::Store* settings = nullptr);

    /// The body of a 200; otherwise the error of the answer.
    Result<Json> get(const std::string& route, const Parameters& parameters = {});
    /// The same with another method: "PUT", "DELETE", "POST"; a null body sends none.
    Result<Json> send(const std::string& method, const std::string& route, const Json& body = {});
    /// Whether the last answer came from the daemon; asks for health when there was none yet.
    bool is_daemon_running();

private:
    Result<Answer> ask_daemon(const std::string& method, const std::string& target,
                              const std::string& body);
    Result<Json> ask(const std::string& method, const std::string& target, const Json& body);

    const std::string socket_path_;
    Context context_;
    std::optional<bool> is_running_;
};

}  // namespace farebox::control
