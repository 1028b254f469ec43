#pragma once
// Tells an alert to what the settings name: a command (JSON on its standard input) and a web
// address (JSON posted). The tray shows alerts by itself, from the events of the local API.
//
// Both may take seconds, so they run on a thread of their own, which starts with an alert and ends
// when none waits. What fails is logged and not repeated: the alert is in the ledger and on every
// surface.

#include <memory>
#include <string>
#include <thread>

#include "core/base/json.h"

namespace farebox::control {

struct AlertTargets {
    std::string command;  ///< a line for the shell; "" = none
    std::string webhook;  ///< http or https; "" = none

    bool is_empty() const { return command.empty() && webhook.empty(); }
};

/// Owned by the governor's thread.
class AlertSender {
public:
    AlertSender();
    /// Gives what runs one second, then leaves it to itself.
    ~AlertSender();
    AlertSender(const AlertSender&) = delete;
    AlertSender& operator=(const AlertSender&) = delete;

    /// Never waits.
    void send(AlertTargets targets, const Json& alert);

private:
    struct Work;
    // Shared with the thread, which may outlive this object at the end of the program.
    const std::shared_ptr<Work> work_;
    std::thread thread_;
};

}  // namespace farebox::control
