#pragma once
// For which work was this call made? The weighing of everything known about one call.
//
// Order of belief for the directory: what the agent states in this very call (a git root with its
// remote and commit first), what its session stated earlier, the directory of the process that
// owns the socket. The directory of a server or daemon is never believed (processes.h).
// The branch is read from the checkout on disk; what the agent's text says about it was true when
// its session began and is only compared. What loses is kept as evidence with a note, so that a
// wrong row can be explained. Where all of that names no repository, a rule that somebody wrote may
// (assign.h), and the evidence says that it was a rule.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/attribution/ci.h"
#include "core/attribution/sessions.h"
#include "core/attribution/workspace.h"
#include "core/base/clock.h"
#include "core/model/assignment.h"
#include "core/model/call.h"
#include "core/model/clue.h"
#include "core/model/evidence.h"
#include "core/platform/process.h"

namespace farebox::attribution {

struct Question {
    /// The process at the other end of the socket and its ancestors, itself first; empty when it
    /// could not be found.
    std::vector<platform::Process> ancestry;
    /// Which of them is the agent (a loader or helper may own the socket).
    std::size_t agent_process = 0;
    /// What the agent itself said in header and body. Understood: "cwd", "git_root", "repo_remote"
    /// (address, or "owner/name" without host), "branch", "commit".
    std::vector<Clue> clues;
    std::string session_id;
    std::optional<CiRun> ci;
    MonotonicNs now = 0;  ///< when the question is asked; see WorkspaceFinder::look
};

/// Fields as in Call.
struct Attribution {
    std::string repo, branch, commit, worktree, cwd, ticket, ci_provider, ci_run_id;
    std::string process_name, process_path, os_user;
    std::optional<std::int64_t> pid;
    std::vector<Evidence> evidence;
};

/// One thread.
class Attributor {
public:
    /// `os_user`: login name of the user whose calls these are.
    Attributor(WorkspaceOptions options, std::string os_user);
    Attributor(const Attributor&) = delete;
    Attributor& operator=(const Attributor&) = delete;

    Attribution attribute(const Question& question);
    /// Counts from the next question on.
    void set_assignments(std::vector<Assignment> rules) { assignments_ = std::move(rules); }

private:
    WorkspaceFinder workspaces_;
    Sessions sessions_;
    const std::string os_user_;
    std::vector<Assignment> assignments_;
};

/// Writes the attributed fields of the call and appends the evidence; other fields stay.
void apply(const Attribution& attribution, Call& call);

}  // namespace farebox::attribution
