#pragma once
// Real git repositories in a temporary folder, made with a git that reads no configuration of
// the machine it runs on.

#include "core/attribution/workspace.h"
#include "core/base/file_io.h"
#include "core/platform/command.h"
#include "tests/support/suite.h"

#include <filesystem>
#include <string>
#include <vector>

namespace farebox::tests {

class GitSandbox {
public:
    GitSandbox() {
        root_ = std::filesystem::canonical(dir_.path()).string();
        std::filesystem::create_directories(path("home"));
        write("home/.gitconfig",
              "[user]\n\tname = Dev One\n\temail = dev@acme.example\n"
              "[init]\n\tdefaultBranch = main\n[protocol \"file\"]\n\tallow = always\n");
    }

    std::string path(const std::string& name) const { return root_ + "/" + name; }

    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
        if (!save_file(path(name), text)) qFatal("cannot write %s", name.c_str());
    }

    /// Runs git in the folder; the test stops when it fails unless `may_fail`.
    std::string git(const std::string& folder, std::vector<std::string> words,
                    bool may_fail = false) const {
        words.insert(words.begin(), {"git", "-C", path(folder)});
        const auto output = platform::capture_command(
            words,
            {{"HOME", path("home")}, {"PATH", "/usr/local/bin:/usr/bin:/bin"},
             {"GIT_CONFIG_NOSYSTEM", "1"}, {"GIT_EDITOR", "true"},
             {"GIT_AUTHOR_DATE", "2026-11-22T00:00:00Z"},
             {"GIT_COMMITTER_DATE", "2026-11-22T00:00:00Z"}},
            {.time = std::chrono::seconds(30)});
        if (!output) qFatal("git: %s", output.error().message.c_str());
        if (output->exit_code != 0 && !may_fail) {
            qFatal("git %s ended with %d", words[3].c_str(), output->exit_code);
        }
        std::string text = output->text;
        while (text.ends_with('\n')) text.pop_back();
        return text;
    }

    void commit(const std::string& folder, const std::string& text = "one") const {
        write(folder + "/file.txt", text + "\n");
        git(folder, {"add", "-A"});
        git(folder, {"commit", "-q", "-m", "say " + text});
    }

    /// A repository with one commit on main, and a remote unless it is empty.
    void make_repo(const std::string& folder,
                   const std::string& remote = "git@github.com:acme/payments.git") const {
        std::filesystem::create_directories(path(folder));
        git(folder, {"init", "-q"});
        if (!remote.empty()) git(folder, {"remote", "add", "origin", remote});
        commit(folder);
    }

    attribution::WorkspaceOptions options() const {
        auto options = attribution::make_workspace_options(path("home"), std::nullopt,
                                                           "/usr/local/bin:/usr/bin:/bin");
        options.config_files.erase(options.config_files.begin());  // not the machine's own
        options.git_environment.emplace_back("GIT_CONFIG_NOSYSTEM", "1");
        return options;
    }

private:
    TempDir dir_;
    std::string root_;
};

}  // namespace farebox::tests
