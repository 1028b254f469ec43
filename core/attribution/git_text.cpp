#include "core/attribution/git_text.h"

#include "core/base/strings.h"

#include <algorithm>

namespace farebox::attribution {
namespace {

// Longest path Linux accepts; a ref is a path below the git directory.
constexpr std::size_t NameLimit = 4096;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/// A ref becomes part of a path: no "..", no control bytes, no doubled or leading slash
/// (git-check-ref-format(1)).
bool is_safe_ref(std::string_view ref) {
    if (!ref.starts_with("refs/") || ref.size() > NameLimit || ref.ends_with('/')) return false;
    if (contains(ref, "..") || contains(ref, "//")) return false;
    return std::ranges::none_of(ref, [](char c) {
        return static_cast<unsigned char>(c) < 0x21 || c == 0x7f || c == '\\' || c == ':' ||
               c == '?' || c == '*' || c == '[' || c == '^' || c == '~';
    });
}

}  // namespace

bool is_commit_id(std::string_view text) {
    return (text.size() == 40 || text.size() == 64) && std::ranges::all_of(text, is_hex);
}

std::string_view first_line(std::string_view text) {
    auto line = text.substr(0, text.find('\n'));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    return line;
}

std::optional<GitRef> parse_git_ref(std::string_view text) {
    const auto line = first_line(text);
    if (is_commit_id(line)) return GitRef{"", std::string(line)};
    constexpr std::string_view Prefix = "ref:";
    if (!line.starts_with(Prefix)) return std::nullopt;
    const auto target = trim(line.substr(Prefix.size()));
    if (!is_safe_ref(target)) return std::nullopt;
    return GitRef{std::string(target), ""};
}

std::optional<std::string> branch_of_ref(std::string_view ref) {
    constexpr std::string_view Prefix = "refs/heads/";
    if (!ref.starts_with(Prefix) || ref.size() == Prefix.size()) return std::nullopt;
    return std::string(ref.substr(Prefix.size()));
}

std::optional<std::string> parse_gitdir(std::string_view text) {
    constexpr std::string_view Prefix = "gitdir:";
    const auto line = first_line(text);
    if (!line.starts_with(Prefix) || line.size() > NameLimit) return std::nullopt;
    const auto path = trim(line.substr(Prefix.size()));
    if (path.empty() || contains(path, std::string_view("\0", 1))) return std::nullopt;
    return std::string(path);
}

std::optional<std::string> find_packed_ref(std::string_view text, std::string_view ref) {
    const std::string needle = " " + std::string(ref);
    for (auto at = text.find(needle); at != std::string_view::npos;
         at = text.find(needle, at + 1)) {
        const auto end = at + needle.size();
        if (end < text.size() && text[end] != '\n' && text[end] != '\r') continue;
        const auto start = text.rfind('\n', at);
        const auto first = start == std::string_view::npos ? 0 : start + 1;
        const auto commit = text.substr(first, at - first);
        if (is_commit_id(commit)) return std::string(commit);
    }
    return std::nullopt;
}

}  // namespace farebox::attribution
