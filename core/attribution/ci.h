#pragma once
// Continuous integration: which service runs the agent, for which repository, branch and run.
// Read from the environment the agent's process was started with; only the variables named here.
// Sources: each service's list of predefined variables, as collected by semantic-release/env-ci.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace farebox::attribution {

struct CiRun {
    std::string provider;  ///< "github-actions", "gitlab", "jenkins", "azure-pipelines", ...
    std::string run_id;
    std::string repo;      ///< normalised as in remote.h
    std::string branch;    ///< of a pull request: its source branch
    std::string commit;
    std::string actor;     ///< who started it; a stranger may choose this name
    std::string workspace; ///< folder of the checkout

    bool operator==(const CiRun&) const = default;
};

/// All variables find_ci looks at.
const std::vector<std::string_view>& ci_variables();

/// Nothing when no service is recognised.
std::optional<CiRun> find_ci(const std::vector<std::pair<std::string, std::string>>& variables);

}  // namespace farebox::attribution
