// Who pays for which row, on both engines: the day decides, closed months keep what they were, and
// no row is lost or counted twice.
#include "core/collector/directory/org_join.h"

#include <random>

#include "core/collector/directory/known_repos.h"
#include "tests/core/collector/directory/rig.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

namespace {

const std::vector<MonthAsOf> OpenMarchApril = {{"2026-03", AsOfNow}, {"2026-04", AsOfNow}};

std::int64_t total(const Sums& sums) {
    std::int64_t sum = 0;
    for (const auto& [key, value] : sums) sum += value;
    return sum;
}

void edit(Session& session, const Clock& clock, const std::function<Result<void>(Edit&)>& change) {
    auto edit = Edit::begin(session, clock);
    QVERIFY2(edit.has_value(), edit ? "" : edit.error().message.c_str());
    const auto done = change(**edit);
    QVERIFY2(done.has_value(), done ? "" : done.error().message.c_str());
    const auto committed = (*edit)->commit();
    QVERIFY2(committed.has_value(), committed ? "" : committed.error().message.c_str());
}

}  // namespace

class OrgJoinTest : public QObject {
    Q_OBJECT
private slots:
    void charges_the_team_of_the_day_data() { add_stores(); }
    void charges_the_team_of_the_day() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        SetClock clock("2026-04-20T10:00Z");
        found_company(*session, clock);
        edit(*session, clock, [](Edit& e) {
            return e.assign(PersonTeam, "p-ada", {"2026-04-10", EndOfDays, "cards"}, Overlap::Move);
        });
        make_spend(*session);
        spend(*session, "2026-04-09", "p-ada", "", 5);
        spend(*session, "2026-04-10", "ada@acme.example", "", 7);
        spend(*session, "2026-04-11", "p-bob", "", 11);
        spend(*session, "2026-04-11", "p-eve", "", 13);    // known, in no team
        spend(*session, "2026-04-11", "stranger", "", 17);
        spend(*session, "2026-04-11", "", "", 19);

        const auto by = [&](auto column) { return sums_by(*session, column, OpenMarchApril); };
        QCOMPARE(by(&OrgJoin::team_id), (Sums{{"", 49}, {"payments", 5}, {"cards", 7}, {"search", 11}}));
        QCOMPARE(by(&OrgJoin::cost_centre_id), (Sums{{"", 49}, {"CC-1", 5}, {"CC-2", 11}, {"CC-3", 7}}));
        QCOMPARE(by(&OrgJoin::business_unit_id), (Sums{{"", 49}, {"retail", 16}, {"bank", 7}}));
        QCOMPARE(by(&OrgJoin::person_id),
                 (Sums{{"", 36}, {"p-ada", 12}, {"p-bob", 11}, {"p-eve", 13}}));
    }

    void keeps_a_closed_month_as_it_was_closed_data() { add_stores(); }
    void keeps_a_closed_month_as_it_was_closed() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        SetClock clock("2026-04-01T10:00Z");
        found_company(*session, clock);
        make_spend(*session);
        spend(*session, "2026-03-05", "p-ada", "", 5);
        spend(*session, "2026-03-06", "p-ada", "", 3, "2026-04");  // late: booked in the open month

        clock.set("2026-04-05T10:00Z");
        const UtcNs closed_at = directory_stamp(*session, clock.now()).value();
        const std::vector<MonthAsOf> months = {{"2026-03", closed_at}, {"2026-04", AsOfNow}};
        QCOMPARE(sums_by(*session, &OrgJoin::cost_centre_id, months), (Sums{{"CC-1", 8}}));

        // Somebody finds out that Ada was with Cards since February, that Payments belongs to CC-2
        // and that "ada" was her claimed name; clocks may stand still or run backwards meanwhile.
        clock.set("2026-04-05T09:00Z");
        edit(*session, clock, [](Edit& e) {
            return e.assign(PersonTeam, "p-ada", {"2026-02-01", EndOfDays, "cards"}, Overlap::Replace);
        });
        edit(*session, clock, [](Edit& e) {
            return e.assign(CostCentreUnit, "CC-3", {"2026-01-01", EndOfDays, "retail"},
                            Overlap::Replace);
        });
        edit(*session, clock, [](Edit& e) { return e.put_unit(OrgKind::CostCentre, "CC-3", "Cards EU"); });
        QCOMPARE(sums_by(*session, &OrgJoin::cost_centre_id, months), (Sums{{"CC-1", 5}, {"CC-3", 3}}));
        QCOMPARE(sums_by(*session, &OrgJoin::business_unit_id, months), (Sums{{"retail", 8}}));
        QCOMPARE(sums_by(*session, &OrgJoin::business_unit_id, {{"2026-03", closed_at},
                                                                {"2026-04", closed_at}}),
                 (Sums{{"retail", 8}}));
        const std::string ids[] = {"CC-3"};
        QCOMPARE(org_names(*session, OrgKind::CostCentre, ids).value()[0].second, std::string("Cards EU"));
        QCOMPARE(org_names(*session, OrgKind::CostCentre, ids, closed_at).value()[0].second,
                 std::string("Cards"));
    }

    void a_repository_rule_is_stronger_than_the_team_data() { add_stores(); }
    void a_repository_rule_is_stronger_than_the_team() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        SetClock clock("2026-04-01T10:00Z");
        found_company(*session, clock);
        KnownRepos known(store->database(), clock);
        const std::string before[] = {"github.com/acme/ledger"};
        QVERIFY(known.note(before).has_value());
        import(*session, clock, ImportKind::RepoRules,
               "pattern,cost_centre_id,valid_from\ngithub.com/acme/ledger*,CC-3,2026-04-10\n");
        const std::string after[] = {"github.com/acme/ledger-ui", "github.com/acme/other"};
        QVERIFY(known.note(after).has_value());
        make_spend(*session);
        spend(*session, "2026-04-09", "p-ada", "github.com/acme/ledger", 5);
        spend(*session, "2026-04-10", "p-ada", "github.com/acme/ledger", 7);
        spend(*session, "2026-04-10", "", "github.com/acme/ledger-ui", 11);
        spend(*session, "2026-04-10", "p-ada", "github.com/acme/other", 13);
        const auto by = [&](auto column) { return sums_by(*session, column, OpenMarchApril); };
        QCOMPARE(by(&OrgJoin::cost_centre_id), (Sums{{"CC-1", 18}, {"CC-3", 18}}));
        QCOMPARE(by(&OrgJoin::business_unit_id), (Sums{{"retail", 18}, {"bank", 18}}));
        QCOMPARE(by(&OrgJoin::team_id), (Sums{{"", 11}, {"payments", 25}}));
    }

    void a_month_that_is_not_named_is_unattributed_and_not_lost_data() { add_stores(); }
    void a_month_that_is_not_named_is_unattributed_and_not_lost() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        SetClock clock("2026-04-01T10:00Z");
        found_company(*session, clock);
        make_spend(*session);
        spend(*session, "2026-05-05", "p-ada", "", 5);
        QCOMPARE(sums_by(*session, &OrgJoin::team_id, OpenMarchApril), (Sums{{"", 5}}));
        QCOMPARE(sums_by(*session, &OrgJoin::team_id, {}), (Sums{{"", 5}}));
    }

    // Random edits, closings and rows: every column's sums are the whole, at every time.
    void adds_up_after_any_edits_data() { add_stores(); }
    void adds_up_after_any_edits() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        SetClock clock("2026-03-01T10:00Z");
        found_company(*session, clock);
        make_spend(*session);
        std::mt19937 random(7);
        const auto pick = [&](std::initializer_list<const char*> from) {
            return std::string(*(from.begin() + random() % from.size()));
        };
        const auto day = [&] { return format("2026-0{}-{}", 3 + random() % 2, 10 + random() % 19); };
        KnownRepos known(store->database(), clock);
        const std::string repos[] = {"r/a", "r/b", "r/c"};
        QVERIFY(known.note(repos).has_value());
        std::int64_t whole = 0;
        std::vector<UtcNs> moments = {AsOfNow};
        for (int i = 0; i < 60; ++i) {
            auto change = Edit::begin(*session, clock).value();
            const std::string from = day();
            (void)change->assign(PersonTeam, pick({"p-ada", "p-bob", "p-eve"}),
                                 {from, EndOfDays, pick({"payments", "search", "cards", ""})},
                                 Overlap::Replace);
            (void)change->assign(TeamCostCentre, pick({"payments", "search", "cards"}),
                                 {from, EndOfDays, pick({"CC-1", "CC-2", "CC-3", ""})}, Overlap::Move);
            (void)change->assign(CostCentreUnit, pick({"CC-1", "CC-2", "CC-3"}),
                                 {from, EndOfDays, pick({"retail", "bank", ""})}, Overlap::Replace);
            (void)change->put_rule({pick({"r1", "r2"}), pick({"r/*", "r/a", "*"}),
                                    pick({"CC-1", "CC-2"}), "", from, EndOfDays});
            (void)change->put_identity("developer_id", pick({"ada", "x", "bob"}),
                                       pick({"p-ada", "p-bob"}));
            QVERIFY(change->commit().has_value());
            if (random() % 8 == 0) moments.push_back(directory_stamp(*session, clock.now()).value());
            for (int j = 0; j < 5; ++j) {
                const auto cost = std::int64_t(random() % 1000);
                spend(*session, day(), pick({"p-ada", "p-bob", "p-eve", "ada", "x", ""}),
                      pick({"r/a", "r/b", "r/c", "r/unknown", ""}), cost);
                whole += cost;
            }
            const UtcNs as_of = moments[random() % moments.size()];
            const std::vector<MonthAsOf> months = {{"2026-03", as_of}, {"2026-04", AsOfNow}};
            QCOMPARE(total(sums_by(*session, &OrgJoin::person_id, months)), whole);
            QCOMPARE(total(sums_by(*session, &OrgJoin::team_id, months)), whole);
            QCOMPARE(total(sums_by(*session, &OrgJoin::cost_centre_id, months)), whole);
            QCOMPARE(total(sums_by(*session, &OrgJoin::business_unit_id, months)), whole);
        }
    }
};

FAREBOX_TEST_CLASS(OrgJoinTest)
#include "org_join_test.moc"
