#include "core/collector/directory/views.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/collector/directory/people.h"
#include "core/collector/directory/repo_rules.h"

namespace farebox::collector {
namespace {

// $1 is the day, $2 the end of recorded time. A subject has one span a day, so nobody comes twice.
constexpr std::string_view Standing =
    " FROM people p"
    " LEFT JOIN person_team pt ON pt.person_id = p.person_id AND pt.superseded_at = $2"
    " AND pt.valid_from <= $1 AND $1 < pt.valid_to"
    " LEFT JOIN teams t ON t.team_id = pt.team_id AND t.superseded_at = $2"
    " LEFT JOIN team_cost_centre tc ON tc.team_id = pt.team_id AND tc.superseded_at = $2"
    " AND tc.valid_from <= $1 AND $1 < tc.valid_to"
    " LEFT JOIN cost_centres c ON c.cost_centre_id = tc.cost_centre_id AND c.superseded_at = $2"
    " LEFT JOIN cost_centre_unit cu ON cu.cost_centre_id = tc.cost_centre_id AND cu.superseded_at = $2"
    " AND cu.valid_from <= $1 AND $1 < cu.valid_to"
    " LEFT JOIN business_units b ON b.business_unit_id = cu.business_unit_id AND b.superseded_at = $2";

constexpr const char* PersonColumns[] = {
    "person_id", "name", "email", "active", "source", "team_id", "team_name", "cost_centre_id",
    "cost_centre_name", "business_unit_id", "business_unit_name"};

Json text_or_null(const Row& row, std::size_t column) {
    return row.is_null(column) ? Json() : Json(row.text(column));
}

/// The columns of a row under these names; numbers stay numbers.
template <std::size_t N>
Json object_of(const Row& row, const char* const (&names)[N]) {
    Json object = Json::object();
    for (std::size_t i = 0; i < N; ++i) {
        const Value& value = row.values()[i];
        const auto* number = std::get_if<std::int64_t>(&value);
        object[names[i]] = number != nullptr ? Json(*number) : text_or_null(row, i);
    }
    return object;
}

struct UnitWords {
    const char* table;
    const char* id;
    const char* link;       ///< the table that names its parent; "" none
    const char* parent_id;
    const char* parent_table;
    const char* child_link; ///< whose members count
};

UnitWords words_of(OrgKind kind) {
    switch (kind) {
        case OrgKind::Team:
            return {"teams", "team_id", "team_cost_centre", "cost_centre_id", "cost_centres", "person_team"};
        case OrgKind::CostCentre:
            return {"cost_centres", "cost_centre_id", "cost_centre_unit", "business_unit_id",
                    "business_units", "team_cost_centre"};
        default: break;
    }
    return {"business_units", "business_unit_id", "", "", "", "cost_centre_unit"};
}

std::string unit_sql(const UnitWords& words) {
    // All at once: counting them anew for each of two thousand teams takes seconds.
    const std::string members = "coalesce(n.members, 0)";
    const std::string from = format(" FROM {} u LEFT JOIN (SELECT m.{} AS id, count(*) AS members"
                                    " FROM {} m WHERE m.superseded_at = $2 AND m.valid_from <= $1"
                                    " AND $1 < m.valid_to GROUP BY 1) n ON n.id = u.{}",
                                    words.table, words.id, words.child_link, words.id);
    const std::string rest = format(" WHERE u.superseded_at = $2 ORDER BY u.name, u.{}", words.id);
    if (std::string_view(words.link).empty()) {
        return format("SELECT u.{}, u.name, NULL, NULL, {}{}{}", words.id, members, from, rest);
    }
    return format("SELECT u.{}, u.name, l.{}, o.name, {}{} LEFT JOIN {} l ON l.{} = u.{}"
                  " AND l.superseded_at = $2 AND l.valid_from <= $1 AND $1 < l.valid_to"
                  " LEFT JOIN {} o ON o.{} = l.{} AND o.superseded_at = $2{}",
                  words.id, words.parent_id, members, from, words.link, words.id, words.id,
                  words.parent_table, words.parent_id, words.parent_id, rest);
}

}  // namespace

Result<Json> people_json(Session& session, const PeopleQuery& query) {
    std::vector<Value> parameters = {query.day, NeverSuperseded};
    std::string where = " WHERE 1 = 1";
    if (!query.search.empty()) {
        // LIKE's own signs are letters like any other here.
        std::string pattern = "%";
        for (const char c : to_lower(query.search)) {
            if (c == '%' || c == '_' || c == '!') pattern += '!';
            pattern += c;
        }
        parameters.emplace_back(pattern + "%");
        const std::string like = format("LIKE ${} ESCAPE '!'", parameters.size());
        where += format(" AND (lower(p.person_id) {} OR lower(p.name) {} OR p.email {})", like, like, like);
    }
    std::string teams;
    for (const std::string& team : query.team_ids) {
        parameters.emplace_back(team);
        teams += format("{}${}", teams.empty() ? "" : ", ", parameters.size());
    }
    if (!teams.empty()) where += " AND pt.team_id IN (" + teams + ")";
    const std::string source = std::string(Standing) + where;
    FAREBOX_TRY(count, session.run("SELECT count(*)" + source, parameters));
    const std::string page = format(" ORDER BY p.name, p.person_id LIMIT {} OFFSET {}", query.limit,
                                    query.offset);
    FAREBOX_TRY(rows, session.run("SELECT p.person_id, p.name, p.email, p.active, p.source, pt.team_id,"
                                  " t.name, tc.cost_centre_id, c.name, cu.business_unit_id, b.name" +
                                      source + page, parameters));
    Json list = Json::array();
    for (const Row& row : rows) {
        Json person = object_of(row, PersonColumns);
        person["active"] = row.integer(3) != 0;
        list.push_back(std::move(person));
    }
    return Json{{"rows", std::move(list)}, {"row_count", count[0].integer(0)}};
}

Result<Json> person_json(Session& session, const std::string& person_id) {
    FAREBOX_TRY(person, load_person(session, person_id));
    if (!person) return not_found(format("no person has the id \"{}\"", printable(person_id)));
    Json out = {{"person_id", person->person_id}, {"name", person->name},
                {"email", person->email.empty() ? Json() : Json(person->email)},
                {"active", person->active}, {"source", person->source}};
    FAREBOX_TRY(identities, session.run("SELECT kind, value, recorded_at FROM person_identity WHERE"
                                        " person_id = $1 AND superseded_at = $2 ORDER BY kind, value",
                                        {person_id, NeverSuperseded}));
    constexpr const char* IdentityColumns[] = {"kind", "value", "recorded_at"};
    out["identities"] = Json::array();
    for (const Row& row : identities) out["identities"].push_back(object_of(row, IdentityColumns));
    FAREBOX_TRY(spans, session.run("SELECT team_id, valid_from, valid_to, recorded_at, superseded_at"
                                   " FROM person_team WHERE person_id = $1"
                                   " ORDER BY recorded_at, valid_from", {person_id}));
    constexpr const char* SpanColumns[] = {"team_id", "valid_from", "valid_to", "recorded_at",
                                           "superseded_at"};
    out["teams"] = Json::array();
    for (const Row& row : spans) {
        Json span = object_of(row, SpanColumns);
        if (row.integer(4) == NeverSuperseded) span["superseded_at"] = Json();
        out["teams"].push_back(std::move(span));
    }
    return out;
}

Result<Json> units_json(Session& session, OrgKind kind, const std::string& day) {
    const UnitWords words = words_of(kind);
    FAREBOX_TRY(rows, session.run(unit_sql(words), {day, NeverSuperseded}));
    Json list = Json::array();
    for (const Row& row : rows) {
        Json unit = {{words.id, row.text(0)}, {"name", row.text(1)}};
        if (!std::string_view(words.parent_id).empty()) {
            const std::string_view parent = words.parent_id;
            unit[words.parent_id] = text_or_null(row, 2);
            unit[std::string(parent.substr(0, parent.size() - 2)) + "name"] = text_or_null(row, 3);
        }
        unit["members"] = row.integer(4);
        list.push_back(std::move(unit));
    }
    return Json{{"rows", std::move(list)}};
}

Result<Json> repo_rules_json(Session& session) {
    FAREBOX_TRY(rules, load_repo_rules(session));
    FAREBOX_TRY(repos, session.run("SELECT repo FROM repos"));
    Json list = Json::array();
    for (const RepoRule& rule : rules) {
        std::int64_t matching = 0;
        for (const Row& row : repos) matching += matches_repo(rule.pattern, row.text(0)) ? 1 : 0;
        const auto or_null = [](const std::string& id) { return id.empty() ? Json() : Json(id); };
        list.push_back({{"rule_id", rule.rule_id}, {"pattern", rule.pattern},
                        {"cost_centre_id", or_null(rule.cost_centre_id)},
                        {"owner_team_id", or_null(rule.owner_team_id)},
                        {"valid_from", rule.valid_from}, {"valid_to", rule.valid_to},
                        {"repos", matching}});
    }
    return Json{{"rows", std::move(list)}};
}

Result<Json> repos_json(Session& session, const std::string& day) {
    FAREBOX_TRY(rules, load_repo_rules(session));
    FAREBOX_TRY(rows, session.run("SELECT r.repo, r.first_seen_at, c.cost_centre_id FROM repos r"
                                  " LEFT JOIN repo_charge c ON c.repo = r.repo AND c.superseded_at = $2"
                                  " AND c.valid_from <= $1 AND $1 < c.valid_to ORDER BY r.repo",
                                  {day, NeverSuperseded}));
    constexpr const char* Columns[] = {"repo", "first_seen_at", "cost_centre_id"};
    Json list = Json::array();
    for (const Row& row : rows) {
        Json repo = object_of(row, Columns);
        const std::string owner = repo_owner(rules, row.text(0), day);
        repo["owner_team_id"] = owner.empty() ? Json() : Json(owner);
        list.push_back(std::move(repo));
    }
    return Json{{"rows", std::move(list)}};
}

Result<Json> group_teams_json(Session& session) {
    FAREBOX_TRY(rows, session.run(
        "SELECT coalesce(g.display_name, t.display_name), t.team_id, t.rank,"
        " (SELECT count(*) FROM scim_members m WHERE m.group_id = g.scim_id) FROM"
        " (SELECT display_name_key FROM scim_groups UNION SELECT display_name_key FROM group_teams) k"
        " LEFT JOIN scim_groups g ON g.display_name_key = k.display_name_key"
        " LEFT JOIN group_teams t ON t.display_name_key = k.display_name_key"
        " ORDER BY k.display_name_key"));
    constexpr const char* Columns[] = {"display_name", "team_id", "rank", "members"};
    Json list = Json::array();
    for (const Row& row : rows) list.push_back(object_of(row, Columns));
    return Json{{"rows", std::move(list)}};
}

}  // namespace farebox::collector
