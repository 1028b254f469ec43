#pragma once
// Programs run by the end-to-end tests: agents, the daemon, git.
//
// Every child gets exactly the environment it is given (nothing leaks in from the developer's
// shell) and a process group of its own, so that it can be ended with everything it started.

#include <QString>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

class QProcess;

namespace farebox::e2e {

using Environment = std::map<std::string, std::string>;
using Argv = std::vector<std::string>;

/// What an agent may see: HOME, PATH with the system's folders and Node's, a terminal, a locale,
/// and a proxy that refuses everything but loopback, so that nothing here ever leaves the machine.
Environment clean_environment(const std::string& home);

struct Finished {
    bool in_time = true;
    int exit_code = -1;  ///< -1 when it was ended by a signal or never started
    int signal = 0;      ///< the one that ended it
    std::string out;
    std::string err;

    /// For QVERIFY2: everything a person needs to see why it failed.
    std::string report() const;
};

class Child {
public:
    /// `before_exec` runs in the new process, where only system calls are allowed.
    Child(const Argv& argv, const Environment& environment, const std::string& folder,
          std::function<void()> before_exec = {});
    /// Ends the whole group: SIGTERM, five seconds, SIGKILL.
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    Finished wait(std::chrono::seconds limit = std::chrono::seconds(90));
    /// SIGKILL to the whole group: the agent vanishes as in a crash.
    void kill_now();
    void interrupt();
    /// SIGTERM to the program alone, as a service manager does.
    void ask_to_end();
    /// What it has printed and nobody has read yet.
    std::string read_out();
    bool is_running() const;
    std::int64_t pid() const;

private:
    std::unique_ptr<QProcess> process_;
};

Finished run(const Argv& argv, const Environment& environment, const std::string& folder,
             std::chrono::seconds limit = std::chrono::seconds(90));

/// Ends every process of this user whose executable lies below `folder`: daemons that an agent
/// installs into its HOME and leaves behind.
void end_processes_below(const std::string& folder);

/// Polls `ready` every 20 ms, running the event loop; false when the limit passed.
template <class Ready>
bool wait_until(Ready ready, std::chrono::milliseconds limit);

void pause(std::chrono::milliseconds time);

template <class Ready>
bool wait_until(Ready ready, std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (!ready()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        pause(std::chrono::milliseconds(20));
    }
    return true;
}

}  // namespace farebox::e2e
