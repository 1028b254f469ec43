#pragma once
// Asking git itself, for the few repositories whose files we do not read ourselves: reftable
// storage, and configuration that includes other files.
//
// Only plumbing that reads refs and configuration is run: it starts no hook, no file-system
// monitor, no pager, takes no lock and asks for no password. Git's own check of who owns the
// repository (safe.directory) stays in force. About 3 ms; at most two seconds.

#include <optional>
#include <string>
#include <vector>

#include "core/platform/command.h"

namespace farebox::attribution {

class GitCommand {
public:
    /// An empty program never answers. `environment` gives HOME, PATH, XDG_CONFIG_HOME.
    GitCommand(std::string program, platform::Environment environment);

    /// The ref HEAD names ("refs/heads/main"); empty text when HEAD is detached.
    Result<std::string> head_ref(const std::string& root) const;
    /// The commit of HEAD; NotFound before the first commit.
    Result<std::string> head_commit(const std::string& root) const;
    /// Output of `git config --list --null --show-origin`.
    Result<std::string> config_list(const std::string& root) const;

private:
    Result<platform::CommandOutput> run(const std::string& root,
                                        const std::vector<std::string>& words) const;
    const std::string program_;
    const platform::Environment environment_;
};

}  // namespace farebox::attribution
