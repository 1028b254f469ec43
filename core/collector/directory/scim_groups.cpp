// Groups of the identity provider and their members.

#include "core/collector/directory/scim_store.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"
#include "core/collector/directory/people.h"
#include "core/collector/directory/scim_patch.h"

namespace farebox::collector {
namespace {

constexpr std::string_view GroupColumns =
    "SELECT scim_id, display_name, external_id, created_at, updated_at, version FROM scim_groups ";

Result<std::set<std::string>> load_members(Session& session, const std::string& group_id) {
    FAREBOX_TRY(rows, session.run("SELECT user_id FROM scim_members WHERE group_id = $1", {group_id}));
    std::set<std::string> members;
    for (const Row& row : rows) members.insert(row.text(0));
    return members;
}

Result<ScimGroup> read_group(Session& session, const Row& row) {
    ScimGroup group{row.text(0), row.text(1), row.text(2), {}, row.integer(3), row.integer(4),
                    row.integer(5)};
    FAREBOX_TRY(members, load_members(session, group.scim_id));
    group.members = std::move(members);
    return group;
}

Json document_of(const ScimGroup& group) {
    Json document = {{"displayName", group.display_name}};
    if (!group.external_id.empty()) document["externalId"] = group.external_id;
    Json members = Json::array();
    for (const std::string& id : group.members) members.push_back({{"value", id}});
    document["members"] = std::move(members);
    return document;
}

Json group_json(const ScimContext& context, const ScimGroup& group) {
    Json body = {{"schemas", {ScimGroupSchema}}, {"id", group.scim_id}};
    const Json document = document_of(group);
    for (auto at = document.begin(); at != document.end(); ++at) body[at.key()] = at.value();
    for (Json& member : body["members"]) {
        member["$ref"] = format("{}/Users/{}", context.request.base_url,
                                member["value"].get_ref<const std::string&>());
        member["type"] = "User";
    }
    body["meta"] = scim_meta(context, "Group", group.scim_id, group.created_at, group.updated_at,
                             group.version);
    return body;
}

/// What a document says, in place of what the group had.
Result<void> take_over(ScimGroup& group, const Json& document) {
    const auto text = [&](std::string_view name) {
        const Json* held = find_attribute(document, name);
        return held != nullptr && held->is_string() ? std::string(trim(held->get<std::string>())) : "";
    };
    group.display_name = text("displayName");
    group.external_id = text("externalId");
    if (group.display_name.empty()) return invalid("displayName is required");
    group.members.clear();
    const Json* members = find_attribute(document, "members");
    if (members == nullptr) return {};
    if (!members->is_array()) return invalid("members is a list");
    for (const Json& member : *members) {
        const Json* value = find_attribute(member, "value");
        if (value == nullptr || !value->is_string()) return invalid("a member has a value, a user's id");
        group.members.insert(value->get<std::string>());
    }
    return {};
}

Result<void> check_group(Session& session, const ScimGroup& group,
                         const std::set<std::string>& joined) {
    FAREBOX_TRY(taken, session.run(
        "SELECT 1 FROM scim_groups WHERE display_name_key = $1 AND scim_id <> $2",
        {to_lower(group.display_name), group.scim_id}));
    if (!taken.empty()) {
        return make_error(ErrorCode::Conflict, format("another group has the displayName \"{}\"",
                                                      printable(group.display_name)));
    }
    for (const std::string& id : joined) {
        FAREBOX_TRY(user, session.run("SELECT 1 FROM scim_users WHERE scim_id = $1", {id}));
        if (user.empty()) return invalid(format("no user has the id \"{}\"", printable(id)));
    }
    return {};
}

std::set<std::string> without(const std::set<std::string>& all, const std::set<std::string>& some) {
    std::set<std::string> out;
    for (const std::string& id : all) {
        if (!some.contains(id)) out.insert(id);
    }
    return out;
}

Result<void> save(Session& session, const ScimGroup& group, const std::set<std::string>& joined,
                  const std::set<std::string>& left) {
    FAREBOX_TRY(written, session.run(
        "INSERT INTO scim_groups (scim_id, display_name, display_name_key, external_id, created_at,"
        " updated_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (scim_id) DO UPDATE SET"
        " display_name = excluded.display_name, display_name_key = excluded.display_name_key,"
        " external_id = excluded.external_id, updated_at = excluded.updated_at,"
        " version = excluded.version",
        {group.scim_id, group.display_name, to_lower(group.display_name),
         value_or_null(group.external_id), group.created_at, group.updated_at, group.version}));
    std::vector<std::vector<Value>> rows;
    for (const std::string& id : joined) rows.push_back({group.scim_id, id, group.updated_at});
    const std::string_view columns[] = {"group_id", "user_id", "added_at"};
    if (!rows.empty()) FAREBOX_TRY_VOID(session.insert_many("scim_members", columns, rows));
    for (const std::string& id : left) {
        FAREBOX_TRY(gone, session.run("DELETE FROM scim_members WHERE group_id = $1 AND user_id = $2",
                                      {group.scim_id, id}));
    }
    return {};
}

/// A group that is renamed keeps the team it stands for.
Result<void> rename_meaning(Session& session, const std::string& before, const std::string& after) {
    if (before.empty() || to_lower(before) == to_lower(after)) return {};
    FAREBOX_TRY(moved, session.run(
        "UPDATE group_teams SET display_name_key = $2, display_name = $3 WHERE display_name_key = $1"
        " AND NOT EXISTS (SELECT 1 FROM group_teams t WHERE t.display_name_key = $2)",
        {to_lower(before), to_lower(after), after}));
    return {};
}

Result<ScimGroup> store_group(const ScimContext& context, const ScimGroup& before, ScimGroup group) {
    FAREBOX_TRY(edit, Edit::begin(context.session, context.clock));
    const std::set<std::string> joined = without(group.members, before.members);
    const std::set<std::string> left = without(before.members, group.members);
    FAREBOX_TRY_VOID(check_group(context.session, group, joined));
    if (group.scim_id.empty()) {
        group.scim_id = make_uuid_v7(edit->stamp());
        group.created_at = edit->stamp();
    }
    group.updated_at = edit->stamp();
    ++group.version;
    FAREBOX_TRY(stood_for, teams_of_group(context.session, before.display_name));
    FAREBOX_TRY_VOID(rename_meaning(context.session, before.display_name, group.display_name));
    FAREBOX_TRY_VOID(save(context.session, group, joined, left));
    FAREBOX_TRY_VOID(charge_by_groups(*edit, context.clock, joined, {}));
    FAREBOX_TRY_VOID(charge_by_groups(*edit, context.clock, left, stood_for));
    FAREBOX_TRY_VOID(context.hooks.journal(context.session,
        {"scim.group", group.display_name, "",
         format("{} joined, {} left", joined.size(), left.size()), ""}));
    FAREBOX_TRY_VOID(write_changes(*edit, context.hooks.journal));
    FAREBOX_TRY_VOID(edit->commit());
    return group;
}

Result<void> remove(const ScimContext& context, const ScimGroup& group) {
    FAREBOX_TRY(edit, Edit::begin(context.session, context.clock));
    FAREBOX_TRY(stood_for, teams_of_group(context.session, group.display_name));
    FAREBOX_TRY(members, context.session.run("DELETE FROM scim_members WHERE group_id = $1",
                                             {group.scim_id}));
    FAREBOX_TRY(gone, context.session.run("DELETE FROM scim_groups WHERE scim_id = $1",
                                          {group.scim_id}));
    FAREBOX_TRY_VOID(charge_by_groups(*edit, context.clock, group.members, stood_for));
    FAREBOX_TRY_VOID(context.hooks.journal(context.session,
                                           {"scim.group", group.display_name, "", "removed", ""}));
    FAREBOX_TRY_VOID(write_changes(*edit, context.hooks.journal));
    return edit->commit();
}

ScimAnswer answer_group(const ScimContext& context, const Result<ScimGroup>& group, int status) {
    if (!group) return scim_error(group.error());
    ScimAnswer answer;
    answer.status = status;
    answer.etag = scim_etag(group->version);
    const Json body = group_json(context, *group);
    answer.location = body.at("meta").at("location").get<std::string>();
    answer.body = selected_attributes(context.request, body);
    return answer;
}

Result<ScimAnswer> list_groups(const ScimContext& context, const ScimPage& page) {
    std::string where;
    std::vector<Value> parameters;
    if (const auto name = asked_value(page, "displayName")) {
        where = "WHERE display_name_key = $1 ";
        parameters = {to_lower(*name)};
    }
    FAREBOX_TRY(rows, context.session.run(std::string(GroupColumns) + where + "ORDER BY scim_id",
                                          parameters));
    std::int64_t total = 0;
    Json resources = Json::array();
    for (const Row& row : rows) {
        FAREBOX_TRY(group, read_group(context.session, row));
        Json body = group_json(context, group);
        if (page.filter && !matches(*page.filter, body)) continue;
        ++total;
        if (total < page.start_index || std::ssize(resources) >= page.count) continue;
        resources.push_back(selected_attributes(context.request, std::move(body)));
    }
    return scim_list(total, page, std::move(resources));
}

ScimAnswer serve_one(const ScimContext& context, const ScimGroup& before) {
    const ScimRequest& request = context.request;
    if (auto answer = precondition(request, before.version)) return *answer;
    if (request.method == "GET") return answer_group(context, before, 200);
    ScimAnswer nothing;
    nothing.status = 204;
    if (request.method == "DELETE") {
        const auto done = remove(context, before);
        return done ? nothing : scim_error(done.error());
    }
    const auto body = parse_json(request.body);
    if (!body || !body->is_object()) return scim_error(400, "invalidSyntax", "the body is no JSON object");
    Json document = request.method == "PUT" ? *body : document_of(before);
    if (request.method == "PATCH") {
        const auto done = apply_scim_patch(document, *body);
        if (!done) return scim_error(done.error());
    }
    ScimGroup group = before;
    const auto taken = take_over(group, document);
    if (!taken) return scim_error(taken.error());
    const auto stored = store_group(context, before, std::move(group));
    // Answering a large group in full to each of a thousand small changes would be most of the work.
    if (request.method == "PATCH" && stored) {
        nothing.etag = scim_etag(stored->version);
        return nothing;
    }
    return answer_group(context, stored, 200);
}

Result<std::optional<ScimGroup>> load_group(Session& session, const std::string& id) {
    FAREBOX_TRY(rows, session.run(std::string(GroupColumns) + "WHERE scim_id = $1", {id}));
    if (rows.empty()) return std::optional<ScimGroup>();
    FAREBOX_TRY(group, read_group(session, rows[0]));
    return std::optional(std::move(group));
}

}  // namespace

ScimAnswer serve_scim_groups(const ScimContext& context) {
    const ScimRequest& request = context.request;
    if (request.path.size() == 2) {
        const auto group = load_group(context.session, request.path[1]);
        if (!group) return scim_error(group.error());
        if (!*group) return scim_error(404, "", format("no group has the id \"{}\"", printable(request.path[1])));
        return serve_one(context, **group);
    }
    if (request.method == "GET") {
        ScimPage page;
        if (auto wrong = read_scim_page(request, page)) return *wrong;
        const auto answer = list_groups(context, page);
        return answer ? *answer : scim_error(answer.error());
    }
    const auto body = parse_json(request.body);
    if (!body || !body->is_object()) return scim_error(400, "invalidSyntax", "the body is no JSON object");
    ScimGroup group;
    const auto taken = take_over(group, *body);
    if (!taken) return scim_error(taken.error());
    return answer_group(context, store_group(context, {}, std::move(group)), 201);
}

}  // namespace farebox::collector
