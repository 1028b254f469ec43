// git, called with a fixed identity and no configuration of the machine.

#include "tests/e2e/support/repos.h"

#include "tests/e2e/support/child.h"

#include <filesystem>
#include <fstream>

namespace farebox::e2e {

Repo::Repo(std::string folder, const std::string& remote, const std::string& branch)
    : folder_(std::move(folder)) {
    std::filesystem::create_directories(subfolder());
    std::ofstream(subfolder() + "/app.py") << "print('hello')\n";
    git(folder_, {"init", "-q", "-b", "main"});
    git(folder_, {"add", "."});
    git(folder_, {"commit", "-q", "-m", "Start"});
    git(folder_, {"remote", "add", "origin", remote});
    if (branch != "main") switch_to(branch);
}

void Repo::switch_to(const std::string& branch) { git(folder_, {"checkout", "-q", "-B", branch}); }

std::string Repo::add_worktree(const std::string& name, const std::string& branch) {
    const std::string where =
        (std::filesystem::path(folder_).parent_path() / name).string();
    git(folder_, {"worktree", "add", "-q", "-b", branch, where});
    return where;
}

std::string Repo::commit() const { return git(folder_, {"rev-parse", "HEAD"}).substr(0, 40); }

std::string Repo::git(const std::string& folder, std::initializer_list<std::string> words) const {
    Argv argv{"git", "-c", "user.name=Dev One", "-c", "user.email=dev.one@example.com"};
    argv.insert(argv.end(), words);
    Environment environment = clean_environment("/nonexistent");
    environment["GIT_CONFIG_NOSYSTEM"] = "1";
    const Finished done = run(argv, environment, folder);
    if (done.exit_code != 0) qFatal("git %s: %s", argv[5].c_str(), done.report().c_str());
    return done.out;
}

}  // namespace farebox::e2e
