#pragma once
// From a working directory to repository, branch and commit.
//
// Read from git's files at every call, because the branch an agent states is a snapshot of its
// session's start and wrong after a `git switch`. The answer is cached per checkout and proven by
// stat: HEAD, the branch's ref, packed-refs and the configuration files; about 12 us.
// Never writes, never runs a hook; sizes are bounded, pipes and devices are not opened, because a
// repository may have been prepared by a stranger.

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/attribution/git_command.h"
#include "core/attribution/git_reader.h"
#include "core/attribution/repository.h"
#include "core/attribution/ssh_hosts.h"
#include "core/base/clock.h"

namespace farebox::attribution {

struct Workspace {
    std::string root;
    std::string git_dir;
    std::string worktree;     ///< name of a linked worktree
    std::string repo;         ///< "github.com/acme/payments", or "local/<folder>" without remote
    std::string repo_remote;  ///< name of the remote it comes from; empty for "local/..."
    std::string repo_note;
    std::string branch;
    std::string commit;
    std::string branch_note;

    bool operator==(const Workspace&) const = default;
};

struct WorkspaceOptions {
    /// Configuration outside the repository in git's order; absent files are fine.
    std::vector<std::string> config_files;
    std::string ssh_config_file;      ///< empty: none
    std::string git_program = "git";  ///< empty: git is never asked
    platform::Environment git_environment;
};

/// What git itself would use for this user: /etc/gitconfig, $XDG_CONFIG_HOME/git/config,
/// ~/.gitconfig; and ~/.ssh/config.
WorkspaceOptions make_workspace_options(const std::string& home,
                                        const std::optional<std::string>& xdg_config_home,
                                        const std::optional<std::string>& path);

/// One thread.
class WorkspaceFinder {
public:
    explicit WorkspaceFinder(WorkspaceOptions options);
    WorkspaceFinder(const WorkspaceFinder&) = delete;
    WorkspaceFinder& operator=(const WorkspaceFinder&) = delete;

    /// Nothing when the directory does not exist or lies in no repository.
    std::optional<Workspace> find(const std::string& directory);

    struct Sight {
        bool exists = false;  ///< as a folder on this machine
        std::optional<Workspace> workspace;
    };
    /// As find, but what was seen in the same directory less than `SightAge` before `now` still
    /// counts: sixty parallel calls look once, and no agent ends a call, switches a branch and makes
    /// the next call in less. With `now` 0 it looks each time.
    const Sight& look(const std::string& directory, MonotonicNs now);
    static constexpr MonotonicNs SightAge = 20 * NsPerMs;

    /// The name of a remote that an agent stated, as this user's ssh understands it.
    std::optional<std::string> name_remote(const std::string& url);

private:
    struct Place {  ///< a directory as given, and what it really is
        platform::FileStamp stamp;
        std::string real_path;
    };
    struct Known {
        Repository repository;
        Workspace workspace;
        Stamps stamps;
        std::uint64_t used = 0;
    };

    std::optional<std::string> real_path(const std::string& directory);
    Known read(const Repository& repository);
    const HostAliases& host_aliases();
    void forget_oldest();

    const WorkspaceOptions options_;
    const GitCommand git_;
    std::unordered_map<std::string, Place> places_;
    std::unordered_map<std::string, Known> known_;  ///< by root
    std::string sight_of_;  ///< the directory looked at last
    MonotonicNs sight_at_ = 0;
    Sight sight_;
    std::uint64_t uses_ = 0;
    platform::FileStamp ssh_stamp_;
    HostAliases host_aliases_;
};

}  // namespace farebox::attribution
