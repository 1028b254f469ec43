#include "core/attribution/ci.h"

#include "core/attribution/git_text.h"
#include "core/attribution/remote.h"

#include <algorithm>
#include <array>

namespace farebox::attribution {
namespace {

using Names = std::array<std::string_view, 4>;  ///< the first one that is set counts

/// One service: the variable that gives it away, and where it puts each fact.
struct Service {
    std::string_view provider;
    std::string_view mark;
    Names repo;       ///< an address, or a path below `repo_host`
    Names repo_host;  ///< address of the server; empty when `repo` is an address
    Names branch;
    Names commit;
    Names run_id;
    Names actor;
    Names workspace;
};

constexpr std::array<Service, 6> Services = {{
    {"github-actions", "GITHUB_ACTIONS", {"GITHUB_REPOSITORY"}, {"GITHUB_SERVER_URL"},
     {"GITHUB_HEAD_REF", "GITHUB_REF"}, {"GITHUB_SHA"}, {"GITHUB_RUN_ID"},
     {"GITHUB_TRIGGERING_ACTOR", "GITHUB_ACTOR"}, {"GITHUB_WORKSPACE"}},
    {"gitlab", "GITLAB_CI", {"CI_PROJECT_URL"}, {},
     {"CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"}, {"CI_COMMIT_SHA"},
     {"CI_PIPELINE_ID"}, {"GITLAB_USER_LOGIN"}, {"CI_PROJECT_DIR"}},
    {"azure-pipelines", "TF_BUILD", {"BUILD_REPOSITORY_URI"}, {},
     {"SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH"}, {"BUILD_SOURCEVERSION"},
     {"BUILD_BUILDID"}, {"BUILD_REQUESTEDFOR"}, {"BUILD_REPOSITORY_LOCALPATH"}},
    {"buildkite", "BUILDKITE", {"BUILDKITE_REPO"}, {}, {"BUILDKITE_BRANCH"}, {"BUILDKITE_COMMIT"},
     {"BUILDKITE_BUILD_ID"}, {"BUILDKITE_BUILD_CREATOR"}, {"BUILDKITE_BUILD_CHECKOUT_PATH"}},
    {"circleci", "CIRCLECI", {"CIRCLE_REPOSITORY_URL"}, {}, {"CIRCLE_BRANCH"}, {"CIRCLE_SHA1"},
     {"CIRCLE_WORKFLOW_ID", "CIRCLE_BUILD_NUM"}, {"CIRCLE_USERNAME"},
     {"CIRCLE_WORKING_DIRECTORY"}},
    // Last: Jenkins agents also drive jobs of the services above.
    {"jenkins", "JENKINS_URL", {"GIT_URL"}, {},
     {"CHANGE_BRANCH", "GIT_LOCAL_BRANCH", "GIT_BRANCH", "BRANCH_NAME"}, {"GIT_COMMIT"},
     {"BUILD_TAG", "BUILD_NUMBER"}, {"CHANGE_AUTHOR"}, {"WORKSPACE"}},
}};

using Variables = std::vector<std::pair<std::string, std::string>>;

std::string value_of(const Variables& variables, std::string_view name) {
    const auto at = std::ranges::find_if(variables, [&](const auto& v) { return v.first == name; });
    return at == variables.end() ? std::string() : at->second;
}

std::string first_of(const Variables& variables, const Names& names) {
    for (const auto name : names) {
        if (name.empty()) break;
        if (auto value = value_of(variables, name); !value.empty()) return value;
    }
    return {};
}

std::string plain_branch(const Service& service, std::string branch) {
    if (auto name = branch_of_ref(branch)) return std::move(*name);
    if (branch.starts_with("refs/")) return {};  // a tag, or the merge ref of a pull request
    // Jenkins' git plugin writes the remote before the name.
    if (service.provider == "jenkins" && branch.starts_with("origin/")) return branch.substr(7);
    return branch;
}

}  // namespace

const std::vector<std::string_view>& ci_variables() {
    static const std::vector<std::string_view> all = [] {
        std::vector<std::string_view> names;
        for (const Service& service : Services) {
            names.push_back(service.mark);
            for (const Names* group :
                 {&service.repo, &service.repo_host, &service.branch, &service.commit,
                  &service.run_id, &service.actor, &service.workspace}) {
                for (const auto name : *group) {
                    if (!name.empty()) names.push_back(name);
                }
            }
        }
        return names;
    }();
    return all;
}

std::optional<CiRun> find_ci(const Variables& variables) {
    const auto service = std::ranges::find_if(Services, [&](const Service& candidate) {
        const std::string mark = value_of(variables, candidate.mark);
        return !mark.empty() && mark != "false" && mark != "0";
    });
    if (service == Services.end()) return std::nullopt;

    CiRun run;
    run.provider = service->provider;
    run.run_id = first_of(variables, service->run_id);
    run.branch = plain_branch(*service, first_of(variables, service->branch));
    run.commit = first_of(variables, service->commit);
    run.actor = first_of(variables, service->actor);
    run.workspace = first_of(variables, service->workspace);
    const std::string host = first_of(variables, service->repo_host);
    const std::string repo = first_of(variables, service->repo);
    const std::string address = host.empty() ? repo : host + "/" + repo;
    if (!repo.empty()) run.repo = normalise_remote(address).value_or("");
    if (!is_commit_id(run.commit)) run.commit.clear();
    return run;
}

}  // namespace farebox::attribution
