#pragma once
// A person at a terminal: an agent's interactive mode in a pseudo terminal.
//
// A full emulator is not needed. What the agent draws is kept as text without escape sequences
// and without spaces (the agents move the cursor instead of printing them), and the few questions
// a TUI asks its terminal at start are answered, because it waits for them.

#include "tests/e2e/support/child.h"

#include <sys/types.h>

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace farebox::e2e {

class Terminal {
public:
    Terminal(const Argv& argv, const Environment& environment, const std::string& folder);
    /// Closes the window: SIGHUP to the agent, then SIGKILL to what is left of its group.
    ~Terminal();
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    /// True once `text` was drawn after the last call of `say`. Spaces do not matter.
    bool wait_for(std::string_view text,
                  std::chrono::seconds limit = std::chrono::seconds(30)) const;
    /// Types a line and presses Enter.
    void say(std::string_view line);
    void press(std::string_view keys);
    /// Everything drawn so far, for failure messages.
    std::string drawn() const;

private:
    void read_until_closed();
    void answer(std::string_view bytes);

    int master_ = -1;
    pid_t pid_ = -1;
    mutable std::mutex mutex_;
    std::string raw_;             // guarded by mutex_
    std::size_t heard_from_ = 0;  // guarded by mutex_
    std::atomic<bool> closing_ = false;
    std::thread reader_;
};

}  // namespace farebox::e2e
