#include "core/collector/demo/demo_logins.h"

#include "core/base/format.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/secrets.h"
#include "core/collector/directory/spans.h"

namespace farebox::collector {
namespace {

struct Wanted {
    const char* account;
    const char* sees;
    std::vector<RoleGrant> grants;
    bool is_person = false;  ///< stands for somebody of the directory
};

/// Somebody whose laptop is bound and who spent something: the views of a developer and of a lead
/// are then not empty.
Result<std::string> some_person(Session& session) {
    FAREBOX_TRY(rows, session.run("SELECT r.developer_id FROM rollup r JOIN people p"
                                  " ON p.person_id = r.developer_id WHERE r.posted_month ="
                                  " (SELECT max(posted_month) FROM rollup)"
                                  " ORDER BY r.developer_id LIMIT 1"));
    return rows.empty() ? std::string() : rows[0].text(0);
}

Result<void> make_account(Session& session, const Wanted& wanted, const std::string& person_id,
                          const std::string& password, UtcNs now) {
    FAREBOX_TRY(known, find_account(session, wanted.account));
    Result<std::string> first = known ? reset_password(session, wanted.account)
                                      : add_local_account(session, wanted.account, wanted.grants,
                                                          "demo", now);
    if (!first) return first.error();
    const auto changed = change_password(session, wanted.account, *first, password, now);
    if (const auto* refused = std::get_if<Refused>(&changed)) {
        return invalid(format("giving {} a password: {}", wanted.account, refused->message));
    }
    if (!wanted.is_person) return {};
    FAREBOX_TRY(bound, session.run("UPDATE accounts SET person_id = $2 WHERE account = $1",
                                   {std::string(wanted.account), person_id}));
    return {};
}

}  // namespace

Result<DemoLogins> make_demo_logins(Session& session, UtcNs now) {
    FAREBOX_TRY(person_id, some_person(session));
    FAREBOX_TRY(timeline, load_timeline(session, PersonTeam, person_id));
    const std::string team_id = target_on(timeline, format_day(now, 0));
    std::vector<Wanted> all = {
        {"admin", "everything but names: machine, policy, fleet, and all amounts",
         {{Role::PlatformAdmin, ""}, {Role::Finance, ""}}},
        {"finance", "all cost centres, closes months; people under pseudonyms", {{Role::Finance, ""}}},
        {"auditor", "everything, read only, each look at a name is logged", {{Role::Auditor, ""}}},
        {"developer", "their own calls", {{Role::Developer, ""}}, true}};
    if (!team_id.empty()) {
        all.push_back({"lead", "the people of one team, by name", {{Role::TeamLead, team_id}}, true});
    }
    DemoLogins out;
    // Long enough for any rule on passwords, short enough to type.
    out.password = make_secret_text("demo").substr(0, 17);
    for (const Wanted& wanted : all) {
        FAREBOX_TRY_VOID(make_account(session, wanted, person_id, out.password, now));
        out.logins.push_back({wanted.account, wanted.sees});
    }
    return out;
}

}  // namespace farebox::collector
