#include "core/collector/directory/repo_rules.h"

#include <algorithm>

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/org_join.h"

namespace farebox::collector {
namespace {

std::size_t literals(const RepoRule& rule) {
    return rule.pattern.size() -
           std::size_t(std::ranges::count(rule.pattern, '*'));
}

/// Weaker rules first; of two equal ones the text decides, so that the answer never depends on the
/// order in which rules were read.
bool is_weaker(const RepoRule* a, const RepoRule* b) {
    if (literals(*a) != literals(*b)) return literals(*a) < literals(*b);
    return a->pattern < b->pattern;
}

std::vector<const RepoRule*> matching(const std::vector<RepoRule>& rules, std::string_view repo) {
    std::vector<const RepoRule*> found;
    for (const RepoRule& rule : rules) {
        if (matches_repo(rule.pattern, repo)) found.push_back(&rule);
    }
    std::ranges::sort(found, is_weaker);
    return found;
}

}  // namespace

Result<std::vector<RepoRule>> load_repo_rules(Session& session) {
    FAREBOX_TRY(rows, session.run("SELECT rule_id, pattern, cost_centre_id, owner_team_id, valid_from,"
                                  " valid_to FROM repo_rules WHERE superseded_at = $1"
                                  " ORDER BY pattern, valid_from", {NeverSuperseded}));
    std::vector<RepoRule> rules;
    for (const Row& row : rows) {
        rules.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5)});
    }
    return rules;
}

// The usual two-finger match: on a mismatch, go back to the last star and let it take one more.
bool matches_repo(std::string_view pattern, std::string_view repo) {
    std::size_t p = 0, r = 0, star = std::string_view::npos, resume = 0;
    while (r < repo.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            resume = r;
        } else if (p < pattern.size() && equals_ignore_case(pattern.substr(p, 1), repo.substr(r, 1))) {
            ++p;
            ++r;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            r = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') ++p;
    return p == pattern.size();
}

Timeline repo_timeline(const std::vector<RepoRule>& rules, std::string_view repo) {
    Timeline timeline;
    for (const RepoRule* rule : matching(rules, repo)) {
        if (rule->cost_centre_id.empty()) continue;
        const auto next = with_span(timeline, {rule->valid_from, rule->valid_to, rule->cost_centre_id},
                                    Overlap::Replace);
        if (next) timeline = *next;
    }
    return timeline;
}

std::string repo_owner(const std::vector<RepoRule>& rules, std::string_view repo,
                       std::string_view day) {
    std::string owner;
    for (const RepoRule* rule : matching(rules, repo)) {
        if (rule->owner_team_id.empty() || day < rule->valid_from || day >= rule->valid_to) continue;
        owner = rule->owner_team_id;
    }
    return owner;
}

Result<void> check_rule(const std::vector<RepoRule>& rules, const RepoRule& rule) {
    if (rule.pattern.empty()) return invalid("a repository rule needs a pattern");
    if (rule.cost_centre_id.empty() && rule.owner_team_id.empty()) {
        return invalid("a repository rule names a cost centre, an owning team, or both");
    }
    const Span span{rule.valid_from, rule.valid_to, rule.pattern};
    FAREBOX_TRY(sound, with_span({}, span, Overlap::Refuse));
    (void)sound;
    for (const RepoRule& other : rules) {
        if (other.rule_id == rule.rule_id || !equals_ignore_case(other.pattern, rule.pattern)) continue;
        if (rule.valid_from >= other.valid_to || other.valid_from >= rule.valid_to) continue;
        return make_error(ErrorCode::Conflict, format("{} overlaps the rule {} ({})", describe(rule),
                                                      other.rule_id, describe(other)));
    }
    return {};
}

std::string describe(const RepoRule& rule) {
    std::string text = rule.pattern;
    if (!rule.cost_centre_id.empty()) text += " charged to " + rule.cost_centre_id;
    if (!rule.owner_team_id.empty()) text += " owned by " + rule.owner_team_id;
    const std::string range = describe(Span{rule.valid_from, rule.valid_to, "x"});
    return text + range.substr(1);
}

}  // namespace farebox::collector
