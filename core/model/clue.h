#pragma once
// A hint about which work a call is for, found in what the agent itself sent.
//
// A clue is raw material: attribution weighs it against the process and the checkout on disk, and
// turns the winner into Evidence. Readers of headers and bodies make clues and decide nothing.

#include <string>

#include "core/model/evidence.h"

namespace farebox {

struct Clue {
    /// "cwd", "branch", "commit", "git_root" (absolute path of a checkout), "repo_remote" (a git
    /// remote URL as the agent wrote it, to be normalised), "worktree".
    std::string dimension;
    std::string value;
    std::string source;  ///< "header x-codex-turn-metadata", "body environment block"
    Confidence confidence = Confidence::Weak;
    std::string note;    ///< one sentence when something must be known ("snapshot of session start")

    bool operator==(const Clue&) const = default;
};

}  // namespace farebox
