// Users of the identity provider, and the people they are.

#include "core/collector/directory/scim_store.h"

#include "core/base/format.h"
#include "core/base/strings.h"
#include "core/base/uuid.h"
#include "core/collector/directory/people.h"
#include "core/collector/directory/scim_patch.h"

namespace farebox::collector {
namespace {

constexpr std::string_view UserColumns =
    "SELECT scim_id, person_id, document, created_at, updated_at, version FROM scim_users ";

ScimUser read_user(const Row& row) {
    ScimUser user{row.text(0), row.text(1), {}, row.integer(3), row.integer(4), row.integer(5)};
    if (auto document = parse_json(row.text(2))) user.document = std::move(*document);
    return user;
}

std::string text_of(const Json& object, std::string_view name) {
    const Json* held = find_attribute(object, name);
    return held != nullptr && held->is_string() ? std::string(trim(held->get<std::string>())) : "";
}

bool is_active(const Json& document) {
    const Json* held = find_attribute(document, "active");
    return held == nullptr || !held->is_boolean() || held->get<bool>();
}

/// The primary address, else the first; a user name that is one serves too.
std::string email_of(const Json& document) {
    std::string first;
    if (const Json* emails = find_attribute(document, "emails"); emails != nullptr && emails->is_array()) {
        for (const Json& item : *emails) {
            const std::string address = text_of(item, "value");
            const Json* primary = find_attribute(item, "primary");
            if (!address.empty() && primary != nullptr && *primary == true) return address;
            if (first.empty()) first = address;
        }
    }
    if (!first.empty()) return first;
    const std::string user_name = text_of(document, "userName");
    return contains(user_name, "@") ? user_name : "";
}

std::string name_of(const Json& document) {
    if (const std::string name = text_of(document, "displayName"); !name.empty()) return name;
    const Json* parts = find_attribute(document, "name");
    if (parts == nullptr) return text_of(document, "userName");
    if (const std::string name = text_of(*parts, "formatted"); !name.empty()) return name;
    const std::string both = text_of(*parts, "givenName") + " " + text_of(*parts, "familyName");
    return trim(both).empty() ? text_of(document, "userName") : std::string(trim(both));
}

/// Who the user is among those the directory knows; "" nobody.
Result<std::string> known_person(Edit& edit, const Json& document) {
    const std::pair<std::string_view, std::string> names[] = {
        {"external_id", text_of(document, "externalId")},
        {"email", email_of(document)},
        {"developer_id", text_of(document, "userName")},
    };
    for (const auto& [kind, value] : names) {
        if (value.empty()) continue;
        FAREBOX_TRY(owner, edit.identity_owner(kind, value));
        if (!owner.empty()) return owner;
    }
    return std::string();
}

Result<void> write_person(Edit& edit, const ScimUser& user) {
    FAREBOX_TRY_VOID(edit.put_person({user.person_id, name_of(user.document), email_of(user.document),
                                      is_active(user.document), "scim"}));
    FAREBOX_TRY_VOID(edit.put_identity("scim_id", user.scim_id, user.person_id));
    FAREBOX_TRY_VOID(edit.put_identity("developer_id", text_of(user.document, "userName"),
                                       user.person_id));
    if (const std::string id = text_of(user.document, "externalId"); !id.empty()) {
        FAREBOX_TRY_VOID(edit.put_identity("external_id", id, user.person_id));
    }
    return {};
}

/// What the log and whoever holds the person's devices are told before the commit.
Result<void> tell_and_commit(Edit& edit, const ScimContext& context) {
    FAREBOX_TRY_VOID(write_changes(edit, context.hooks.journal));
    FAREBOX_TRY_VOID(follow_people(edit, context.hooks.follow));
    return edit.commit();
}

Result<void> check_user_name(Session& session, const ScimUser& user) {
    const std::string user_name = text_of(user.document, "userName");
    if (user_name.empty()) return invalid("userName is required");
    FAREBOX_TRY(taken, session.run("SELECT 1 FROM scim_users WHERE user_name_key = $1 AND scim_id <> $2",
                                   {to_lower(user_name), user.scim_id}));
    if (taken.empty()) return {};
    return make_error(ErrorCode::Conflict,
                      format("another user has the userName \"{}\"", printable(user_name)));
}

Result<void> save(Edit& edit, const ScimUser& user) {
    const std::string user_name = text_of(user.document, "userName");
    FAREBOX_TRY(written, edit.session().run(
        "INSERT INTO scim_users (scim_id, person_id, user_name, user_name_key, external_id, active,"
        " document, created_at, updated_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
        " ON CONFLICT (scim_id) DO UPDATE SET user_name = excluded.user_name,"
        " user_name_key = excluded.user_name_key, external_id = excluded.external_id,"
        " active = excluded.active, document = excluded.document, updated_at = excluded.updated_at,"
        " version = excluded.version",
        {user.scim_id, user.person_id, user_name, to_lower(user_name),
         value_or_null(text_of(user.document, "externalId")),
         std::int64_t(is_active(user.document)), to_text(user.document), user.created_at,
         user.updated_at, user.version}));
    return {};
}

/// Stores the user as it is now and lets the person follow; the way of every write but removal.
Result<ScimUser> store_user(const ScimContext& context, ScimUser user) {
    clean_scim_resource(user.document);
    FAREBOX_TRY(edit, Edit::begin(context.session, context.clock));
    FAREBOX_TRY_VOID(check_user_name(context.session, user));
    if (user.scim_id.empty()) {
        user.scim_id = make_uuid_v7(edit->stamp());
        user.created_at = edit->stamp();
        FAREBOX_TRY(known, known_person(*edit, user.document));
        user.person_id = known.empty() ? make_uuid_v7(edit->stamp()) : known;
    }
    user.updated_at = edit->stamp();
    ++user.version;
    FAREBOX_TRY_VOID(write_person(*edit, user));
    FAREBOX_TRY_VOID(save(*edit, user));
    FAREBOX_TRY_VOID(tell_and_commit(*edit, context));
    return user;
}

ScimAnswer answer_user(const ScimContext& context, const Result<ScimUser>& user, int status) {
    if (!user) return scim_error(user.error());
    const auto body = scim_user_json(context, *user);
    if (!body) return scim_error(body.error());
    ScimAnswer answer;
    answer.status = status;
    answer.etag = scim_etag(user->version);
    answer.location = body->at("meta").at("location").get<std::string>();
    answer.body = selected_attributes(context.request, *body);
    return answer;
}

/// The user goes; the person stays, inactive, because calls are theirs.
Result<void> remove(const ScimContext& context, const ScimUser& user) {
    FAREBOX_TRY(edit, Edit::begin(context.session, context.clock));
    FAREBOX_TRY(groups, context.session.run(
        "SELECT g.display_name FROM scim_members m JOIN scim_groups g ON g.scim_id = m.group_id"
        " WHERE m.user_id = $1", {user.scim_id}));
    std::set<std::string> left;
    for (const Row& row : groups) {
        FAREBOX_TRY(teams, teams_of_group(context.session, row.text(0)));
        left.insert(teams.begin(), teams.end());
    }
    ScimUser gone = user;
    gone.document["active"] = false;
    FAREBOX_TRY_VOID(write_person(*edit, gone));
    FAREBOX_TRY(members, context.session.run("DELETE FROM scim_members WHERE user_id = $1",
                                             {user.scim_id}));
    FAREBOX_TRY_VOID(charge_by_groups(*edit, context.clock, {user.scim_id}, left));
    FAREBOX_TRY(users, context.session.run("DELETE FROM scim_users WHERE scim_id = $1", {user.scim_id}));
    return tell_and_commit(*edit, context);
}

/// The page in the database where the query allows it, else by looking at each user.
Result<ScimAnswer> list_users(const ScimContext& context, const ScimPage& page) {
    std::string where;
    std::vector<Value> parameters;
    if (const auto user_name = asked_value(page, "userName")) {
        where = "WHERE user_name_key = $1 ";
        parameters = {to_lower(*user_name)};
    } else if (const auto external = asked_value(page, "externalId")) {
        where = "WHERE external_id = $1 ";
        parameters = {*external};
    }
    FAREBOX_TRY(rows, context.session.run(std::string(UserColumns) + where + "ORDER BY scim_id",
                                          parameters));
    std::int64_t total = 0;
    Json resources = Json::array();
    for (const Row& row : rows) {
        const ScimUser user = read_user(row);
        if (where.empty() && page.filter) {
            Json whole = user.document;
            whole["id"] = user.scim_id;
            if (!matches(*page.filter, whole)) continue;
        }
        ++total;
        if (total < page.start_index || std::ssize(resources) >= page.count) continue;
        FAREBOX_TRY(body, scim_user_json(context, user));
        resources.push_back(selected_attributes(context.request, std::move(body)));
    }
    return scim_list(total, page, std::move(resources));
}

ScimAnswer serve_one(const ScimContext& context, ScimUser user) {
    const ScimRequest& request = context.request;
    if (auto answer = precondition(request, user.version)) return *answer;
    if (request.method == "GET") return answer_user(context, user, 200);
    if (request.method == "DELETE") {
        const auto done = remove(context, user);
        ScimAnswer gone;
        gone.status = 204;
        return done ? gone : scim_error(done.error());
    }
    const auto body = parse_json(request.body);
    if (!body || !body->is_object()) return scim_error(400, "invalidSyntax", "the body is no JSON object");
    if (request.method == "PUT") {
        user.document = *body;
    } else if (const auto done = apply_scim_patch(user.document, *body); !done) {
        return scim_error(done.error());
    }
    return answer_user(context, store_user(context, std::move(user)), 200);
}

}  // namespace

Result<std::optional<ScimUser>> load_scim_user(Session& session, const std::string& scim_id) {
    FAREBOX_TRY(rows, session.run(std::string(UserColumns) + "WHERE scim_id = $1", {scim_id}));
    if (rows.empty()) return std::optional<ScimUser>();
    return std::optional(read_user(rows[0]));
}

Result<Json> scim_user_json(const ScimContext& context, const ScimUser& user) {
    Json body = {{"schemas", {ScimUserSchema}}, {"id", user.scim_id}};
    if (find_attribute(user.document, ScimEnterpriseSchema) != nullptr) {
        body["schemas"].push_back(ScimEnterpriseSchema);
    }
    for (auto at = user.document.begin(); at != user.document.end(); ++at) {
        if (at.key() != "schemas") body[at.key()] = at.value();
    }
    if (find_attribute(body, "active") == nullptr) body["active"] = true;
    FAREBOX_TRY(rows, context.session.run(
        "SELECT g.scim_id, g.display_name FROM scim_members m JOIN scim_groups g"
        " ON g.scim_id = m.group_id WHERE m.user_id = $1 ORDER BY g.display_name", {user.scim_id}));
    Json groups = Json::array();
    for (const Row& row : rows) groups.push_back({{"value", row.text(0)}, {"display", row.text(1)}});
    body["groups"] = std::move(groups);
    body["meta"] = scim_meta(context, "User", user.scim_id, user.created_at, user.updated_at, user.version);
    return body;
}

ScimAnswer serve_scim_users(const ScimContext& context) {
    const ScimRequest& request = context.request;
    if (request.path.size() == 2) {
        const auto user = load_scim_user(context.session, request.path[1]);
        if (!user) return scim_error(user.error());
        if (!*user) return scim_error(404, "", format("no user has the id \"{}\"", printable(request.path[1])));
        return serve_one(context, **user);
    }
    if (request.method == "GET") {
        ScimPage page;
        if (auto wrong = read_scim_page(request, page)) return *wrong;
        const auto answer = list_users(context, page);
        return answer ? *answer : scim_error(answer.error());
    }
    const auto body = parse_json(request.body);
    if (!body || !body->is_object()) return scim_error(400, "invalidSyntax", "the body is no JSON object");
    ScimUser user;
    user.document = *body;
    return answer_user(context, store_user(context, std::move(user)), 201);
}

}  // namespace farebox::collector
