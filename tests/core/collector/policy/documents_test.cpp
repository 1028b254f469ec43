// What a workstation is told: settings checked by its own schema, budgets that concern its person.

#include "core/collector/policy/documents.h"

#include "core/base/file_io.h"
#include "core/net/jwt.h"
#include "core/settings/sources.h"
#include "tests/core/collector/stores.h"
#include "tests/support/suite.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

constexpr UtcNs Now = 1'795'318'200 * NsPerSecond;

CentralBudget budget_for(const Json& owner, const std::string& id) {
    Json body = {{"budget_id", id}, {"name", id}, {"limit_usd", "100"}};
    body.update(owner);
    auto parsed = parse_central_budget(body);
    if (!parsed) qFatal("%s", parsed.error().message.c_str());
    return std::move(parsed).value();
}

std::vector<std::string> ids_of(const std::vector<CentralBudget>& budgets) {
    std::vector<std::string> ids;
    for (const CentralBudget& item : budgets) ids.push_back(item.budget.budget_id);
    return ids;
}

}  // namespace

class DocumentsTest : public QObject {
    Q_OBJECT
private slots:
    void keeps_a_budget_as_it_was_set_data() { add_stores(); }
    void keeps_a_budget_as_it_was_set();
    void gives_each_person_the_budgets_that_concern_them_data() { add_stores(); }
    void gives_each_person_the_budgets_that_concern_them();
    void refuses_a_budget_of_two_owners();
    void refuses_settings_that_a_collector_may_not_set_data() { add_stores(); }
    void refuses_settings_that_a_collector_may_not_set();
    void keeps_every_version_of_the_settings_data() { add_stores(); }
    void keeps_every_version_of_the_settings();
    void signs_what_the_workstation_reads_as_settings_data() { add_stores(); }
    void signs_what_the_workstation_reads_as_settings();
};

void DocumentsTest::keeps_a_budget_as_it_was_set() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    CentralBudget item = budget_for({{"team_id", "payments"}, {"time_zone", "Europe/Berlin"},
                                     {"scope", {{"agent", "codex"}}}}, "b1");
    item.changed_at = Now;
    item.changed_by = "ada";
    QVERIFY(save_central_budget(**session, item).has_value());
    const auto found = find_central_budget(**session, "b1");
    QVERIFY(found.has_value() && found->has_value());
    QVERIFY(**found == item);
    QVERIFY(remove_central_budget(**session, "b1", "ada", Now).has_value());
    QVERIFY(list_central_budgets(**session)->empty());
    QVERIFY(!remove_central_budget(**session, "b1", "ada", Now));
}

void DocumentsTest::gives_each_person_the_budgets_that_concern_them() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    for (const CentralBudget& item :
         {budget_for(Json::object(), "all"), budget_for({{"team_id", "t1"}}, "team"),
          budget_for({{"cost_centre_id", "c1"}}, "centre"), budget_for({{"person_id", "p1"}}, "own")}) {
        QVERIFY(save_central_budget(**session, item).has_value());
    }
    const auto of = [&](const Standing& standing) {
        return ids_of(budgets_of(**session, standing).value());
    };
    QCOMPARE(of({"p1", "t1", "c1"}), (std::vector<std::string>{"all", "centre", "own", "team"}));
    QCOMPARE(of({"p2", "t2", "c1"}), (std::vector<std::string>{"all", "centre"}));
    QCOMPARE(of({}), (std::vector<std::string>{"all"}));
}

void DocumentsTest::refuses_a_budget_of_two_owners() {
    const auto parsed = parse_central_budget(
        {{"budget_id", "b"}, {"limit_usd", "1"}, {"team_id", "t"}, {"person_id", "p"}});
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().message,
             std::string("a budget belongs to one of team_id, cost_centre_id and person_id; this "
                         "one names 2"));
    QVERIFY(!parse_central_budget({{"budget_id", "b"}, {"limit_usd", "1"}, {"time_zone", "Mars"}}));
}

void DocumentsTest::refuses_settings_that_a_collector_may_not_set() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    PolicySettings settings;
    settings.enforced = {{"upstreams", {{"anthropic", {{"url", "https://evil.example"}}}}}};
    const auto saved = save_settings(**session, settings);
    QVERIFY(!saved);
    QVERIFY2(saved.error().message.find("the collector may not enforce this key") !=
                 std::string::npos, saved.error().message.c_str());
    settings.enforced = {{"override.max_hours", "many"}};
    QVERIFY(!save_settings(**session, settings));
    QCOMPARE(newest_settings(**session)->version, std::int64_t(0));
}

void DocumentsTest::keeps_every_version_of_the_settings() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    PolicySettings settings;
    settings.created_at = Now;
    settings.created_by = "ada";
    settings.enforced = {{"override.max_hours", 4}};
    QCOMPARE(save_settings(**session, settings)->version, std::int64_t(1));
    settings.enforced = {{"override.max_hours", 2}};
    QCOMPARE(save_settings(**session, settings)->version, std::int64_t(2));
    const auto history = settings_history(**session, 10);
    QCOMPARE(history->size(), std::size_t(2));
    QCOMPARE(history->front().enforced["override.max_hours"].get<int>(), 2);
}

void DocumentsTest::signs_what_the_workstation_reads_as_settings() {
    FAREBOX_STORE(store);
    const auto session = store->database().session();
    QVERIFY(save_central_budget(**session, budget_for({{"team_id", "t1"}}, "team")).has_value());
    PolicySettings settings;
    settings.enforced = {{"override.max_hours", 4}};
    QVERIFY(save_settings(**session, settings).has_value());

    const auto policy = compose_policy(**session, "device", {"p1", "t1", "c1"});
    QVERIFY(policy.has_value());
    QCOMPARE(policy_version(*policy), find_string(*policy, "policy_version").value_or(""));
    QVERIFY(policy_version(compose_policy(**session, "device", {}).value()) !=
            policy_version(*policy));

    const auto key = net::SigningKey::generate();
    const auto token = sign_policy(*policy, *key, Now);
    const auto jwt = net::parse_jwt(*token);
    QVERIFY(jwt.has_value());
    QVERIFY(jwt->verify(net::PublicKey::from_jwk(key->public_jwk()).value()).has_value());

    // The claims, written to the collector's file, are what the workstation resolves.
    TempDir folder;
    settings::Places places;
    places.collector_file = folder.file("collector_policy.json");
    QVERIFY(save_file(places.collector_file, to_text(Json{{"enforced", jwt->claims["enforced"]},
                                                          {"recommended", Json::object()}}))
                .has_value());
    const settings::Resolution resolved = settings::load_resolution(places);
    QVERIFY2(resolved.problems.empty(),
             resolved.problems.empty() ? "" : resolved.problems.front().c_str());
    QCOMPARE(resolved.find("override.max_hours")->value.get<int>(), 4);
    QVERIFY(resolved.find("override.max_hours")->is_locked);
    QCOMPARE(find_string(resolved.find("budgets")->value[0], "budget_id").value_or(""),
             std::string("team"));
}

FAREBOX_TEST_CLASS(DocumentsTest)
#include "documents_test.moc"
