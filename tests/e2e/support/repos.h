#pragma once
// Git repositories as a developer has them, made by git itself.

#include <string>

namespace farebox::e2e {

class Repo {
public:
    /// A repository at `folder` with one commit, `remote` as origin, on `branch`, holding the
    /// subfolder services/ledger.
    Repo(std::string folder, const std::string& remote, const std::string& branch);

    const std::string& folder() const { return folder_; }
    std::string subfolder() const { return folder_ + "/services/ledger"; }
    void switch_to(const std::string& branch);
    /// A linked worktree beside the repository, on a new branch; returns its folder.
    std::string add_worktree(const std::string& name, const std::string& branch);
    std::string commit() const;

private:
    std::string git(const std::string& folder, std::initializer_list<std::string> words) const;

    std::string folder_;
};

}  // namespace farebox::e2e
