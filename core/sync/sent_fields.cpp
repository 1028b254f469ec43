#include "core/sync/sent_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/model/call_fields.h"

namespace farebox::sync {
namespace {

constexpr std::array<std::string_view, 4> LocalDetails = {"cwd", "process_path", "pid", "os_user"};
constexpr std::array<std::string_view, 3> OfTheBranch = {"branch", "worktree", "ticket"};

template <class List>
bool is_in(const List& list, std::string_view name) {
    return std::ranges::find(list, name) != list.end();
}

bool is_sent(std::string_view name, const SentRules& rules) {
    if (is_in(LocalDetails, name)) return rules.local_details;
    if (is_in(OfTheBranch, name)) return rules.branch;
    if (name == "raw_usage") return rules.raw_usage;
    return true;
}

// Which kind of clue decided, without its words.
void keep_sources(std::vector<Evidence>& evidence) {
    std::erase_if(evidence, [](const Evidence& item) { return !item.chosen; });
    for (Evidence& item : evidence) {
        item.value.clear();
        item.note.clear();
    }
}

template <class Member>
void clear(Member& member) {
    member = Member{};
}

}  // namespace

Call sent_call(Call call, const SentRules& rules) {
    visit_fields(call, [&](std::string_view name, auto& member) {
        if (!is_sent(name, rules)) clear(member);
    });
    keep_sources(call.evidence);
    return call;
}

std::vector<std::string> sent_field_names(const SentRules& rules) {
    std::vector<std::string> names;
    const Call call;
    visit_fields(call, [&](std::string_view name, const auto&) {
        if (is_sent(name, rules)) names.emplace_back(name);
    });
    return names;
}

std::vector<std::string> sent_words(const SentRules& rules) {
    std::vector<std::string> words = {"agent", "model", "tokens", "cost", "repo"};
    if (rules.branch) words.insert(words.end(), {"branch", "ticket"});
    words.insert(words.end(), {"session_id", "developer_id", "device_id"});
    if (rules.local_details) words.insert(words.end(), LocalDetails.begin(), LocalDetails.end());
    if (rules.raw_usage) words.emplace_back("raw_usage");
    return words;
}

}  // namespace farebox::sync
