#include "core/control/live_view.h"

#include <algorithm>

namespace farebox::control {
namespace {

// Agents in a loop may open thousands of sessions; nobody reads more than the newest.
constexpr std::size_t MaxSessions = 500;
constexpr std::size_t MaxOpen = 10'000;

std::string confidence_of_repo(const Call& call) {
    for (const Evidence& item : call.evidence) {
        if (item.dimension == "repo" && item.chosen) return std::string(to_text(item.confidence));
    }
    return "";
}

// The list price, else what the vendor stated: what every surface shows as the cost.
std::optional<std::int64_t> cost_of(const Call& call) {
    return call.cost.list_cost_nano ? call.cost.list_cost_nano : call.cost.vendor_cost_nano;
}

// No name has a line break: they come from headers, JSON words and git.
std::string key_of(const Call& call) {
    return call.agent + "\n" + call.sub_agent + "\n" + call.session_id + "\n" + call.repo + "\n" +
           call.branch;
}

}  // namespace

LiveView::Session& LiveView::at(const Call& call) {
    Session& session = sessions_[key_of(call)];
    session.shown.agent = call.agent;
    session.shown.sub_agent = call.sub_agent;
    session.shown.session_id = call.session_id;
    session.shown.repo = call.repo;
    session.shown.branch = call.branch;
    session.shown.last_call_at = std::max(session.shown.last_call_at, call.started_at);
    if (const std::string found = confidence_of_repo(call); !found.empty()) {
        session.shown.confidence = found;
    }
    return session;
}

void LiveView::begin(const Call& draft) {
    if (open_.size() >= MaxOpen) return;
    if (open_.emplace(draft.call_id, key_of(draft)).second) at(draft).open_calls += 1;
}

void LiveView::end(const Call& call) {
    drop(call.call_id);
    Session& session = at(call);
    session.shown.calls += 1;
    session.shown.last_call_at = std::max(session.shown.last_call_at,
                                          call.ended_at.value_or(call.started_at));
    if (const auto cost = cost_of(call)) {
        session.shown.cost_nano = session.shown.cost_nano.value_or(0) + *cost;
    }
    if (sessions_.size() > MaxSessions) forget_silent(session.shown.last_call_at);
}

void LiveView::drop(const std::string& call_id) {
    const auto open = open_.find(call_id);
    if (open == open_.end()) return;
    if (const auto found = sessions_.find(open->second); found != sessions_.end()) {
        found->second.open_calls -= 1;
        // What was known at the beginning only; the call is counted where it turned out to belong.
        if (found->second.open_calls == 0 && found->second.shown.calls == 0) sessions_.erase(found);
    }
    open_.erase(open);
}

void LiveView::forget_silent(UtcNs now) {
    std::erase_if(sessions_, [&](const auto& item) {
        return item.second.open_calls == 0 && item.second.shown.last_call_at < now - KeptNs;
    });
}

std::vector<api::LiveSession> LiveView::sessions(UtcNs now) {
    forget_silent(now);
    std::vector<api::LiveSession> list;
    for (const auto& [key, session] : sessions_) {
        list.push_back(session.shown);
        list.back().active = session.open_calls > 0;
    }
    std::ranges::sort(list, [](const auto& a, const auto& b) {
        return std::pair(a.active, a.last_call_at) > std::pair(b.active, b.last_call_at);
    });
    return list;
}

}  // namespace farebox::control
