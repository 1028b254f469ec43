#pragma once
// Process trees, remembered per process. Reading one costs about 50 us per ancestor; the answer
// holds as long as the process lives, but for its working directory, which is read every time.

#include <cstdint>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/attribution/ci.h"
#include "core/platform/process.h"

namespace farebox::attribution {

/// The system's questions; tests bring their own answers.
struct ProcessSource {
    std::function<std::optional<platform::ProcessId>(std::int64_t pid)> find =
        platform::find_process;
    std::function<Result<platform::Process>(std::int64_t pid)> read = platform::read_process;
    std::function<std::vector<platform::Process>(std::int64_t pid)> ancestry =
        [](std::int64_t pid) { return platform::read_ancestry(pid); };
    std::function<std::vector<std::pair<std::string, std::string>>(
        std::int64_t pid, const std::vector<std::string_view>& names)>
        environment = platform::find_environment;
};

/// One thread.
class Processes {
public:
    explicit Processes(ProcessSource source = {}) : source_(std::move(source)) {}
    Processes(const Processes&) = delete;
    Processes& operator=(const Processes&) = delete;

    /// The process and its ancestors, itself first, with its present working directory. A process
    /// that has ended is answered from memory while it is remembered.
    std::vector<platform::Process> ancestry(const platform::ProcessId& id);

    /// The CI service that started it, if any.
    std::optional<CiRun> ci(const platform::ProcessId& id);

private:
    struct Known {
        platform::ProcessId id;
        std::vector<platform::Process> ancestry;
        std::optional<CiRun> ci;
    };
    Known* find(const platform::ProcessId& id);

    const ProcessSource source_;
    std::list<Known> known_;  ///< used last = first
};

/// The directory of such a process says nothing about the user's work: it is a server or daemon
/// that serves several sessions, or speaks for an editor. Answers the word that gives it away.
/// Measured: Codex's app-server kept the directory of the first session for all later ones.
std::optional<std::string> untrusted_cwd_reason(const platform::Process& process);

}  // namespace farebox::attribution
