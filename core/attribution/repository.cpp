#include "core/attribution/repository.h"

#include "core/attribution/git_text.h"
#include "core/platform/file_stamp.h"

#include <string_view>

namespace farebox::attribution {
namespace {

constexpr int DepthLimit = 128;
constexpr std::size_t LinkFileLimit = 8192;

using platform::FileStamp;
using platform::read_stamp;

/// "" above the root.
std::string parent_of(const std::string& path) {
    const auto slash = path.rfind('/');
    if (slash == std::string::npos || path.size() == 1) return {};
    return slash == 0 ? "/" : path.substr(0, slash);
}

std::string_view base_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_absolute(std::string_view path) {
    return path.starts_with('/') || (path.size() > 2 && path[1] == ':');
}

std::string resolve(const std::string& base, const std::string& path) {
    const std::string joined = is_absolute(path) ? path : base + "/" + path;
    return platform::find_real_path(joined).value_or(joined);
}

bool is_git_dir(const std::string& path) {
    return read_stamp(path + "/HEAD").is_file() && read_stamp(path + "/objects").is_folder() &&
           read_stamp(path + "/refs").is_folder();
}

/// A linked worktree has HEAD but neither objects nor refs; "commondir" says where they are.
Repository complete(std::string root, std::string git_dir) {
    Repository found{std::move(root), git_dir, git_dir, "", false};
    const auto text = platform::load_regular_file(git_dir + "/commondir", LinkFileLimit);
    if (text && !first_line(*text).empty()) {
        found.common_dir = resolve(git_dir, std::string(first_line(*text)));
        found.worktree = base_name(git_dir);
    }
    return found;
}

std::optional<Repository> at_folder(const std::string& folder) {
    const std::string dot_git = (folder == "/" ? "" : folder) + "/.git";
    const FileStamp stamp = read_stamp(dot_git);
    if (stamp.is_folder()) {
        if (!read_stamp(dot_git + "/HEAD").is_file()) return std::nullopt;
        return complete(folder, dot_git);
    }
    if (!stamp.is_file()) return std::nullopt;
    const auto text = platform::load_regular_file(dot_git, LinkFileLimit);
    const auto target = text ? parse_gitdir(*text) : std::nullopt;
    if (!target) return std::nullopt;
    const std::string git_dir = resolve(folder, *target);
    if (!read_stamp(git_dir + "/HEAD").is_file()) return std::nullopt;
    return complete(folder, git_dir);
}

}  // namespace

std::optional<Repository> find_repository(const std::string& directory) {
    std::string folder = directory;
    for (int depth = 0; !folder.empty() && depth < DepthLimit; ++depth) {
        if (auto found = at_folder(folder)) return found;
        folder = parent_of(folder);
    }
    // Only a directory outside every checkout is worth the three further looks per level.
    folder = directory;
    for (int depth = 0; !folder.empty() && depth < DepthLimit; ++depth) {
        if (base_name(folder) != ".git" && is_git_dir(folder)) {
            return Repository{folder, folder, folder, "", true};
        }
        folder = parent_of(folder);
    }
    return std::nullopt;
}

}  // namespace farebox::attribution
