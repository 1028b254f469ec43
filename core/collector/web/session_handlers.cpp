#include "core/collector/auth/web_sessions.h"
#include "core/collector/web/audit_note.h"
#include "core/collector/web/authenticate.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/services.h"

// Who is signed in and what their page may show; who stands behind a pseudonym.
namespace farebox::collector {
namespace {

Json role_names(const Principal& who) {
    Json names = Json::array();
    for (const Role role : who.roles) names.push_back(to_text(role));
    return names;
}

// So that a page hides what would be refused.
Json permission_names(const Principal& who) {
    Json names = Json::array();
    for (const Permission permission : all_permissions()) {
        if (who.may(permission)) names.push_back(to_text(permission));
    }
    return names;
}

Result<WebResponse> get_session(const WebRequest& request, Services& services) {
    const Principal& who = request.who;
    const std::string cookie =
        find_cookie(request.header("Cookie"), session_cookie_name(is_over_tls(request)));
    return WebResponse::json(
        {{"account", who.account},
         {"name", who.name},
         {"person_id", who.person_id.empty() ? Json() : Json(who.person_id)},
         {"roles", role_names(who)},
         {"permissions", permission_names(who)},
         {"teams", who.team_ids},
         {"must_change_password", who.must_change_password},
         {"csrf_token", csrf_token_of(cookie)},
         {"company", services.config.company},
         {"policy",
          {{"min_group_size", services.config.min_group_size},
           {"names_visible", services.config.names_visible}}}});
}

// What the page of the login offers.
Result<WebResponse> get_login_ways(const WebRequest&, Services& services) {
    return WebResponse::json({{"company", services.config.company},
                              {"oidc", services.identity->oidc.is_on()}});
}

Result<WebResponse> post_reveal(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"pseudonym", "reason"}));
    FAREBOX_TRY(pseudonym, required_text(body, "pseudonym"));
    FAREBOX_TRY(reason, required_text(body, "reason"));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(people, session->run("SELECT person_id, name FROM people"));
    for (const Row& person : people) {
        if (services.identity->pseudonyms.of(person.text(0)) != pseudonym) continue;
        // First on record, then on the screen.
        FAREBOX_TRY_VOID(note_audit(*session, request, services,
                                    {.action = "name.reveal", .object = pseudonym,
                                     .after = person.text(0), .reason = reason}));
        return WebResponse::json({{"pseudonym", pseudonym},
                                  {"person_id", person.text(0)},
                                  {"name", person.text(1)}});
    }
    return not_found("nobody has this pseudonym");
}

}  // namespace

std::vector<WebRoute> session_routes() {
    return {
        {"GET", "/api/v1/session", Permission::OwnAccount, "",
         "Who is signed in, roles, permissions and the token that writes must carry", get_session},
        {"GET", "/api/v1/login", Permission::Public, "", "The ways to sign in", get_login_ways},
        {"POST", "/api/v1/names/reveal", Permission::RevealNames, "",
         "Who stands behind a pseudonym: {pseudonym, reason}; each use is in the audit log", post_reveal},
    };
}

}  // namespace farebox::collector
