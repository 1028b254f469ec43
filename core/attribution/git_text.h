#pragma once
// The small text files of a git directory, without touching the disk (gitrepository-layout(5)).
// Their bytes come from repositories we do not know; everything here is bounded and total.

#include <optional>
#include <string>
#include <string_view>

namespace farebox::attribution {

/// HEAD or a loose ref: the name of another ref, or a commit.
struct GitRef {
    std::string target;  ///< "refs/heads/main"; empty when it is a commit
    std::string commit;  ///< 40 (SHA-1) or 64 (SHA-256) hex digits; empty when it is a name

    bool operator==(const GitRef&) const = default;
};

/// Nothing when the text is neither.
std::optional<GitRef> parse_git_ref(std::string_view text);

bool is_commit_id(std::string_view text);

/// "refs/heads/feature/x" -> "feature/x"; nothing for other refs.
std::optional<std::string> branch_of_ref(std::string_view ref);

/// The path in a ".git" file ("gitdir: ../.git/modules/x").
std::optional<std::string> parse_gitdir(std::string_view text);

/// Commit of `ref` in the text of packed-refs.
std::optional<std::string> find_packed_ref(std::string_view text, std::string_view ref);

/// First line without its end ("commondir", "head-name", "BISECT_START").
std::string_view first_line(std::string_view text);

}  // namespace farebox::attribution
