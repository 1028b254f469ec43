#include "core/attribution/head.h"

#include "core/attribution/git_text.h"
#include "core/base/format.h"

#include <optional>

namespace farebox::attribution {
namespace {

constexpr std::size_t RefLimit = 8192;
// Mirrors of very large projects reach 20 MB; read only when it changed.
constexpr std::size_t PackedLimit = 128 * 1024 * 1024;
// Git's own limit for refs that name refs (refs.c, SYMREF_MAXDEPTH).
constexpr int SymbolicDepth = 5;

/// Refs of the checkout itself (bisect, worktree) live beside its HEAD, all others are shared.
std::string ref_file(const Repository& repository, const std::string& ref) {
    const bool is_own = ref.starts_with("refs/bisect/") || ref.starts_with("refs/worktree/") ||
                        ref.starts_with("refs/rewritten/");
    return (is_own ? repository.git_dir : repository.common_dir) + "/" + ref;
}

/// Empty when the ref does not exist: the branch has no commit yet.
std::string read_commit(const Repository& repository, GitReader& reader, std::string ref) {
    for (int depth = 0; depth < SymbolicDepth; ++depth) {
        const auto text = reader.load(ref_file(repository, ref), RefLimit);
        const auto parsed = text ? parse_git_ref(*text) : std::nullopt;
        if (!parsed) break;
        if (!parsed->commit.empty()) return parsed->commit;
        ref = parsed->target;
    }
    const auto packed = reader.load(repository.common_dir + "/packed-refs", PackedLimit);
    if (!packed) return {};
    return find_packed_ref(*packed, ref).value_or("");
}

/// The branch a rebase will come back to; git keeps it while HEAD is detached.
std::optional<std::string> rebased_branch(const Repository& repository, GitReader& reader) {
    for (const char* state : {"/rebase-merge/head-name", "/rebase-apply/head-name"}) {
        const auto text = reader.load(repository.git_dir + state, RefLimit);
        if (!text) continue;
        if (const auto branch = branch_of_ref(first_line(*text))) return branch;
    }
    return std::nullopt;
}

std::optional<std::string> bisected_branch(const Repository& repository, GitReader& reader) {
    const auto text = reader.load(repository.git_dir + "/BISECT_START", RefLimit);
    if (!text) return std::nullopt;
    const auto name = first_line(*text);
    if (name.empty() || is_commit_id(name)) return std::nullopt;
    return branch_of_ref(name).value_or(std::string(name));
}

Head detached(const Repository& repository, GitReader& reader, const std::string& commit) {
    if (auto branch = rebased_branch(repository, reader)) {
        return {std::move(*branch), commit, "rebase in progress"};
    }
    if (auto branch = bisected_branch(repository, reader)) {
        return {std::move(*branch), commit, "bisect in progress"};
    }
    return {"", commit, format("detached at {}", commit.substr(0, 12))};
}

/// Refs in one binary table (git-config(1), extensions.refStorage): HEAD is a dummy that names
/// "refs/heads/.invalid". tables.list changes with every update.
Head ask_git(const Repository& repository, GitReader& reader, const GitCommand& git) {
    reader.watch(repository.common_dir + "/reftable/tables.list");
    if (repository.git_dir != repository.common_dir) {
        reader.watch(repository.git_dir + "/reftable/tables.list");
    }
    const auto ref = git.head_ref(repository.root);
    if (!ref) {
        return {"", "", "branch unknown: reftable storage, and asking git failed: " +
                            ref.error().message};
    }
    const std::string commit = git.head_commit(repository.root).value_or("");
    if (ref->empty()) return detached(repository, reader, commit);
    const auto branch = branch_of_ref(*ref);
    if (!branch) return {"", commit, "HEAD is " + *ref};
    return {*branch, commit, commit.empty() ? "no commit yet" : ""};
}

}  // namespace

Head read_head(const Repository& repository, GitReader& reader, const GitCommand& git) {
    const auto text = reader.load(repository.git_dir + "/HEAD", RefLimit);
    if (!text) return {"", "", "branch unknown: HEAD cannot be read"};
    const auto ref = parse_git_ref(*text);
    if (!ref) return {"", "", "branch unknown: HEAD holds neither a ref nor a commit"};
    if (ref->target == "refs/heads/.invalid") return ask_git(repository, reader, git);
    if (ref->target.empty()) return detached(repository, reader, ref->commit);

    std::string commit = read_commit(repository, reader, ref->target);
    auto branch = branch_of_ref(ref->target);
    if (!branch) return {"", std::move(commit), "HEAD is " + ref->target};
    const char* note = commit.empty() ? "no commit yet" : "";
    return {std::move(*branch), std::move(commit), note};
}

}  // namespace farebox::attribution
