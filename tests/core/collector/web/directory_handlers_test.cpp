// The directory and SCIM through their routes: who may see whom, and that the audit log knows.
#include "core/collector/web/directory_journal.h"

#include "core/collector/audit/audit_log.h"
#include "core/collector/auth/accounts.h"
#include "core/collector/auth/devices.h"
#include "core/collector/web/handlers.h"
#include "core/collector/web/services.h"
#include "tests/core/collector/directory/rig.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

/// One collector without a socket.
struct Door {
    explicit Door(Database& database) : services{database, clock, config, metrics} {
        const Lease session = database.session().value();
        found_company(*session, clock);
    }

    WebResponse ask(const std::string& method, const std::string& path, const std::string& route,
                    const Principal& who, std::map<std::string, std::string> parameters = {},
                    const std::string& body = "") {
        WebRequest request;
        request.method = method;
        request.path = path;
        request.parameters = std::move(parameters);
        request.body = body;
        request.origin = "https://farebox.example";
        request.who = who;
        request.in_path["person_id"] = request.in_path["id"] = request.in_path["rule_id"] =
            path.substr(path.rfind('/') + 1);
        for (const auto& routes : {directory_routes(), scim_routes()}) {
            for (const WebRoute& known : routes) {
                if (method != known.method || route != known.path) continue;
                auto answer = known.handle(request, services);
                return answer ? *answer : WebResponse::error(answer.error());
            }
        }
        return WebResponse::error(404, "not_found", "no such route");
    }
    WebResponse ask(const std::string& method, const std::string& path, const Principal& who,
                    std::map<std::string, std::string> parameters = {}, const std::string& body = "") {
        return ask(method, path, path, who, std::move(parameters), body);
    }

    SetClock clock{"2026-04-20T10:00Z"};
    Config config;
    Metrics metrics;
    Services services;
};

Principal person(Role role, std::vector<std::string> teams = {}) {
    Principal who;
    who.kind = Principal::Kind::Person;
    who.account = "somebody";
    who.roles = {role};
    who.team_ids = std::move(teams);
    return who;
}

void add_device(Session& session, const std::string& device_id, const std::string& person_id,
                const std::string& user_name) {
    QVERIFY(session.run("INSERT INTO devices (device_id, install_id, public_key, key_thumbprint,"
                        " hostname_hash, os, farebox_version, token_id, enrolled_at, person_id,"
                        " user_name, binding) VALUES ($1, $1, '{}', 't', 'h', 'linux', '1', 'x',"
                        " 1, $2, $3, 'asserted')", {device_id, person_id, user_name}).has_value());
}

bool is_out(Session& session, const std::string& device_id) {
    return find_device(session, device_id).value()->revoked_at.has_value();
}

/// Of an identity provider; named by its address.
void add_account(Session& session, const std::string& account, const std::string& person_id) {
    QVERIFY(std::holds_alternative<Account>(admit_provider_account(
        session, {"https://idp.example", "s-" + account, account, "", person_id}, 1)));
}

std::size_t rows(const WebResponse& answer) {
    const auto body = parse_json(answer.body);
    return body && body->contains("rows") ? body->at("rows").size() : std::size_t(999);
}

}  // namespace

class DirectoryHandlersTest : public QObject {
    Q_OBJECT
private slots:
    void shows_people_to_those_who_may_see_them_data() { add_stores(); }
    void shows_people_to_those_who_may_see_them() {
        FAREBOX_STORE(store);
        Door door(store->database());
        const std::string people = "/api/v1/directory/people";
        QCOMPARE(rows(door.ask("GET", people, person(Role::PlatformAdmin))), std::size_t(3));
        QCOMPARE(rows(door.ask("GET", people, person(Role::Auditor), {{"search", "BOB@"}})), std::size_t(1));
        QCOMPARE(rows(door.ask("GET", people, person(Role::Auditor), {{"search", "%"}})), std::size_t(0));
        QCOMPARE(rows(door.ask("GET", people, person(Role::TeamLead, {"search"}))), std::size_t(1));
        QCOMPARE(door.ask("GET", people, person(Role::TeamLead, {"search"}), {{"team", "payments"}}).status, 403);
        QCOMPARE(door.ask("GET", people, person(Role::Finance)).status, 403);
        const auto page = door.ask("GET", people, person(Role::PlatformAdmin), {{"limit", "1"}});
        const Json body = parse_json(page.body).value();
        QCOMPARE(body.at("row_count").get<int>(), 3);
        QCOMPARE(body.at("rows").at(0).at("business_unit_name").get<std::string>(), std::string("Retail"));
        QCOMPARE(door.ask("GET", people, person(Role::Auditor), {{"day", "soon"}}).status, 400);

        const auto ada = door.ask("GET", people + "/p-ada", people + "/{person_id}", person(Role::Auditor));
        QCOMPARE(parse_json(ada.body)->at("teams").size(), std::size_t(1));
        QCOMPARE(door.ask("GET", people + "/p-ada", people + "/{person_id}", person(Role::Finance)).status, 403);
    }

    void shows_the_organisation_data() { add_stores(); }
    void shows_the_organisation() {
        FAREBOX_STORE(store);
        Door door(store->database());
        const Principal finance = person(Role::Finance);
        const auto teams = door.ask("GET", "/api/v1/directory/teams", finance);
        QCOMPARE(rows(teams), std::size_t(3));
        const Json team = parse_json(teams.body)->at("rows").at(1);
        QCOMPARE(team.at("team_id").get<std::string>(), std::string("payments"));
        QCOMPARE(team.at("cost_centre_name").get<std::string>(), std::string("Checkout"));
        QCOMPARE(team.at("members").get<int>(), 1);
        QCOMPARE(rows(door.ask("GET", "/api/v1/directory/cost_centres", finance)), std::size_t(3));
        QCOMPARE(rows(door.ask("GET", "/api/v1/directory/business_units", finance)), std::size_t(2));
        QCOMPARE(rows(door.ask("GET", "/api/v1/directory/repos", finance)), std::size_t(0));
        QCOMPARE(rows(door.ask("GET", "/api/v1/directory/group_teams", finance)), std::size_t(0));
    }

    void writes_and_says_so_in_the_audit_log_data() { add_stores(); }
    void writes_and_says_so_in_the_audit_log() {
        FAREBOX_STORE(store);
        Door door(store->database());
        const Principal admin = person(Role::PlatformAdmin);
        QCOMPARE(door.ask("POST", "/api/v1/directory/import", admin,
                          {{"kind", "people"}}, "email,team_id\nnew@acme.example,search\n").status, 200);
        QCOMPARE(door.ask("POST", "/api/v1/directory/import", admin, {{"kind", "people"}},
                          "email,team_id\nnew@acme.example,moon\n").status, 422);
        QCOMPARE(door.ask("POST", "/api/v1/directory/assign", admin, {},
                          "{\"table\":\"person_team\",\"person_id\":\"p-ada\",\"team_id\":\"cards\","
                          "\"valid_from\":\"2026-04-01\"}").status, 200);
        const auto twice = door.ask("POST", "/api/v1/directory/assign", admin, {},
                                    "{\"table\":\"person_team\",\"person_id\":\"p-ada\",\"team_id\":"
                                    "\"search\",\"valid_from\":\"2026-03-01\",\"valid_to\":\"2026-05-01\"}");
        QCOMPARE(twice.status, 409);
        QVERIFY(contains(twice.body, "search from 2026-03-01 to 2026-04-30 overlaps payments to 2026-03-31"));
        QCOMPARE(door.ask("POST", "/api/v1/directory/repo_rules", admin, {},
                          "{\"pattern\":\"github.com/acme/*\",\"cost_centre_id\":\"CC-3\"}").status, 200);
        const Json rules = parse_json(door.ask("GET", "/api/v1/directory/repo_rules", admin).body).value();
        const std::string id = rules.at("rows").at(0).at("rule_id").get<std::string>();
        QCOMPARE(door.ask("DELETE", "/api/v1/directory/repo_rules/" + id,
                          "/api/v1/directory/repo_rules/{rule_id}", admin).status, 200);
        QCOMPARE(door.ask("PUT", "/api/v1/directory/teams/moon", "/api/v1/directory/teams/{id}", admin, {},
                          "{\"name\":\"Moon\"}").status, 200);

        const Lease session = store->database().session().value();
        const auto entries = read_audit(*session, {.action = "directory."}).value();
        QCOMPARE(entries.size(), std::size_t(5));
        QCOMPARE(entries[3].object, std::string("p-ada"));
        QCOMPARE(entries[3].actor, std::string("somebody"));
        QCOMPARE(entries[3].before, std::string("payments until further notice"));
        QVERIFY(verify_audit(*session).value().is_whole);
    }

    void a_deactivated_user_loses_devices_and_accounts_data() { add_stores(); }
    void a_deactivated_user_loses_devices_and_accounts() {
        FAREBOX_STORE(store);
        Door door(store->database());
        const Lease session = store->database().session().value();
        add_device(*session, "d1", "p-ada", "ada");
        add_account(*session, "ada@acme.example", "p-ada");
        Principal provider;
        provider.kind = Principal::Kind::Provisioner;
        const auto made = door.ask("POST", "/scim/v2/Users", provider, {},
                                   "{\"userName\":\"ada@acme.example\"}");
        QCOMPARE(made.status, 201);
        QCOMPARE(made.content_type, std::string("application/scim+json"));
        const std::string id = parse_json(made.body)->at("id").get<std::string>();
        const auto found = door.ask("GET", "/scim/v2/Users", provider,
                                    {{"filter", "userName eq \"ADA@acme.example\""}});
        QCOMPARE(parse_json(found.body)->at("totalResults").get<int>(), 1);
        QCOMPARE(door.ask("PATCH", "/scim/v2/Users/" + id, "/scim/v2/Users/{id}", provider, {},
                          "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}").status, 200);
        QVERIFY(is_out(*session, "d1"));
        QVERIFY(find_account(*session, "ada@acme.example").value()->disabled_at);
        const auto entries = read_audit(*session, {.action = "directory."}).value();
        QCOMPARE(entries.front().actor, std::string("identity provider"));
        QCOMPARE(read_audit(*session, {.action = "device.revoke"}).value().front().object, std::string("p-ada"));

        // Let in again by hand, a deletion of the user who is out already changes nothing; of one who
        // is in it does.
        QVERIFY(restore_device(*session, "d1"));
        QCOMPARE(door.ask("PATCH", "/scim/v2/Users/" + id, "/scim/v2/Users/{id}", provider, {},
                          "{\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":true}}]}").status, 200);
        QVERIFY(!is_out(*session, "d1"));
        QCOMPARE(door.ask("DELETE", "/scim/v2/Users/" + id, "/scim/v2/Users/{id}", provider).status, 204);
        QVERIFY(is_out(*session, "d1"));
        QVERIFY(verify_audit(*session).value().is_whole);
    }

    void whoever_leaves_by_an_import_loses_them_too() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        Door door(store->database());
        const Lease session = store->database().session().value();
        add_device(*session, "d1", "p-ada", "ada");
        add_device(*session, "d2", "p-bob", "bob");
        const Principal admin = person(Role::PlatformAdmin);
        const std::string file = "person_id,active\np-ada,false\n";
        QCOMPARE(door.ask("POST", "/api/v1/directory/import", admin,
                          {{"kind", "people"}, {"dry_run", "1"}}, file).status, 200);
        QVERIFY(!is_out(*session, "d1"));
        QCOMPARE(door.ask("POST", "/api/v1/directory/import", admin, {{"kind", "people"}}, file).status, 200);
        QVERIFY(is_out(*session, "d1"));
        QCOMPARE(door.ask("PUT", "/api/v1/directory/people/p-bob", "/api/v1/directory/people/{person_id}",
                          admin, {}, "{\"active\":false}").status, 200);
        QVERIFY(is_out(*session, "d2"));
        QCOMPARE(read_audit(*session, {.action = "device.revoke"}).value().front().actor, std::string("somebody"));
    }

    void a_trial_that_is_asked_for_in_other_words_is_not_carried_out() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        Door door(store->database());
        const Lease session = store->database().session().value();
        const auto try_import = [&](const char* word) {
            return door.ask("POST", "/api/v1/directory/import", person(Role::PlatformAdmin),
                            {{"kind", "people"}, {"dry_run", word}}, "person_id\np-new\n").status;
        };
        const auto count = [&] {
            return session->run("SELECT count(*) FROM people WHERE person_id = 'p-new'").value()[0].integer(0);
        };
        QCOMPARE(try_import("true"), 200);
        QCOMPARE(try_import("yes"), 400);
        QCOMPARE(count(), std::int64_t(0));
        QCOMPARE(try_import("0"), 200);
        QCOMPARE(count(), std::int64_t(1));
    }

    void devices_that_waited_are_bound_when_their_people_come_data() { add_stores(); }
    void devices_that_waited_are_bound_when_their_people_come() {
        FAREBOX_STORE(store);
        Door door(store->database());
        const Lease session = store->database().session().value();
        add_device(*session, "d1", "", "Zoe@acme.example");
        add_device(*session, "d2", "", "max@acme.example");
        add_device(*session, "d3", "", "nobody@acme.example");
        add_account(*session, "zoe@acme.example", "");
        QCOMPARE(door.ask("POST", "/api/v1/directory/import", person(Role::PlatformAdmin), {{"kind", "people"}},
                          "person_id,email\np-zoe,zoe@acme.example\n").status, 200);
        QCOMPARE(find_device(*session, "d1").value()->person_id, std::string("p-zoe"));
        QCOMPARE(find_account(*session, "zoe@acme.example").value()->person_id, std::string("p-zoe"));
        Principal provider;
        provider.kind = Principal::Kind::Provisioner;
        QCOMPARE(door.ask("POST", "/scim/v2/Users", provider, {}, "{\"userName\":\"max@acme.example\"}").status, 201);
        QVERIFY(!find_device(*session, "d2").value()->person_id.empty());
        QCOMPARE(find_device(*session, "d3").value()->person_id, std::string());
        QCOMPARE(read_audit(*session, {.action = "device.bind"}).value().size(), std::size_t(2));
        QCOMPARE(read_audit(*session, {.action = "account.bind"}).value().size(), std::size_t(1));
    }
};

FAREBOX_TEST_CLASS(DirectoryHandlersTest)
#include "directory_handlers_test.moc"
