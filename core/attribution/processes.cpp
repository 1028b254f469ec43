#include "core/attribution/processes.h"

#include <algorithm>
#include <array>

namespace farebox::attribution {
namespace {

constexpr std::size_t MaxProcesses = 256;

// The words stand among the first arguments; later ones may be a prompt that talks about them.
constexpr std::size_t ArgumentsLooked = 6;

constexpr std::array<std::string_view, 4> ServerWords = {
    "app-server",          // Codex, behind its TUI and editor extensions
    "--cline-hub-daemon",  // Cline --zen
    "serve",               // OpenCode's server
    "--stdio",             // language servers
};

}  // namespace

std::optional<std::string> untrusted_cwd_reason(const platform::Process& process) {
    const std::size_t count = std::min(process.argv.size(), ArgumentsLooked);
    for (std::size_t i = 1; i < count; ++i) {
        const auto word = std::ranges::find(ServerWords, process.argv[i]);
        if (word != ServerWords.end()) return std::string(*word);
    }
    return std::nullopt;
}

Processes::Known* Processes::find(const platform::ProcessId& id) {
    const auto at = std::ranges::find(known_, id, &Known::id);
    if (at != known_.end()) {
        known_.splice(known_.begin(), known_, at);
        return &known_.front();
    }
    if (source_.find(id.pid) != id) return nullptr;  // its number is somebody else's by now
    Known known;
    known.id = id;
    known.ancestry = source_.ancestry(id.pid);
    if (known.ancestry.empty() || known.ancestry.front().id != id) return nullptr;
    known.ci = find_ci(source_.environment(id.pid, ci_variables()));
    known_.push_front(std::move(known));
    if (known_.size() > MaxProcesses) known_.pop_back();
    return &known_.front();
}

std::vector<platform::Process> Processes::ancestry(const platform::ProcessId& id) {
    Known* known = find(id);
    if (known == nullptr) return {};
    const auto now = source_.read(id.pid);
    if (now && now->id == id) known->ancestry.front() = *now;
    return known->ancestry;
}

std::optional<CiRun> Processes::ci(const platform::ProcessId& id) {
    Known* known = find(id);
    if (known == nullptr) return std::nullopt;
    return known->ci;
}

}  // namespace farebox::attribution
