#pragma once
// Real child processes for tests: a function run in a fork, or a program in a folder.

#include <csignal>
#include <functional>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace farebox::tests {

/// Lives until the end of the scope, then is killed and collected.
class Child {
public:
    /// Runs `work` in a fork, tells the parent it is ready, and stays until killed.
    explicit Child(const std::function<void()>& work) {
        int ends[2];
        if (pipe(ends) != 0) _exit(1);
        pid_ = fork();
        if (pid_ == 0) {
            work();
            (void)!write(ends[1], "r", 1);
            while (true) pause();
        }
        char ready = 0;
        (void)!read(ends[0], &ready, 1);
        close(ends[0]);
        close(ends[1]);
    }
    /// Runs a program in `cwd` with exactly `environment` ("NAME=value").
    Child(const std::vector<std::string>& argv, const std::string& cwd,
          const std::vector<std::string>& environment = {}) {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0) _exit(1);
        pid_ = fork();
        if (pid_ == 0) {
            if (chdir(cwd.c_str()) != 0) _exit(1);
            execve(argv[0].c_str(), pointers(argv).data(), pointers(environment).data());
            _exit(1);
        }
        close(ends[1]);
        char end = 0;
        (void)!read(ends[0], &end, 1);  // returns when exec closes the other end
        close(ends[0]);
    }
    ~Child() { stop(); }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    pid_t pid() const { return pid_; }
    void stop() {
        if (pid_ <= 0) return;
        kill(pid_, SIGKILL);
        waitpid(pid_, nullptr, 0);
        pid_ = 0;
    }

private:
    static std::vector<char*> pointers(const std::vector<std::string>& texts) {
        std::vector<char*> result;
        for (const auto& text : texts) result.push_back(const_cast<char*>(text.c_str()));
        result.push_back(nullptr);
        return result;
    }
    pid_t pid_ = 0;
};

}  // namespace farebox::tests
