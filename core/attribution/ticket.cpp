#include "core/attribution/ticket.h"

#include "core/base/strings.h"

#include <algorithm>
#include <array>
#include <vector>

namespace farebox::attribution {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z'); }

// Names that look like a project key of Jira (upper-case letters, dash, number) but are standards.
constexpr std::array<std::string_view, 14> NoProjects = {
    "UTF", "SHA", "ISO", "RFC", "CVE", "CWE", "MD", "AES", "RSA", "HTTP", "TLS", "GPT", "PEP", "ADR"};

std::size_t run_of(std::string_view text, std::size_t from, bool (*matches)(char)) {
    std::size_t at = from;
    while (at < text.size() && matches(text[at])) ++at;
    return at;
}

/// "PAY-123" at `at`, which begins a word. Project: 2 to 10 capitals and digits, a capital first
/// (Jira's default rule); number: 1 to 6 digits without leading zero.
std::optional<std::string> project_ticket(std::string_view text, std::size_t at) {
    const auto dash = run_of(text, at, [](char c) { return is_upper(c) || is_digit(c); });
    if (!is_upper(text[at]) || dash - at < 2 || dash - at > 10) return std::nullopt;
    if (dash >= text.size() || text[dash] != '-') return std::nullopt;
    const auto end = run_of(text, dash + 1, is_digit);
    const auto digits = end - dash - 1;
    if (digits < 1 || digits > 6 || text[dash + 1] == '0') return std::nullopt;
    if (end < text.size() && (is_word(text[end]) || text[end] == '.')) return std::nullopt;
    const auto project = text.substr(at, dash - at);
    if (std::ranges::find(NoProjects, project) != NoProjects.end()) return std::nullopt;
    return std::string(text.substr(at, end - at));
}

/// "#42", "issue-42", "gh-42", or "42-words" as a whole part of the name.
std::optional<std::string> issue_number(std::string_view part) {
    bool is_marked = false;
    for (const std::string_view mark : {"issue-", "issues-", "issue_", "gh-", "#"}) {
        if (part.size() > mark.size() && equals_ignore_case(part.substr(0, mark.size()), mark)) {
            part.remove_prefix(mark.size());
            is_marked = true;
            break;
        }
    }
    const auto end = run_of(part, 0, is_digit);
    if (end < 1 || end > 6 || part[0] == '0') return std::nullopt;
    const bool ends_there = end == part.size();
    const bool has_words = !ends_there && (part[end] == '-' || part[end] == '_');
    // "42-login" is what GitLab and GitHub name a branch made from an issue; a bare number or
    // "2026-11-release" may be anything.
    const bool is_date = !is_marked && end == 4;
    const bool words_follow = has_words && end + 1 < part.size() && !is_digit(part[end + 1]);
    if (!(is_marked ? ends_there || has_words : words_follow && !is_date)) return std::nullopt;
    return "#" + std::string(part.substr(0, end));
}

}  // namespace

std::optional<std::string> find_ticket(std::string_view branch) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < branch.size(); ++at) {
        if (at > 0 && (is_word(branch[at - 1]) || branch[at - 1] == '.')) continue;
        if (auto ticket = project_ticket(branch, at)) found.push_back(std::move(*ticket));
    }
    if (found.empty()) {
        for (const auto part : split(branch, '/')) {
            if (auto ticket = issue_number(part)) found.push_back(std::move(*ticket));
        }
    }
    const bool agree = !found.empty() && std::ranges::all_of(found, [&](const std::string& ticket) {
        return ticket == found.front();
    });
    if (!agree) return std::nullopt;
    return found.front();
}

}  // namespace farebox::attribution
