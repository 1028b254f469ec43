#include "core/attribution/sessions.h"

#include <algorithm>
#include <iterator>

namespace farebox::attribution {
namespace {

bool is_about_place(const Clue& clue) {
    return clue.dimension == "cwd" || clue.dimension == "git_root" ||
           clue.dimension == "repo_remote" || clue.dimension == "branch";
}

}  // namespace

void Sessions::remember(const std::string& session_id, const std::vector<Clue>& clues) {
    if (session_id.empty()) return;
    std::vector<Clue> kept;
    std::ranges::copy_if(clues, std::back_inserter(kept), is_about_place);
    if (kept.empty()) return;
    for (auto& clue : kept) {
        clue.confidence = std::max(clue.confidence, Confidence::Likely);
        clue.source += ", earlier in this session";
    }
    const auto at = by_id_.find(session_id);
    if (at != by_id_.end()) {
        at->second->clues = std::move(kept);
        sessions_.splice(sessions_.begin(), sessions_, at->second);
        return;
    }
    if (sessions_.size() >= limit_) {
        by_id_.erase(sessions_.back().id);
        sessions_.pop_back();
    }
    sessions_.push_front({session_id, std::move(kept)});
    by_id_.emplace(session_id, sessions_.begin());
}

std::vector<Clue> Sessions::find(const std::string& session_id) {
    const auto at = by_id_.find(session_id);
    if (session_id.empty() || at == by_id_.end()) return {};
    sessions_.splice(sessions_.begin(), sessions_, at->second);
    return at->second->clues;
}

}  // namespace farebox::attribution
