// Conversations as identity providers hold them: what Okta's and Entra's provisioning send, in their
// order, with their spellings.
#include "core/collector/directory/scim_service.h"

#include "core/collector/directory/people.h"
#include "tests/core/collector/directory/rig.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const char* const PatchOp = "\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"]";

/// One identity provider talking to one store.
struct Provider {
    explicit Provider(Session& store) : session(store) { found_company(session, clock); }

    ScimAnswer send(const std::string& method, const std::vector<std::string>& path,
                    const std::string& body = "", std::map<std::string, std::string> parameters = {},
                    const std::string& if_match = "") {
        ScimRequest request;
        request.method = method;
        request.path = path;
        request.body = body;
        request.parameters = std::move(parameters);
        request.if_match = if_match;
        request.base_url = "https://farebox.example/scim/v2";
        const ScimHooks hooks{[&](Session&, const JournalEntry& entry) {
                                  journal.push_back(entry.action);
                                  return Result<void>();
                              },
                              [&](Session&, const PeopleNews& news) {
                                  revoked.insert(revoked.end(), news.left.begin(), news.left.end());
                                  return Result<void>();
                              }};
        return serve_scim(session, clock, hooks, request);
    }
    std::string make_user(const std::string& name) {
        const auto answer = send("POST", {"Users"}, format("{\"userName\":\"{}@acme.example\"}", name));
        return answer.status == 201 ? answer.body.at("id").get<std::string>() : "";
    }
    std::string make_group(const std::string& name) {
        return send("POST", {"Groups"}, "{\"displayName\":\"" + name + "\"}").body.at("id").get<std::string>();
    }
    int change_members(const std::string& group, const std::string& op, const std::string& user) {
        return send("PATCH", {"Groups", group},
                    std::string("{") + PatchOp + ",\"Operations\":[{\"op\":\"" + op +
                        "\",\"path\":\"members\",\"value\":[{\"value\":\"" + user + "\"}]}]}")
            .status;
    }
    std::string team(const std::string& email, const std::string& day) {
        const std::string person = find_identity(session, "email", email).value();
        return target_on(load_timeline(session, PersonTeam, person).value(), day);
    }

    Session& session;
    SetClock clock{"2026-04-20T10:00Z"};
    std::vector<std::string> journal;
    std::vector<std::string> revoked;
};

}  // namespace

class ScimServiceTest : public QObject {
    Q_OBJECT
private slots:
    void okta_creates_finds_and_deactivates_a_user_data() { add_stores(); }
    void okta_creates_finds_and_deactivates_a_user() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        Provider okta(*session);
        // It looks first.
        auto answer = okta.send("GET", {"Users"}, "",
                                {{"filter", "userName eq \"grace@acme.example\""},
                                 {"startIndex", "1"}, {"count", "100"}});
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.at("totalResults").get<int>(), 0);
        answer = okta.send("POST", {"Users"},
                           "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\"],"
                           "\"userName\":\"grace@acme.example\",\"name\":{\"givenName\":\"Grace\","
                           "\"familyName\":\"Hopper\"},\"emails\":[{\"primary\":true,\"value\":"
                           "\"grace@acme.example\",\"type\":\"work\"}],\"displayName\":\"Grace Hopper\","
                           "\"locale\":\"en-US\",\"externalId\":\"00ujl29u0le5T6Aj10h7\",\"groups\":[],"
                           "\"password\":\"1mz050nq\",\"active\":true}");
        QCOMPARE(answer.status, 201);
        const std::string id = answer.body.at("id").get<std::string>();
        QCOMPARE(answer.location, "https://farebox.example/scim/v2/Users/" + id);
        QCOMPARE(answer.etag, std::string("W/\"1\""));
        QVERIFY(!contains(to_text(answer.body), "1mz050nq"));
        QVERIFY(session->run("SELECT 1 FROM scim_users WHERE document LIKE '%1mz050nq%'").value().empty());

        const std::string person = find_identity(*session, "email", "grace@acme.example").value();
        QCOMPARE(load_person(*session, person).value()->name, std::string("Grace Hopper"));
        QCOMPARE(find_identity(*session, "external_id", "00ujl29u0le5T6Aj10h7").value(), person);

        // The same name again.
        answer = okta.send("POST", {"Users"}, "{\"userName\":\"GRACE@acme.example\"}");
        QCOMPARE(answer.status, 409);
        QCOMPARE(answer.body.at("scimType").get<std::string>(), std::string("uniqueness"));
        QCOMPARE(answer.body.at("status").get<std::string>(), std::string("409"));

        answer = okta.send("PATCH", {"Users", id},
                           std::string("{") + PatchOp +
                               ",\"Operations\":[{\"op\":\"replace\",\"value\":{\"active\":false}}]}");
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body.at("active").get<bool>(), false);
        QVERIFY((okta.revoked == std::vector<std::string>{person}));
        QVERIFY(!load_person(*session, person).value()->active);
        // Saying it twice revokes once.
        okta.send("PUT", {"Users", id}, "{\"userName\":\"grace@acme.example\",\"active\":false}");
        QCOMPARE(okta.revoked.size(), std::size_t(1));
    }

    void entra_links_a_person_who_was_imported_before() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        Provider entra(*session);
        const auto answer = entra.send(
            "POST", {"Users"},
            "{\"schemas\":[\"urn:ietf:params:scim:schemas:core:2.0:User\",\"urn:ietf:params:scim:schemas:"
            "extension:enterprise:2.0:User\"],\"externalId\":\"ada.l\",\"userName\":\"Ada@acme.example\","
            "\"active\":true,\"displayName\":\"Ada Lovelace\",\"emails\":[{\"primary\":true,\"type\":"
            "\"work\",\"value\":\"ada@acme.example\"}],\"urn:ietf:params:scim:schemas:extension:enterprise:"
            "2.0:User\":{\"department\":\"Math\"}}");
        QCOMPARE(answer.status, 201);
        QCOMPARE(find_identity(*session, "scim_id", answer.body.at("id").get<std::string>()).value(),
                 std::string("p-ada"));
        QCOMPARE(load_person(*session, "p-ada").value()->name, std::string("Ada Lovelace"));
        QCOMPARE(entra.team("ada@acme.example", "2026-05-01"), std::string("payments"));
        const std::string id = answer.body.at("id").get<std::string>();
        const auto patched = entra.send(
            "PATCH", {"Users", id},
            std::string("{") + PatchOp + ",\"Operations\":[{\"op\":\"Replace\",\"path\":\"active\","
                "\"value\":\"False\"},{\"op\":\"Add\",\"path\":\"emails[type eq \\\"work\\\"].value\","
                "\"value\":\"ada.l@acme.example\"}]}");
        QCOMPARE(patched.body.at("active").get<bool>(), false);
        QCOMPARE(patched.body.at("emails").at(0).at("value").get<std::string>(),
                 std::string("ada.l@acme.example"));
        // The old address keeps leading to her.
        QCOMPARE(find_identity(*session, "email", "ada@acme.example").value(), std::string("p-ada"));
    }

    void a_group_moves_people_between_teams_from_its_day_on_data() { add_stores(); }
    void a_group_moves_people_between_teams_from_its_day_on() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        Provider okta(*session);
        const Journal journal = no_journal();
        QVERIFY(set_group_team(*session, okta.clock, journal, "Eng Search", "search", 10).has_value());
        QVERIFY(set_group_team(*session, okta.clock, journal, "Eng Cards", "cards", 20).has_value());
        QVERIFY(!set_group_team(*session, okta.clock, journal, "Eng Moon", "moon", 1));
        const std::string grace = okta.make_user("grace");
        const std::string search = okta.make_group("eng search"), cards = okta.make_group("Eng Cards");
        const std::string view = okta.make_group("All staff");

        QCOMPARE(okta.change_members(cards, "add", grace), 204);
        QCOMPARE(okta.change_members(view, "add", grace), 204);
        QCOMPARE(okta.team("grace@acme.example", "2020-01-01"), std::string("cards"));

        // A provider that adds to the new group before it removes from the old one.
        okta.clock.set("2026-05-04T10:00Z");
        QCOMPARE(okta.change_members(search, "add", grace), 204);
        QCOMPARE(okta.change_members(cards, "remove", grace), 204);
        QCOMPARE(okta.team("grace@acme.example", "2026-05-03"), std::string("cards"));
        QCOMPARE(okta.team("grace@acme.example", "2026-05-04"), std::string("search"));

        // One that removes first; the two messages are one move.
        okta.clock.set("2026-06-01T10:00Z");
        QCOMPARE(okta.change_members(search, "remove", grace), 204);
        QCOMPARE(okta.team("grace@acme.example", "2026-06-01"), std::string());
        QCOMPARE(okta.change_members(cards, "add", grace), 204);
        QCOMPARE(okta.team("grace@acme.example", "2026-05-31"), std::string("search"));
        QCOMPARE(okta.team("grace@acme.example", "2026-06-01"), std::string("cards"));

        // A view group changes nothing; a group without a member neither.
        QCOMPARE(okta.change_members(view, "remove", grace), 204);
        QCOMPARE(okta.team("grace@acme.example", "2026-06-01"), std::string("cards"));
        // Renamed, it means the same.
        const auto renamed = okta.send("PATCH", {"Groups", cards},
                                       std::string("{") + PatchOp + ",\"Operations\":[{\"op\":\"replace\","
                                           "\"value\":{\"id\":\"x\",\"displayName\":\"Cards\"}}]}");
        QCOMPARE(renamed.status, 204);
        QCOMPARE(okta.team("grace@acme.example", "2026-06-02"), std::string("cards"));
        okta.clock.set("2026-07-01T10:00Z");
        QCOMPARE(okta.send("DELETE", {"Groups", cards}).status, 204);
        QCOMPARE(okta.team("grace@acme.example", "2026-06-30"), std::string("cards"));
        QCOMPARE(okta.team("grace@acme.example", "2026-07-01"), std::string());
    }

    void removing_a_user_keeps_the_person_and_their_charges() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        Provider okta(*session);
        const std::string ada = okta.make_user("ada");
        QCOMPARE(okta.send("DELETE", {"Users", ada}).status, 204);
        QCOMPARE(okta.send("GET", {"Users", ada}).status, 404);
        QVERIFY(!load_person(*session, "p-ada").value()->active);
        QCOMPARE(okta.team("ada@acme.example", "2026-04-20"), std::string("payments"));
        QCOMPARE(okta.revoked.size(), std::size_t(1));
        QVERIFY(!okta.make_user("ada").empty());
        QVERIFY(load_person(*session, "p-ada").value()->active);
    }

    void pages_filters_and_leaves_attributes_out() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        Provider okta(*session);
        for (int i = 0; i < 7; ++i) QVERIFY(!okta.make_user(format("u{}", i)).empty());
        auto answer = okta.send("GET", {"Users"}, "", {{"startIndex", "6"}, {"count", "5"}});
        QCOMPARE(answer.body.at("totalResults").get<int>(), 7);
        QCOMPARE(answer.body.at("itemsPerPage").get<int>(), 2);
        answer = okta.send("GET", {"Users"}, "", {{"filter", "userName sw \"u\" and not (userName co \"3\")"},
                                                  {"attributes", "userName"}, {"count", "1"}});
        QCOMPARE(answer.body.at("totalResults").get<int>(), 6);
        QVERIFY(answer.body.at("Resources").at(0).contains("userName"));
        QVERIFY(!answer.body.at("Resources").at(0).contains("meta"));
        okta.make_group("G");
        answer = okta.send("GET", {"Groups"}, "", {{"filter", "displayName eq \"g\""},
                                                   {"excludedAttributes", "members"}});
        QCOMPARE(answer.body.at("totalResults").get<int>(), 1);
        QVERIFY(!answer.body.at("Resources").at(0).contains("members"));
        QCOMPARE(okta.send("GET", {"Users"}, "", {{"filter", "userName is x"}}).body.at("scimType")
                     .get<std::string>(), std::string("invalidFilter"));
    }

    void refuses_in_the_words_of_the_standard() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        Provider okta(*session);
        const auto type = [](const ScimAnswer& answer) {
            return std::to_string(answer.status) + " " + answer.body.value("scimType", "");
        };
        const std::string id = okta.make_user("ada"), group = okta.make_group("G");
        QCOMPARE(type(okta.send("POST", {"Users"}, "{")), std::string("400 invalidSyntax"));
        QCOMPARE(type(okta.send("POST", {"Users"}, "{}")), std::string("400 invalidValue"));
        QCOMPARE(type(okta.send("GET", {"Users", "nobody"})), std::string("404 "));
        QCOMPARE(type(okta.send("PUT", {"Users"}, "{}")), std::string("405 "));
        QCOMPARE(type(okta.send("GET", {"Moons"})), std::string("404 "));
        QCOMPARE(okta.change_members(group, "add", "nobody"), 400);
        QCOMPARE(type(okta.send("PUT", {"Users", id}, "{\"userName\":\"x\"}", {}, "W/\"9\"")),
                 std::string("412 "));
        QCOMPARE(okta.send("PUT", {"Users", id}, "{\"userName\":\"x\"}", {}, "W/\"1\"").status, 200);
        // An address that is somebody else's is refused and nothing of it stays.
        QCOMPARE(type(okta.send("POST", {"Users"}, "{\"userName\":\"n\",\"externalId\":\"n\",\"emails\":"
                                "[{\"value\":\"bob@acme.example\"}]}")), std::string("201 "));
        QCOMPARE(type(okta.send("PATCH", {"Users", id},
                                std::string("{") + PatchOp + ",\"Operations\":[{\"op\":\"add\",\"path\":"
                                    "\"emails\",\"value\":[{\"value\":\"bob@acme.example\"}]}]}")),
                 std::string("409 uniqueness"));
        QVERIFY(!okta.send("GET", {"Users", id}).body.contains("emails"));
    }

    void tells_what_it_can_do() {
        FAREBOX_STORE_BY_NAME(store, "sqlite");
        const Lease session = store->database().session().value();
        Provider okta(*session);
        QCOMPARE(okta.send("GET", {"ServiceProviderConfig"}).body.at("patch").at("supported").get<bool>(), true);
        QCOMPARE(okta.send("GET", {"ResourceTypes", "User"}).body.at("endpoint").get<std::string>(),
                 std::string("/Users"));
        QCOMPARE(okta.send("GET", {"Schemas"}).body.at("totalResults").get<int>(), 3);
        QCOMPARE(okta.send("GET", {"Schemas", "urn:ietf:params:scim:schemas:core:2.0:Group"}).status, 200);
        QCOMPARE(okta.send("POST", {"Schemas"}).status, 405);
    }
};

FAREBOX_TEST_CLASS(ScimServiceTest)
#include "scim_service_test.moc"
