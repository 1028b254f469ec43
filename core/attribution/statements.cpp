#include "core/attribution/statements.h"

#include <algorithm>
#include <string_view>

namespace farebox::attribution {
namespace {

struct Checkout {
    std::optional<Clue> root;
    std::optional<Clue> remote;
    std::optional<Clue> commit;
};

std::optional<Clue> best_of(const std::vector<Clue>& clues, std::string_view dimension) {
    std::optional<Clue> best;
    for (const Clue& clue : clues) {
        if (clue.dimension != dimension || clue.value.empty()) continue;
        if (!best || clue.confidence < best->confidence) best = clue;
    }
    return best;
}

std::vector<Checkout> group_checkouts(const std::vector<Clue>& clues) {
    std::vector<Checkout> groups;
    for (const Clue& clue : clues) {
        const bool is_root = clue.dimension == "git_root";
        const bool is_remote = clue.dimension == "repo_remote";
        if (clue.value.empty() || (!is_root && !is_remote && clue.dimension != "commit")) continue;
        const bool follows =
            !groups.empty() && (!groups.back().root || groups.back().root->source == clue.source);
        if (is_root || !follows) groups.emplace_back();
        (is_root ? groups.back().root : is_remote ? groups.back().remote : groups.back().commit) =
            clue;
    }
    return groups;
}

/// One checkout is the answer. Several roots may be the same one said twice (header and body).
std::optional<Checkout> choose_checkout(const std::vector<Checkout>& groups,
                                        const std::optional<Clue>& cwd) {
    if (groups.empty()) return std::nullopt;
    const bool is_one = std::ranges::all_of(groups, [&](const Checkout& group) {
        return !group.root || !groups.front().root ||
               group.root->value == groups.front().root->value;
    });
    if (is_one) {
        Checkout merged = groups.front();
        for (const Checkout& group : groups) {
            if (!merged.root) merged.root = group.root;
            if (!merged.remote) merged.remote = group.remote;
            if (!merged.commit) merged.commit = group.commit;
        }
        return merged;
    }
    const Checkout* around = nullptr;
    for (const Checkout& group : groups) {
        if (!cwd || !group.root || !is_inside(cwd->value, group.root->value)) continue;
        const bool is_deeper =
            around == nullptr || group.root->value.size() > around->root->value.size();
        if (is_deeper) around = &group;
    }
    if (around == nullptr) return std::nullopt;
    Checkout chosen = *around;
    for (auto* clue : {&chosen.root, &chosen.remote, &chosen.commit}) {
        if (!*clue) continue;
        (*clue)->confidence = cwd->confidence;
        (*clue)->note = "the one of several checkouts that holds the directory";
    }
    return chosen;
}

}  // namespace

bool is_inside(const std::string& directory, const std::string& root) {
    return directory == root || root == "/" || directory.starts_with(root + "/");
}

Statements read_statements(const std::vector<Clue>& clues) {
    Statements said;
    said.cwd = best_of(clues, "cwd");
    said.branch = best_of(clues, "branch");
    if (const auto checkout = choose_checkout(group_checkouts(clues), said.cwd)) {
        said.git_root = checkout->root;
        said.repo_remote = checkout->remote;
        said.commit = checkout->commit;
    }
    return said;
}

}  // namespace farebox::attribution
