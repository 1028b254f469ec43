#include "core/base/strings.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/web/audit_note.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/json_body.h"
#include "core/collector/web/services.h"

// Accounts and their roles, for administrators. Nobody changes their own: the last administrator
// would lock the door behind them.
namespace farebox::collector {
namespace {

Json account_json(const Account& account) {
    Json roles = Json::array();
    for (const RoleGrant& grant : account.grants) roles.push_back(to_text(grant));
    return {{"account", account.account},
            {"name", account.name},
            {"local", account.is_local()},
            {"person_id", account.person_id.empty() ? Json() : Json(account.person_id)},
            {"roles", std::move(roles)},
            {"must_change_password", account.must_change_password},
            {"last_login_at", account.last_login_at ? Json(*account.last_login_at) : Json()},
            {"disabled_at", account.disabled_at ? Json(*account.disabled_at) : Json()}};
}

Result<std::vector<RoleGrant>> read_roles(const Json& body) {
    const Json* list = find_member(body, "roles");
    if (list == nullptr || !list->is_array()) return invalid("\"roles\" must be a list of roles");
    std::vector<RoleGrant> grants;
    for (const Json& text : *list) {
        if (!text.is_string()) return invalid("\"roles\" must be a list of texts");
        FAREBOX_TRY(grant, parse_grant(text.get<std::string>()));
        grants.push_back(grant);
    }
    return grants;
}

Result<std::string> other_account(const WebRequest& request, Session& session) {
    const std::string& name = request.in_path.at("account");
    if (name == request.who.account) {
        return make_error(ErrorCode::Conflict, "ask another administrator to change your own account");
    }
    FAREBOX_TRY(account, find_account(session, name));
    if (!account) return not_found("no such account");
    return name;
}

Result<WebResponse> show(Session& session, const std::string& name) {
    FAREBOX_TRY(account, find_account(session, name));
    if (!account) return not_found("no such account");
    return WebResponse::json(account_json(*account));
}

Result<WebResponse> get_accounts(const WebRequest&, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(accounts, list_accounts(*session));
    Json list = Json::array();
    for (const Account& account : accounts) list.push_back(account_json(account));
    return WebResponse::json({{"accounts", std::move(list)}});
}

Result<WebResponse> post_account(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"account", "roles"}));
    FAREBOX_TRY(name, required_text(body, "account"));
    FAREBOX_TRY(grants, read_roles(body));
    FAREBOX_TRY(session, services.database.session());
    const AuditEntry entry{.action = "account.add", .object = name, .after = farebox::to_text(body["roles"])};
    FAREBOX_TRY(password, add_local_account(*session, name, grants, request.who.account, services.clock.now(),
                                            [&] { return append_note(*session, request, services, entry); }));
    return WebResponse::json({{"account", name}, {"password", password}}, 201);
}

Result<WebResponse> post_roles(const WebRequest& request, Services& services) {
    FAREBOX_TRY(body, json_body(request, {"roles"}));
    FAREBOX_TRY(grants, read_roles(body));
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(name, other_account(request, *session));
    FAREBOX_TRY_VOID(change_on_record(
        *session, request, services,
        {.action = "account.roles", .object = name, .after = farebox::to_text(body["roles"])},
        [&] { return set_grants(*session, name, grants, request.who.account, services.clock.now()); }));
    return show(*session, name);
}

Result<WebResponse> post_reset(const WebRequest& request, Services& services) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(name, other_account(request, *session));
    FAREBOX_TRY(password, reset_password(*session, name, [&] {
        return append_note(*session, request, services, {.action = "account.reset", .object = name});
    }));
    return WebResponse::json({{"account", name}, {"password", password}});
}

Result<WebResponse> set_enabled(const WebRequest& request, Services& services, bool is_disabled) {
    FAREBOX_TRY(session, services.database.session());
    FAREBOX_TRY(name, other_account(request, *session));
    FAREBOX_TRY_VOID(change_on_record(
        *session, request, services,
        {.action = is_disabled ? "account.disable" : "account.enable", .object = name},
        [&] { return set_disabled(*session, name, is_disabled, services.clock.now()); }));
    return show(*session, name);
}

Result<WebResponse> post_disable(const WebRequest& request, Services& services) {
    return set_enabled(request, services, /*is_disabled=*/true);
}

Result<WebResponse> post_enable(const WebRequest& request, Services& services) {
    return set_enabled(request, services, /*is_disabled=*/false);
}

}  // namespace

std::vector<WebRoute> accounts_routes() {
    return {
        {"GET", "/api/v1/accounts", Permission::Administer, "", "Accounts and the roles given to them", get_accounts},
        {"POST", "/api/v1/accounts", Permission::Administer, "",
         "Make a local account: {account, roles}; its first password is shown once", post_account},
        {"POST", "/api/v1/accounts/{account}/roles", Permission::Administer, "",
         "Replace the roles of another account: {roles}", post_roles},
        {"POST", "/api/v1/accounts/{account}/reset", Permission::Administer, "",
         "Give a local account a new first password", post_reset},
        {"POST", "/api/v1/accounts/{account}/disable", Permission::Administer, "",
         "End its sessions and let it in no more", post_disable},
        {"POST", "/api/v1/accounts/{account}/enable", Permission::Administer, "", "Let it in again", post_enable},
    };
}

}  // namespace farebox::collector
