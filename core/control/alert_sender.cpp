#include "core/control/alert_sender.h"

#include <deque>
#include <optional>

#include "core/base/log.h"
#include "core/base/mutex.h"
#include "core/net/post.h"
#include "core/platform/command.h"
#include "core/platform/paths.h"
#include "core/platform/thread.h"

namespace farebox::control {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t MaxAlerts = 100;
constexpr auto SendTime = 10s;

struct Message {
    AlertTargets targets;
    std::string text;  ///< JSON
};

// What a notifier needs to find its programs and the desktop; nothing else of the daemon's own.
platform::Environment environment() {
    platform::Environment variables;
    for (const char* name : {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ",
                             "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR",
                             "DBUS_SESSION_BUS_ADDRESS", "SystemRoot", "USERPROFILE"}) {
        if (const auto value = platform::read_variable(name)) variables.emplace_back(name, *value);
    }
    return variables;
}

void run_command(const Message& message) {
    const platform::CommandLimits limits{SendTime, 64 * 1024};
    const auto done = platform::capture_command(platform::shell_line(message.targets.command),
                                                environment(), limits, message.text + "\n");
    if (!done) {
        log_warn("alerts.command failed", {{"why", done.error().message}});
    } else if (done->exit_code != 0) {
        log_warn("alerts.command failed", {{"exit_code", std::to_string(done->exit_code)}});
    }
}

void post(const Message& message) {
    const auto status = net::post_json(message.targets.webhook, message.text, SendTime);
    if (!status) {
        log_warn("alerts.webhook failed", {{"why", status.error().message}});
    } else if (*status / 100 != 2) {
        log_warn("alerts.webhook failed", {{"status", std::to_string(*status)}});
    }
}

}  // namespace

struct AlertSender::Work {
    Mutex mutex;
    Condition ended;
    std::deque<Message> waiting FAREBOX_GUARDED_BY(mutex);
    bool is_running FAREBOX_GUARDED_BY(mutex) = false;

    void run() {
        platform::name_thread("fb-alerts");
        while (const auto message = next()) {
            if (!message->targets.command.empty()) run_command(*message);
            if (!message->targets.webhook.empty()) post(*message);
        }
    }
    // With the last one the thread is over, as far as others see it: send() starts a new one.
    std::optional<Message> next() {
        const LockGuard lock(mutex);
        if (waiting.empty()) {
            is_running = false;
            ended.notify_all();
            return std::nullopt;
        }
        Message message = std::move(waiting.front());
        waiting.pop_front();
        return message;
    }
    bool wait_for_end(std::chrono::milliseconds time) {
        const LockGuard lock(mutex);
        return ended.wait_for(mutex, time,
                              [this]() FAREBOX_NO_THREAD_SAFETY { return !is_running; });
    }
};

AlertSender::AlertSender() : work_(std::make_shared<Work>()) {}

AlertSender::~AlertSender() {
    if (!thread_.joinable()) return;
    if (work_->wait_for_end(1s)) thread_.join();
    else thread_.detach();
}

void AlertSender::send(AlertTargets targets, const Json& alert) {
    if (targets.is_empty()) return;
    {
        const LockGuard lock(work_->mutex);
        if (work_->waiting.size() >= MaxAlerts) {
            return log_warn("an alert was not sent: too many wait");
        }
        work_->waiting.push_back({std::move(targets), farebox::to_text(alert)});
        if (work_->is_running) return;
        work_->is_running = true;
    }
    if (thread_.joinable()) thread_.join();  // at its end already
    thread_ = std::thread([work = work_] { work->run(); });
}

}  // namespace farebox::control
