#include "core/collector/directory/people.h"

#include <algorithm>

#include "core/base/strings.h"

namespace farebox::collector {

bool is_joining(std::string_view kind) {
    return std::ranges::find(JoiningKinds, kind) != JoiningKinds.end();
}

std::string_view identity_space(std::string_view kind) { return is_joining(kind) ? "joins" : kind; }

std::string identity_value(std::string_view kind, std::string_view value) {
    const std::string_view text = trim(value);
    return kind == "email" || kind == "developer_id" ? to_lower(text) : std::string(text);
}

Result<std::optional<Person>> load_person(Session& session, const std::string& person_id) {
    FAREBOX_TRY(rows, session.run("SELECT person_id, name, email, active, source FROM people"
                                  " WHERE person_id = $1", {person_id}));
    if (rows.empty()) return std::optional<Person>();
    const Row& row = rows[0];
    return std::optional(Person{row.text(0), row.text(1), row.text(2), row.integer(3) != 0,
                                row.text(4)});
}

Result<std::string> find_identity(Session& session, std::string_view kind, std::string_view value) {
    const std::int64_t joins = is_joining(kind) ? 1 : 0;
    FAREBOX_TRY(rows, session.run("SELECT person_id FROM person_identity WHERE value = $1"
                                  " AND joins = $2 AND superseded_at = $3 AND (joins = 1 OR kind = $4)",
                                  {identity_value(kind, value), joins, NeverSuperseded,
                                   std::string(kind)}));
    return rows.empty() ? std::string() : rows[0].text(0);
}

Result<std::vector<std::string>> members_of(Session& session, const std::vector<std::string>& team_ids,
                                            const std::string& day) {
    std::vector<std::string> members;
    for (const std::string& team_id : team_ids) {
        FAREBOX_TRY(rows, session.run("SELECT person_id FROM person_team WHERE team_id = $1 AND valid_from <= $2"
                                      " AND valid_to > $2 AND superseded_at = $3 ORDER BY person_id",
                                      {team_id, day, NeverSuperseded}));
        for (const Row& row : rows) members.push_back(row.text(0));
    }
    return members;
}

}  // namespace farebox::collector
