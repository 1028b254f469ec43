#include "core/collector/web/audit_sight.h"

#include <algorithm>

#include "core/collector/directory/people.h"

namespace farebox::collector {
namespace {

bool is_among(const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::find(all, one) != all.end();
}

Result<std::vector<AuditTopic>> topics_of_teams(Session& session, const std::vector<std::string>& team_ids,
                                                UtcNs now) {
    FAREBOX_TRY(members, members_of(session, team_ids, format_day(now, 0)));
    // Those that were removed too: their end is an entry like any other.
    FAREBOX_TRY(owners, session.run("SELECT budget_id, team_id, person_id FROM central_budgets"));
    std::vector<std::string> budget_ids;
    for (const Row& row : owners) {
        if (is_among(team_ids, row.text(1)) || is_among(members, row.text(2))) budget_ids.push_back(row.text(0));
    }
    return std::vector<AuditTopic>{{"budget.", budget_ids},
                                   {"override.", budget_ids},
                                   {"directory.team", team_ids},
                                   {"directory.person_team", std::move(members)}};
}

}  // namespace

Result<std::optional<AuditSight>> audit_sight_of(Session& session, const Principal& who, UtcNs now) {
    if (who.has(Role::Auditor)) return std::optional<AuditSight>();
    AuditSight sight{.actor = who.account, .families = {}, .topics = {}};
    const auto add = [&](std::initializer_list<const char*> families) {
        for (const char* family : families) sight.families.emplace_back(family);
    };
    if (who.has(Role::Finance)) add({"period.", "export.", "budget.", "override.", "reconcile."});
    if (who.has(Role::PlatformAdmin)) {
        add({"account.", "device.", "directory.", "login.", "policy.", "scim.", "settings.", "token."});
    }
    if (who.has(Role::TeamLead) && !who.team_ids.empty()) {
        FAREBOX_TRY(topics, topics_of_teams(session, who.team_ids, now));
        sight.topics = std::move(topics);
    }
    return std::optional<AuditSight>(std::move(sight));
}

}  // namespace farebox::collector
