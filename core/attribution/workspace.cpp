#include "core/attribution/workspace.h"

#include "core/attribution/git_config.h"
#include "core/attribution/head.h"
#include "core/attribution/remote.h"

#include <algorithm>

namespace farebox::attribution {
namespace {

constexpr std::size_t ConfigLimit = 8 * 1024 * 1024;
constexpr std::size_t KnownLimit = 256;
constexpr std::size_t PlacesLimit = 2048;
constexpr std::size_t OriginsLimit = 32;
constexpr std::size_t SshConfigLimit = 1024 * 1024;

void append_file(GitConfig& config, const std::string& path, GitReader& reader) {
    if (const auto text = reader.load(path, ConfigLimit)) config.append(parse_git_config(*text));
}

std::string absolute_origin(const std::string& origin, const std::string& root) {
    return origin.starts_with('/') ? origin : root + "/" + origin;
}

/// Git's answer when a file includes others; ours when git does not answer.
GitConfig read_config(const Repository& repository, const WorkspaceOptions& options,
                      const GitCommand& git, GitReader& reader) {
    GitConfig config;
    for (const auto& file : options.config_files) append_file(config, file, reader);
    append_file(config, repository.common_dir + "/config", reader);
    if (config.find("extensions", "", "worktreeconfig").value_or("false") == "true") {
        append_file(config, repository.git_dir + "/config.worktree", reader);
    }
    if (!config.has_includes()) return config;

    const auto text = git.config_list(repository.root);
    if (!text) return config;
    std::vector<std::string> origins;
    GitConfig complete;
    complete.append(parse_config_list(*text, origins));
    if (origins.size() > OriginsLimit) origins.resize(OriginsLimit);
    for (const auto& origin : origins) reader.watch(absolute_origin(origin, repository.root));
    return complete;
}

/// A submodule or worktree is named after its folder, a bare "payments.git" without the ending.
std::string local_repo(const Repository& repository) {
    std::string folder = repository.root;
    if (!repository.worktree.empty()) {
        // The main checkout's folder: all worktrees of one repository are one repository.
        folder = repository.common_dir;
        if (folder.ends_with("/.git")) folder.resize(folder.size() - 5);
    }
    return normalise_remote(folder).value_or("local/unnamed");
}

void name_repo(const Repository& repository, const GitConfig& config, const HostAliases& aliases,
               Workspace& workspace) {
    const RemoteChoice remote = choose_remote(config, workspace.branch);
    const auto repo = remote.url.empty() ? std::nullopt : normalise_remote(remote.url, aliases);
    workspace.repo = repo.value_or(local_repo(repository));
    workspace.repo_note = remote.note;
    if (repo && !repo->starts_with("local/")) {
        workspace.repo_remote = remote.name;
    } else if (remote.url.empty()) {
        workspace.repo_note = "the repository has no remote";
    } else {
        workspace.repo_note = repo ? "the remote is a folder on this machine"
                                   : "the remote's address is not understood";
    }
}

}  // namespace

WorkspaceOptions make_workspace_options(const std::string& home,
                                        const std::optional<std::string>& xdg_config_home,
                                        const std::optional<std::string>& path) {
    WorkspaceOptions options;
    options.config_files = {"/etc/gitconfig",
                            xdg_config_home.value_or(home + "/.config") + "/git/config",
                            home + "/.gitconfig"};
    options.ssh_config_file = home + "/.ssh/config";
    options.git_environment = {{"HOME", home},
                               {"PATH", path.value_or("/usr/local/bin:/usr/bin:/bin")}};
    if (xdg_config_home) options.git_environment.emplace_back("XDG_CONFIG_HOME", *xdg_config_home);
    return options;
}

WorkspaceFinder::WorkspaceFinder(WorkspaceOptions options)
    : options_(std::move(options)), git_(options_.git_program, options_.git_environment) {}

std::optional<Workspace> WorkspaceFinder::find(const std::string& directory) {
    const auto real = real_path(directory);
    const auto repository = real ? find_repository(*real) : std::nullopt;
    if (!repository) return std::nullopt;

    auto at = known_.find(repository->root);
    const bool holds = at != known_.end() && at->second.repository == *repository &&
                       is_current(at->second.stamps);
    if (!holds) {
        if (at == known_.end() && known_.size() >= KnownLimit) forget_oldest();
        at = known_.insert_or_assign(repository->root, read(*repository)).first;
    }
    at->second.used = ++uses_;
    return at->second.workspace;
}

const WorkspaceFinder::Sight& WorkspaceFinder::look(const std::string& directory, MonotonicNs now) {
    if (directory == sight_of_ && sight_at_ != 0 && now - sight_at_ < SightAge) return sight_;
    sight_of_ = directory;
    sight_at_ = now;
    sight_.exists = platform::read_stamp(directory).is_folder();
    sight_.workspace = sight_.exists ? find(directory) : std::nullopt;
    return sight_;
}

/// Resolving links costs as much as all the rest, so it is remembered as long as the name leads
/// to the same folder.
std::optional<std::string> WorkspaceFinder::real_path(const std::string& directory) {
    if (!directory.starts_with('/') && !(directory.size() > 2 && directory[1] == ':')) {
        return std::nullopt;
    }
    const auto stamp = platform::read_stamp(directory);
    if (!stamp.is_folder()) return std::nullopt;
    const auto at = places_.find(directory);
    if (at != places_.end() && at->second.stamp.inode == stamp.inode &&
        at->second.stamp.device == stamp.device) {
        return at->second.real_path;
    }
    auto real = platform::find_real_path(directory);
    if (!real) return std::nullopt;
    if (places_.size() >= PlacesLimit) places_.clear();
    places_.insert_or_assign(directory, Place{stamp, *real});
    return real;
}

std::optional<std::string> WorkspaceFinder::name_remote(const std::string& url) {
    return normalise_remote(url, host_aliases());
}

const HostAliases& WorkspaceFinder::host_aliases() {
    if (options_.ssh_config_file.empty()) return host_aliases_;
    const auto stamp = platform::read_stamp(options_.ssh_config_file);
    if (stamp == ssh_stamp_) return host_aliases_;
    ssh_stamp_ = stamp;
    const auto text = platform::load_regular_file(options_.ssh_config_file, SshConfigLimit);
    host_aliases_ = text ? parse_ssh_config(*text) : HostAliases();
    return host_aliases_;
}

WorkspaceFinder::Known WorkspaceFinder::read(const Repository& repository) {
    GitReader reader;
    if (!options_.ssh_config_file.empty()) reader.watch(options_.ssh_config_file);
    const Head head = read_head(repository, reader, git_);
    const GitConfig config = read_config(repository, options_, git_, reader);

    Known known;
    known.repository = repository;
    Workspace& workspace = known.workspace;
    workspace.root = repository.root;
    workspace.git_dir = repository.git_dir;
    workspace.worktree = repository.worktree;
    workspace.branch = head.branch;
    workspace.commit = head.commit;
    workspace.branch_note = head.note;
    name_repo(repository, config, host_aliases(), workspace);
    known.stamps = reader.take_stamps();
    return known;
}

void WorkspaceFinder::forget_oldest() {
    const auto oldest = std::ranges::min_element(
        known_, {}, [](const auto& entry) { return entry.second.used; });
    if (oldest != known_.end()) known_.erase(oldest);
}

}  // namespace farebox::attribution
