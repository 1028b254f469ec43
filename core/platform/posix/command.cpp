// execvp(3) and posix_spawn(3). Spawning rather than forking: the daemon has threads.
#include "core/platform/command.h"

#include "core/base/format.h"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace farebox::platform {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

std::vector<char*> pointers(const std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (const auto& text : texts) result.push_back(const_cast<char*>(text.c_str()));
    result.push_back(nullptr);
    return result;
}

/// Below what a pipe holds, so that writing it never waits for the reader.
constexpr std::size_t MaxInput = 32 * 1024;

struct Pipe {
    std::array<int, 2> ends{-1, -1};

    Pipe() {
        if (pipe(ends.data()) != 0) ends = {-1, -1};
        for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
    }
    ~Pipe() {
        close_end(0);
        close_end(1);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;
    bool is_open() const { return ends[0] >= 0; }
    void close_end(std::size_t which) {
        if (ends[which] >= 0) close(ends[which]);
        ends[which] = -1;
    }
};

/// Starts argv in a process group of its own, reading `input` and writing to `output`. errno-style
/// result.
int spawn(const std::vector<std::string>& argv, const Environment& environment, int input,
          int output, pid_t& pid) {
    std::vector<std::string> variables;
    for (const auto& [name, value] : environment) variables.push_back(name + "=" + value);

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, input, 0);
    posix_spawn_file_actions_adddup2(&files, output, 1);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
#if defined(__GLIBC__)
    posix_spawn_file_actions_addclosefrom_np(&files, 3);
#endif

    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    sigset_t usual;
    sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM, SIGHUP, SIGCHLD}) {
        sigaddset(&usual, signal);
    }
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(
        &attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    const int failed = posix_spawnp(&pid, argv[0].c_str(), &files, &attributes,
                                    pointers(argv).data(), pointers(variables).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return failed;
}

Result<std::string> read_until_closed(int fd, const CommandLimits& limits, SteadyTime deadline) {
    std::string text;
    std::array<char, 16 * 1024> piece;
    while (true) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            deadline - std::chrono::steady_clock::now());
        pollfd wait{fd, POLLIN, 0};
        const int ready = left.count() > 0 ? poll(&wait, 1, static_cast<int>(left.count())) : 0;
        if (ready < 0 && errno == EINTR) continue;
        if (ready <= 0) {
            return unavailable(format("no answer within {} ms", limits.time.count()));
        }
        const ssize_t got = read(fd, piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unavailable(std::strerror(errno));
        if (got == 0) return text;
        text.append(piece.data(), static_cast<std::size_t>(got));
        if (text.size() > limits.output_bytes) {
            return Error{ErrorCode::TooLarge,
                         format("more than {} bytes of output", limits.output_bytes)};
        }
    }
}

/// Waits for the child; kills its whole group when it stays after closing its output.
int collect(pid_t pid, SteadyTime deadline) {
    int status = 0;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() >= deadline) {
            kill(-pid, SIGKILL);
            waitpid(pid, &status, 0);
            break;
        }
        usleep(1000);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

Result<int> become_command(const std::vector<std::string>& argv, const Environment& extra) {
    if (argv.empty()) return invalid("running a command: none was given");
    for (const auto& [name, value] : extra) setenv(name.c_str(), value.c_str(), 1);
    execvp(argv[0].c_str(), pointers(argv).data());
    const auto code = errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable;
    return Error{code, format("running {}: {}", argv[0], std::strerror(errno))};
}

std::vector<std::string> shell_line(const std::string& line) { return {"/bin/sh", "-c", line}; }

Result<CommandOutput> capture_command(const std::vector<std::string>& argv,
                                      const Environment& environment, const CommandLimits& limits,
                                      std::string_view input) {
    if (argv.empty()) return invalid("running a command: none was given");
    if (input.size() > MaxInput) return Error{ErrorCode::TooLarge, "running a command: its input"};
    const SteadyTime deadline = std::chrono::steady_clock::now() + limits.time;
    Pipe in;
    Pipe out;
    if (!in.is_open() || !out.is_open()) return unavailable(format("pipe: {}", std::strerror(errno)));
    if (!input.empty() && write(in.ends[1], input.data(), input.size()) < 0) {
        return unavailable(format("running {}: {}", argv[0], std::strerror(errno)));
    }
    in.close_end(1);  // the end of its input

    pid_t pid = 0;
    const int failed = spawn(argv, environment, in.ends[0], out.ends[1], pid);
    out.close_end(1);
    if (failed != 0) {
        return Error{failed == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
                     format("running {}: {}", argv[0], std::strerror(failed))};
    }
    auto text = read_until_closed(out.ends[0], limits, deadline);
    if (!text) kill(-pid, SIGKILL);
    const int exit_code = collect(pid, deadline);
    if (!text) return text.error().with_context("running " + argv[0]);
    return CommandOutput{exit_code, std::move(*text)};
}

}  // namespace farebox::platform
