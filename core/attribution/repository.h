#pragma once
// Where a directory's repository keeps its files (gitrepository-layout(5)).

#include <optional>
#include <string>

namespace farebox::attribution {

struct Repository {
    std::string root;        ///< top folder of the checkout; the repository itself when bare
    std::string git_dir;     ///< HEAD and the state of this checkout
    std::string common_dir;  ///< config and refs, shared by all worktrees
    std::string worktree;    ///< name of a linked worktree, else empty
    bool is_bare = false;

    bool operator==(const Repository&) const = default;
};

/// The innermost repository around `directory`, which must be absolute and without links. Reads
/// at most two small files.
std::optional<Repository> find_repository(const std::string& directory);

}  // namespace farebox::attribution
