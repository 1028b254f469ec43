#pragma once
// What the agent itself said about the place of its work, one value per question.

#include <optional>
#include <vector>

#include "core/model/clue.h"

namespace farebox::attribution {

struct Statements {
    std::optional<Clue> cwd;
    std::optional<Clue> git_root;
    std::optional<Clue> repo_remote;
    std::optional<Clue> commit;
    std::optional<Clue> branch;

    bool names_a_place() const { return cwd || git_root; }
};

/// Clues in the order of the agent's readers: a remote or commit belongs to the root before it.
/// Of several roots (Codex lists every checkout of its session) the one around the stated
/// directory counts; when none is, the roots say nothing.
Statements read_statements(const std::vector<Clue>& clues);

/// "/work" contains "/work" and "/work/a", not "/workshop".
bool is_inside(const std::string& directory, const std::string& root);

}  // namespace farebox::attribution
