#pragma once
// One name for one repository, however its remote is written.
//
// "git@github.com:Acme/Payments.git", "https://token@github.com/acme/payments" and
// "ssh://git@ssh.github.com:443/acme/payments" all become "github.com/acme/payments". Credentials
// and ports never survive. On hosts that ignore case (GitHub, GitLab, Bitbucket, Azure DevOps) the
// path is lower case too, or one repository would be two rows.

#include <optional>
#include <string>
#include <string_view>

#include "core/attribution/git_config.h"
#include "core/attribution/ssh_hosts.h"

namespace farebox::attribution {

/// "host/owner/name"; "local/<folder>" for a path on this machine; nothing when it is neither.
/// `aliases` apply to addresses that ssh resolves.
std::optional<std::string> normalise_remote(std::string_view url, const HostAliases& aliases = {});

/// url.<base>.insteadOf: the longest match wins (git-config(1)).
std::string rewrite_remote(const std::string& url, const GitConfig& config);

struct RemoteChoice {
    std::string name;  ///< "origin"; empty when there is no remote
    std::string url;   ///< after insteadOf; may hold credentials, never stored
    std::string note;  ///< why this one, when that is not obvious
};

/// The remote the branch follows, else origin, else the only one, else the first.
RemoteChoice choose_remote(const GitConfig& config, std::string_view branch);

}  // namespace farebox::attribution
