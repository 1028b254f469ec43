#include "core/collector/directory/views.h"

#include "tests/core/collector/directory/rig.h"

using namespace farebox;
using namespace farebox::collector;
using namespace farebox::tests;

class ViewsTest : public QObject {
    Q_OBJECT
private slots:
    void shows_where_people_stand_on_a_day_and_how_that_came_data() { add_stores(); }
    void shows_where_people_stand_on_a_day_and_how_that_came() {
        FAREBOX_STORE(store);
        const Lease session = store->database().session().value();
        SetClock clock("2026-04-20T10:00Z");
        found_company(*session, clock);
        import(*session, clock, ImportKind::People,
               "person_id,team_id,valid_from\np-ada,cards,2026-05-01\n");
        const auto unit = [&](const char* day) {
            const Json people = people_json(*session, {.day = day, .search = "ada"}).value();
            return people.at("rows").at(0).at("business_unit_id").get<std::string>();
        };
        QCOMPARE(unit("2026-04-30"), std::string("retail"));
        QCOMPARE(unit("2026-05-01"), std::string("bank"));
        // What was believed before the move is still told.
        const Json ada = person_json(*session, "p-ada").value();
        QCOMPARE(ada.at("teams").size(), std::size_t(3));
        QVERIFY(!ada.at("teams").at(0).at("superseded_at").is_null());
        QVERIFY(person_json(*session, "nobody").error().code == ErrorCode::NotFound);
        const Json cards = units_json(*session, OrgKind::Team, "2026-05-01").value().at("rows").at(0);
        QCOMPARE(cards.at("team_id").get<std::string>(), std::string("cards"));
        QCOMPARE(cards.at("members").get<int>(), 1);
    }
};

FAREBOX_TEST_CLASS(ViewsTest)
#include "views_test.moc"
