#include "core/attribution/attribute.h"

#include "core/attribution/assign.h"
#include "core/attribution/processes.h"
#include "core/attribution/statements.h"
#include "core/attribution/ticket.h"
#include "core/attribution/weigh.h"
#include "core/base/format.h"
#include "core/base/strings.h"

#include <algorithm>
#include <string_view>

namespace farebox::attribution {
namespace {

/// What one call is weighed from, gathered once.
struct Facts {
    Statements said;                    ///< in this call, else earlier in its session
    std::vector<Evidence> directories;  ///< believed ones, best first
    std::vector<Evidence> disbelieved;  ///< a daemon's directory: evidence, never the answer
    std::string stated_remote;          ///< normalised
    Evidence directory;                 ///< the one looked into
    bool directory_exists = false;
    std::optional<Workspace> workspace;
    std::optional<CiRun> ci;
};

Evidence as(std::string_view dimension, const Clue& clue) {
    return {std::string(dimension), clean(clue.value), clue.source, clue.confidence, false,
            clue.note};
}

Evidence from_ci(std::string_view dimension, const std::string& value, const CiRun& ci) {
    return {std::string(dimension), clean(value), ci.provider + " variables", Confidence::Likely,
            false, ""};
}

/// "C:\work\" and "/work/" as the system writes them itself.
std::string tidy_path(std::string path) {
    while (path.size() > 1 && (path.ends_with('/') || path.ends_with('\\')) &&
           !(path.size() == 3 && path[1] == ':')) {
        path.pop_back();
    }
    return path;
}

void add_process_directory(const platform::Process& process, std::string_view source,
                           Facts& facts) {
    if (process.cwd.empty()) return;
    Evidence cwd{"cwd", clean(process.cwd), std::string(source), Confidence::Certain, false, ""};
    if (const auto reason = untrusted_cwd_reason(process)) {
        cwd.confidence = Confidence::Weak;
        cwd.note = format("the process runs as {}; its directory is not the session's", *reason);
        facts.disbelieved.push_back(std::move(cwd));
        return;
    }
    // Where helpers and services run that belong nowhere.
    if (cwd.value == "/") cwd.confidence = Confidence::Weak;
    facts.directories.push_back(std::move(cwd));
}

void gather_directories(const Question& question, Facts& facts) {
    const Statements& said = facts.said;
    if (said.cwd) facts.directories.push_back(as("cwd", *said.cwd));
    else if (said.git_root) facts.directories.push_back(as("cwd", *said.git_root));
    const std::size_t count = question.ancestry.size();
    if (count > 0) add_process_directory(question.ancestry.front(), "process", facts);
    // Whoever started a daemon is only the first of those it serves.
    const bool is_daemon = !facts.disbelieved.empty();
    if (!is_daemon && question.agent_process > 0 && question.agent_process < count) {
        add_process_directory(question.ancestry[question.agent_process], "agent process", facts);
    }
    if (facts.ci && !facts.ci->workspace.empty()) {
        facts.directories.push_back(from_ci("cwd", facts.ci->workspace, *facts.ci));
    }
    for (auto& directory : facts.directories) directory.value = tidy_path(directory.value);
    // A statement that its reader was unsure of does not beat what the kernel says.
    // (std::ranges::stable_partition answers a subrange, which clang 14 cannot compile.)
    const auto is_sure = [](const Evidence& directory) {
        return directory.confidence != Confidence::Weak;
    };
    std::stable_partition(facts.directories.begin(), facts.directories.end(), is_sure);
}

/// The git root is looked into before the directory: an agent that names both means that checkout.
Evidence directory_to_look_into(const Facts& facts) {
    if (facts.said.git_root) {
        Evidence root = as("git_root", *facts.said.git_root);
        root.value = tidy_path(root.value);
        return root;
    }
    return facts.directories.empty() ? Evidence{} : facts.directories.front();
}

/// "owner/name", as Copilot writes GitHub repositories.
bool is_short_name(std::string_view remote) {
    return std::ranges::count(remote, '/') == 1 && !contains(remote, ":") &&
           !remote.starts_with('/') && !remote.starts_with('.') && !remote.ends_with('/');
}

std::optional<Evidence> stated_repo(const Facts& facts) {
    const auto& remote = facts.said.repo_remote;
    if (!remote) return std::nullopt;
    Evidence repo = as("repo", *remote);
    if (is_short_name(remote->value)) {
        repo.value = "github.com/" + to_lower(repo.value);
        repo.confidence = std::max(repo.confidence, Confidence::Likely);
        repo.note = "the agent named no host";
    } else {
        repo.value = facts.stated_remote;
    }
    if (!facts.directory_exists && !facts.directory.value.empty() && repo.note.empty()) {
        repo.note = "the directory does not exist on this machine";
    }
    return repo;
}

Evidence repo_on_disk(const Facts& facts) {
    const Workspace& workspace = *facts.workspace;
    Evidence repo{"repo", clean(workspace.repo), "", facts.directory.confidence, false,
                  workspace.repo_note};
    const std::string of = " of the directory from " + facts.directory.source;
    if (workspace.repo_remote.empty()) {
        repo.source = "folder" + of;
        repo.confidence = Confidence::Weak;
    } else {
        repo.source = "git remote " + clean(workspace.repo_remote) + of;
    }
    return repo;
}

std::vector<Evidence> repo_candidates(const Facts& facts) {
    std::vector<Evidence> candidates;
    auto stated = stated_repo(facts);
    // An address stated together with the root beats the disk; a short name only guesses a host.
    const bool is_exact =
        stated && stated->confidence == Confidence::Certain && facts.said.git_root;
    if (is_exact) candidates.push_back(*stated);
    if (facts.workspace) candidates.push_back(repo_on_disk(facts));
    // A directory that is here and in no repository makes older statements about one untrue.
    const bool is_outside_git = facts.directory_exists && !facts.workspace;
    if (stated && !is_exact && !is_outside_git) candidates.push_back(*stated);
    if (facts.ci) candidates.push_back(from_ci("repo", facts.ci->repo, *facts.ci));
    return candidates;
}

std::vector<Evidence> branch_candidates(const Facts& facts) {
    std::vector<Evidence> candidates;
    if (facts.workspace) {
        candidates.push_back({"branch", clean(facts.workspace->branch), "git HEAD",
                              facts.directory.confidence, false, facts.workspace->branch_note});
    }
    if (facts.ci) candidates.push_back(from_ci("branch", facts.ci->branch, *facts.ci));
    if (!facts.said.branch) return candidates;
    Evidence branch = as("branch", *facts.said.branch);
    if (facts.workspace && !facts.workspace->branch.empty()) {
        branch.note = "stated at the start of the session; the checkout is on another branch";
    } else if (facts.workspace || facts.directory_exists) {
        return candidates;  // detached or outside git: what was true once is no branch now
    }
    candidates.push_back(std::move(branch));
    return candidates;
}

std::vector<Evidence> commit_candidates(const Facts& facts) {
    std::vector<Evidence> candidates;
    if (facts.said.commit) candidates.push_back(as("commit", *facts.said.commit));
    if (facts.workspace) {
        candidates.push_back({"commit", facts.workspace->commit, "git HEAD",
                              facts.directory.confidence, false, ""});
    }
    if (facts.ci) candidates.push_back(from_ci("commit", facts.ci->commit, *facts.ci));
    return candidates;
}

/// Nothing places the call; perhaps somebody said where such calls belong.
std::vector<Evidence> assigned_repo(const std::vector<Assignment>& rules,
                                    const Attribution& answer) {
    const Assignment* rule = find_assignment(rules, answer.cwd, answer.process_name);
    if (rule == nullptr) return {};
    const bool is_folder = !rule->folder.empty();
    // A folder is what the work is in; a program may serve any work.
    return {{"repo", clean(rule->repo),
             format("rule for {} {}", is_folder ? "folder" : "program", clean(rule->subject())),
             is_folder ? Confidence::Likely : Confidence::Weak, false,
             "assigned by a rule; nothing else names a repository"}};
}

/// A call that belongs to nothing must say why.
void explain_absence(const Facts& facts, const Attribution& answer,
                     std::vector<Evidence>& evidence) {
    if (!answer.repo.empty() && !answer.branch.empty()) return;
    if (facts.workspace) {
        evidence.push_back({"branch", "", "git HEAD", facts.directory.confidence, false,
                            facts.workspace->branch_note});
        return;
    }
    std::string note = "no directory is known";
    if (facts.directory_exists) note = "the directory lies in no git repository";
    else if (!facts.directory.value.empty()) note = "the directory does not exist on this machine";
    const char* dimension = answer.repo.empty() ? "repo" : "branch";
    evidence.push_back({dimension, "", facts.directory.source, Confidence::Weak, false, note});
}

}  // namespace

Attributor::Attributor(WorkspaceOptions options, std::string os_user)
    : workspaces_(std::move(options)), os_user_(std::move(os_user)) {}

Attribution Attributor::attribute(const Question& question) {
    // What was said, now or earlier in the session?
    Facts facts;
    facts.ci = question.ci;
    facts.said = read_statements(question.clues);
    if (facts.said.names_a_place()) {
        sessions_.remember(question.session_id, question.clues);
    } else {
        auto clues = sessions_.find(question.session_id);
        clues.insert(clues.end(), question.clues.begin(), question.clues.end());
        facts.said = read_statements(clues);
    }

    if (facts.said.repo_remote) {
        facts.stated_remote = workspaces_.name_remote(facts.said.repo_remote->value).value_or("");
    }

    // Which directory is it, and what is checked out there?
    gather_directories(question, facts);
    facts.directory = directory_to_look_into(facts);
    const WorkspaceFinder::Sight& sight = workspaces_.look(facts.directory.value, question.now);
    facts.directory_exists = sight.exists;
    facts.workspace = sight.workspace;

    // Who ran it?
    Attribution answer;
    if (facts.ci) {
        answer.ci_provider = facts.ci->provider;
        answer.ci_run_id = clean(facts.ci->run_id);
    }
    answer.os_user = os_user_;
    if (!question.ancestry.empty()) {
        const std::size_t last = question.ancestry.size() - 1;
        const platform::Process& agent =
            question.ancestry[std::min(question.agent_process, last)];
        answer.process_name = clean(agent.name);
        answer.process_path = clean(agent.path);
        answer.pid = agent.id.pid;
    }

    // Weigh each dimension.
    auto directories = facts.directories;
    directories.insert(directories.end(), facts.disbelieved.begin(), facts.disbelieved.end());
    const bool nothing_believed = facts.directories.empty();
    if (nothing_believed) {
        answer.evidence = directories;  // shown, never chosen
    } else {
        answer.cwd = choose(directories, answer.evidence);
    }
    answer.repo = choose(repo_candidates(facts), answer.evidence);
    if (answer.repo.empty()) {
        answer.repo = choose(assigned_repo(assignments_, answer), answer.evidence);
    }
    answer.branch = choose(branch_candidates(facts), answer.evidence);
    answer.commit = choose(commit_candidates(facts), answer.evidence);
    if (facts.workspace) answer.worktree = clean(facts.workspace->worktree);
    answer.ticket = find_ticket(answer.branch).value_or("");
    explain_absence(facts, answer, answer.evidence);
    return answer;
}

void apply(const Attribution& attribution, Call& call) {
    call.repo = attribution.repo;
    call.branch = attribution.branch;
    call.commit = attribution.commit;
    call.worktree = attribution.worktree;
    call.cwd = attribution.cwd;
    call.ticket = attribution.ticket;
    call.ci_provider = attribution.ci_provider;
    call.ci_run_id = attribution.ci_run_id;
    call.process_name = attribution.process_name;
    call.process_path = attribution.process_path;
    call.os_user = attribution.os_user;
    call.pid = attribution.pid;
    call.evidence.insert(call.evidence.end(), attribution.evidence.begin(),
                         attribution.evidence.end());
}

}  // namespace farebox::attribution
