// The directory through the front door: its page reads, administrators write and import.
//
// Names: administrators keep the directory and auditors audit it, so both see people; a lead sees the
// people of the teams they lead; finance sees the organisation, not who is in it.

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/edit.h"
#include "core/collector/directory/import.h"
#include "core/collector/directory/scim_service.h"
#include "core/collector/directory/views.h"
#include "core/collector/web/audit_entry.h"
#include "core/collector/web/directory_journal.h"
#include "core/collector/web/handlers.h"

namespace farebox::collector {
namespace {

constexpr std::int64_t LargestPage = 1000;

bool sees_everybody(const Principal& who) {
    return who.has(Role::PlatformAdmin) || who.has(Role::Auditor);
}

Result<std::string> day_of(const WebRequest& request, const Services& services) {
    const std::string day = request.parameter("day");
    if (day.empty()) return format_day(services.clock.now(), 0);
    if (is_day(day)) return day;
    return invalid(format("day: \"{}\" is not a day like 2026-04-01", printable(day)));
}

Result<std::int64_t> number_of(const WebRequest& request, const char* name, std::int64_t otherwise,
                               std::int64_t most) {
    const std::string text = request.parameter(name);
    if (text.empty()) return otherwise;
    const auto number = parse_int(text);
    if (number && *number >= 0 && *number <= most) return *number;
    return invalid(format("{} is a number from 0 to {}", name, most));
}

WebResponse forbidden() {
    return WebResponse::error(403, "forbidden", "people are shown to administrators, auditors and, of "
                                                "their own teams, to leads");
}

Result<WebResponse> handle_people(const WebRequest& request, Services& services) {
    PeopleQuery query;
    FAREBOX_TRY(day, day_of(request, services));
    FAREBOX_TRY(limit, number_of(request, "limit", 200, LargestPage));
    FAREBOX_TRY(offset, number_of(request, "offset", 0, 10'000'000));
    query.day = day;
    query.limit = limit;
    query.offset = offset;
    query.search = request.parameter("search");
    if (const std::string team = request.parameter("team"); !team.empty()) query.team_ids = {team};
    if (!sees_everybody(request.who)) {
        std::vector<std::string> own = request.who.has(Role::TeamLead) ? request.who.team_ids
                                                                       : std::vector<std::string>();
        if (!query.team_ids.empty()) {
            std::erase_if(own, [&](const std::string& team) { return team != query.team_ids[0]; });
        }
        if (own.empty()) return forbidden();
        query.team_ids = std::move(own);
    }
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(people, people_json(*session, query));
    return WebResponse::json(people);
}

Result<WebResponse> handle_person(const WebRequest& request, Services& services) {
    if (!sees_everybody(request.who)) return forbidden();
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(person, person_json(*session, request.in_path.at("person_id")));
    return WebResponse::json(person);
}

template <OrgKind Kind>
Result<WebResponse> handle_units(const WebRequest& request, Services& services) {
    FAREBOX_TRY(day, day_of(request, services));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(units, units_json(*session, Kind, day));
    return WebResponse::json(units);
}

Result<WebResponse> handle_rules(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(rules, repo_rules_json(*session));
    return WebResponse::json(rules);
}

Result<WebResponse> handle_repos(const WebRequest& request, Services& services) {
    FAREBOX_TRY(day, day_of(request, services));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(repos, repos_json(*session, day));
    return WebResponse::json(repos);
}

Result<WebResponse> handle_groups(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(groups, group_teams_json(*session));
    return WebResponse::json(groups);
}

Result<WebResponse> handle_import(const WebRequest& request, Services& services) {
    const auto kind = parse_import_kind(request.parameter("kind"));
    if (!kind) return invalid("kind is people, teams, cost_centres, business_units or repo_rules");
    ImportOptions options;
    FAREBOX_TRY(is_trial, request.is_on("dry_run"));
    FAREBOX_TRY(keeps_good, request.is_on("keep_good_lines"));
    options.dry_run = is_trial;
    options.keep_good_lines = keeps_good;
    if (const std::string word = request.parameter("overlap"); !word.empty()) {
        const auto overlap = parse_overlap(word);
        if (!overlap) return invalid("overlap is refuse, move or replace");
        options.overlap = *overlap;
    }
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(report, import_csv(*session, services.clock, *kind, request.body, options,
                                   directory_journal(request, services),
                                   directory_follower(request, services)));
    // Nothing was taken although it was to be: the report says why.
    const bool failed = !report.committed && !report.dry_run;
    return WebResponse::json(to_json(report), failed ? 422 : 200);
}

// --- single edits -------------------------------------------------------------------------------

/// One transaction of one edit, told to the audit log.
template <class Change>
Result<WebResponse> with_edit(const WebRequest& request, Services& services, Change change) {
    FAREBOX_TRY(body, parse_json(request.body.empty() ? "{}" : request.body));
    if (!body.is_object()) return invalid("the body is a JSON object");
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(edit, Edit::begin(*session, services.clock));
    FAREBOX_TRY(answer, change(*edit, body));
    FAREBOX_TRY(months, edit->touched_closed_months());
    FAREBOX_TRY_VOID(write_changes(*edit, directory_journal(request, services)));
    FAREBOX_TRY_VOID(follow_people(*edit, directory_follower(request, services)));
    FAREBOX_TRY_VOID(edit->commit());
    Json out = std::move(answer);
    out["changes"] = edit->changes().size();
    out["closed_months"] = months;
    return WebResponse::json(out);
}

Result<WebResponse> handle_put_person(const WebRequest& request, Services& services) {
    const std::string id = request.in_path.at("person_id");
    return with_edit(request, services, [&](Edit& edit, const Json& body) -> Result<Json> {
        FAREBOX_TRY(known, edit.find_person(id));
        Person person = known.value_or(Person{id, "", "", true, "api"});
        person.name = find_string(body, "name").value_or(person.name);
        person.email = find_string(body, "email").value_or(person.email);
        person.active = find_bool(body, "active").value_or(person.active);
        FAREBOX_TRY_VOID(edit.put_person(person));
        if (const auto claim = find_string(body, "developer_id")) {
            FAREBOX_TRY_VOID(edit.put_identity("developer_id", *claim, id));
        }
        return Json{{"person_id", id}};
    });
}

template <OrgKind Kind>
Result<WebResponse> handle_put_unit(const WebRequest& request, Services& services) {
    const std::string id = request.in_path.at("id");
    return with_edit(request, services, [&](Edit& edit, const Json& body) -> Result<Json> {
        FAREBOX_TRY_VOID(edit.put_unit(Kind, id, find_string(body, "name").value_or("")));
        return Json{{"id", id}};
    });
}

const SpanTable* table_named(std::string_view name) {
    for (const SpanTable* table : {&PersonTeam, &TeamCostCentre, &CostCentreUnit}) {
        if (table->table == name) return table;
    }
    return nullptr;
}

/// {table: "person_team", person_id, team_id, valid_from, valid_to, overlap}
Result<WebResponse> handle_assign(const WebRequest& request, Services& services) {
    return with_edit(request, services, [](Edit& edit, const Json& body) -> Result<Json> {
        const SpanTable* table = table_named(find_string(body, "table").value_or(""));
        if (table == nullptr) {
            return invalid("table is person_team, team_cost_centre or cost_centre_unit");
        }
        const auto overlap = parse_overlap(find_string(body, "overlap").value_or("move"));
        if (!overlap) return invalid("overlap is refuse, move or replace");
        const auto from = find_string(body, "valid_from");
        if (!from) return invalid("valid_from is the first day, such as 2026-04-01");
        const std::string subject = find_string(body, table->subject).value_or("");
        FAREBOX_TRY_VOID(edit.assign(*table, subject,
                                     {*from, find_string(body, "valid_to").value_or(EndOfDays),
                                      find_string(body, table->target).value_or("")}, *overlap));
        return Json{{std::string(table->subject), subject}};
    });
}

Result<WebResponse> handle_put_rule(const WebRequest& request, Services& services) {
    return with_edit(request, services, [](Edit& edit, const Json& body) -> Result<Json> {
        RepoRule rule;
        rule.rule_id = find_string(body, "rule_id").value_or("");
        rule.pattern = find_string(body, "pattern").value_or("");
        rule.cost_centre_id = find_string(body, "cost_centre_id").value_or("");
        rule.owner_team_id = find_string(body, "owner_team_id").value_or("");
        rule.valid_from = find_string(body, "valid_from").value_or(FirstDay);
        rule.valid_to = find_string(body, "valid_to").value_or(EndOfDays);
        FAREBOX_TRY(id, edit.put_rule(rule));
        return Json{{"rule_id", id}};
    });
}

Result<WebResponse> handle_drop_rule(const WebRequest& request, Services& services) {
    const std::string id = request.in_path.at("rule_id");
    return with_edit(request, services, [&](Edit& edit, const Json&) -> Result<Json> {
        FAREBOX_TRY_VOID(edit.drop_rule(id));
        return Json{{"rule_id", id}};
    });
}

/// {display_name, team_id, rank}
Result<WebResponse> handle_put_group(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, parse_json(request.body));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY_VOID(set_group_team(*session, services.clock, directory_journal(request, services),
                                    find_string(body, "display_name").value_or(""),
                                    find_string(body, "team_id").value_or(""),
                                    find_int(body, "rank").value_or(100)));
    return WebResponse::json({{"display_name", find_string(body, "display_name").value_or("")}});
}

}  // namespace

Journal directory_journal(const WebRequest& request, const Services& services) {
    return [&](Session& session, const JournalEntry& entry) -> Result<void> {
        AuditEntry audit = audit_entry_of(request, services, entry.action, entry.object);
        audit.before = entry.before;
        audit.after = entry.after;
        audit.reason = entry.note;
        FAREBOX_TRY(written, append_audit(session, std::move(audit)));
        (void)written;
        return {};
    };
}

std::vector<WebRoute> directory_routes() {
    constexpr Permission Read = Permission::ReadDirectory, Write = Permission::WriteDirectory;
    return {
        {"GET", "/api/v1/directory/people", Read, "day search team limit offset",
         "people and where they stand on a day", handle_people},
        {"GET", "/api/v1/directory/people/{person_id}", Read, "",
         "one person with identities and the whole history", handle_person},
        {"PUT", "/api/v1/directory/people/{person_id}", Write, "",
         "adds or rewrites {name, email, active, developer_id}", handle_put_person},
        {"GET", "/api/v1/directory/teams", Read, "day", "teams of a day", handle_units<OrgKind::Team>},
        {"PUT", "/api/v1/directory/teams/{id}", Write, "", "adds or renames", handle_put_unit<OrgKind::Team>},
        {"GET", "/api/v1/directory/cost_centres", Read, "day", "cost centres of a day",
         handle_units<OrgKind::CostCentre>},
        {"PUT", "/api/v1/directory/cost_centres/{id}", Write, "", "adds or renames",
         handle_put_unit<OrgKind::CostCentre>},
        {"GET", "/api/v1/directory/business_units", Read, "day", "business units of a day",
         handle_units<OrgKind::BusinessUnit>},
        {"PUT", "/api/v1/directory/business_units/{id}", Write, "", "adds or renames",
         handle_put_unit<OrgKind::BusinessUnit>},
        {"POST", "/api/v1/directory/assign", Write, "",
         "who belongs where from which day on", handle_assign},
        {"GET", "/api/v1/directory/repo_rules", Read, "", "who pays for which repositories", handle_rules},
        {"POST", "/api/v1/directory/repo_rules", Write, "", "adds or rewrites a rule", handle_put_rule},
        {"DELETE", "/api/v1/directory/repo_rules/{rule_id}", Write, "", "removes a rule", handle_drop_rule},
        {"GET", "/api/v1/directory/repos", Read, "day", "known repositories and who pays for them",
         handle_repos},
        {"GET", "/api/v1/directory/group_teams", Read, "",
         "groups of the identity provider and the teams they stand for", handle_groups},
        {"POST", "/api/v1/directory/group_teams", Write, "",
         "makes a group stand for a team {display_name, team_id, rank}", handle_put_group},
        {"POST", "/api/v1/directory/import", Write, "kind dry_run keep_good_lines overlap",
         "a CSV file of people, teams, cost centres, business units or rules", handle_import},
    };
}

}  // namespace farebox::collector
