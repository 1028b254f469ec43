#include "core/attribution/git_command.h"

#include "core/attribution/git_text.h"
#include "core/base/format.h"

namespace farebox::attribution {
namespace {

// `git config --list` of a clone with 10,000 tracked branches prints about 1 MB.
constexpr platform::CommandLimits Limits{std::chrono::milliseconds(2000), 4 * 1024 * 1024};

platform::Environment quiet(platform::Environment environment) {
    environment.emplace_back("GIT_OPTIONAL_LOCKS", "0");
    environment.emplace_back("GIT_TERMINAL_PROMPT", "0");
    environment.emplace_back("GIT_NO_REPLACE_OBJECTS", "1");
    environment.emplace_back("GIT_NO_LAZY_FETCH", "1");
    environment.emplace_back("LC_ALL", "C");
    return environment;
}

}  // namespace

GitCommand::GitCommand(std::string program, platform::Environment environment)
    : program_(std::move(program)), environment_(quiet(std::move(environment))) {}

Result<platform::CommandOutput> GitCommand::run(const std::string& root,
                                                const std::vector<std::string>& words) const {
    if (program_.empty()) return Error{ErrorCode::Unsupported, "git may not be asked"};
    std::vector<std::string> argv = {program_, "--no-pager", "-c", "core.fsmonitor=false",
                                     "-c", "core.hooksPath=/dev/null", "-C", root};
    argv.insert(argv.end(), words.begin(), words.end());
    return platform::capture_command(argv, environment_, Limits);
}

Result<std::string> GitCommand::head_ref(const std::string& root) const {
    FAREBOX_TRY(output, run(root, {"symbolic-ref", "--quiet", "HEAD"}));
    if (output.exit_code == 1) return std::string();  // git-symbolic-ref(1): not symbolic
    if (output.exit_code != 0) {
        return unavailable(format("git symbolic-ref ended with {}", output.exit_code));
    }
    return std::string(first_line(output.text));
}

Result<std::string> GitCommand::head_commit(const std::string& root) const {
    FAREBOX_TRY(output, run(root, {"rev-parse", "--quiet", "--verify", "HEAD"}));
    const auto commit = first_line(output.text);
    if (output.exit_code != 0 || !is_commit_id(commit)) return not_found("HEAD has no commit");
    return std::string(commit);
}

Result<std::string> GitCommand::config_list(const std::string& root) const {
    FAREBOX_TRY(output, run(root, {"config", "--list", "--null", "--show-origin"}));
    if (output.exit_code != 0) {
        return unavailable(format("git config ended with {}", output.exit_code));
    }
    return std::move(output.text);
}

}  // namespace farebox::attribution
